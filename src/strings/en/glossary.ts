/** A word of the page and what it means. */
interface Entry {
  readonly name: string;
  /** How it stands in sentences, the longest first; capitals make no difference. */
  readonly forms: readonly string[];
  /** One or two sentences. */
  readonly means: string;
}

const terms = {
  width: {
    name: "Width",
    forms: ["widths", "width"],
    means:
      "How many numbers a model has for every token it reads (dModel). Doubling it makes about four times as many parameters.",
  },
  token: {
    name: "Token",
    forms: ["tokens", "token"],
    means: "The smallest piece of a text that a model reads: here a letter, a digit, a sign or a word.",
  },
  parameters: {
    name: "Parameters",
    forms: ["parameters"],
    means: "The numbers that training changes: all entries of a model’s matrices and vectors.",
  },
  step: {
    name: "Step",
    forms: ["steps", "step"],
    means: "One update of all parameters, after looking at one batch of examples.",
  },
  seed: {
    name: "Seed",
    forms: ["seeds", "seed"],
    means:
      "A number that fixes all randomness of a run: its first weights and the order of its data. Several seeds show how much is luck.",
  },
  loss: {
    name: "Loss",
    forms: ["losses", "loss"],
    means:
      "How surprised a model is by the right next token: minus the logarithm of the probability it gave to it. Training lowers its mean.",
  },
  nats: {
    name: "Nats",
    forms: ["nats"],
    means:
      "The unit of loss with the natural logarithm. 0.69 nats is a coin’s toss between two tokens, 0 is certainty.",
  },
  heldOut: {
    name: "Held out",
    forms: ["held-out", "held out"],
    means: "Kept away from training, so that a right answer cannot have been learned by heart.",
  },
  exact: {
    name: "Exact match",
    forms: ["exact match", "answered exactly", "exactly", "exact"],
    means: "An answer counts only if every one of its tokens is right.",
  },
  chance: {
    name: "Chance",
    forms: ["chance"],
    means:
      "What the best guesser gets who knows the form of the answers, but not how they follow from prompts.",
  },
  notYet: {
    name: "Not yet",
    forms: ["not yet"],
    means:
      "Fewer than half of the seeds have the ability at this width, after these steps. More of either may bring it.",
  },
  emergence: {
    name: "Emergence",
    forms: ["emergence", "emerged"],
    means:
      "An ability has emerged where the score of the median seed, rescaled so that chance is 0, passes one half for good. The width is interpolated between two rungs of the ladder.",
  },
  preview: {
    name: "Preview",
    forms: ["preview"],
    means: "A result of fewer than three seeds: it may look different with others, and it has no interval.",
  },
  mirage: {
    name: "Mirage",
    forms: ["mirage"],
    means:
      "A jump made by the way of counting: if single tokens get better evenly, whole answers of many tokens still come right all at once.",
  },
  flops: {
    name: "FLOPs",
    forms: ["FLOPs", "GFLOPs", "TFLOPs"],
    means: "Floating-point operations: additions and multiplications, nearly all of them in matrix products.",
  },
  muP: {
    name: "muP",
    forms: ["muP"],
    means:
      "Maximal update parametrisation: it scales first weights and learning rates with width so that one recipe suits narrow and wide models alike.",
  },
  embedding: {
    name: "Embedding",
    forms: ["embeddings", "embedding"],
    means: "The row of numbers, as many as the width, by which a model knows a token or a position.",
  },
  attention: {
    name: "Attention",
    forms: ["attention"],
    means:
      "The part of a layer in which each position takes something from the positions before it, and learns how much from which.",
  },
  mlp: {
    name: "MLP",
    forms: ["MLP"],
    means:
      "The part of a layer that works on every position by itself: four times as many units as the width, then back again.",
  },
  logits: {
    name: "Logits",
    forms: ["logits", "logit"],
    means: "One score for every token of the vocabulary; the softmax turns them into probabilities.",
  },
} satisfies Record<string, Entry>;

/** Words that the page explains where they stand first, and in a list. */
export const glossary = {
  title: "Glossary",
  terms: terms as { readonly [Name in keyof typeof terms]: Entry },
};
