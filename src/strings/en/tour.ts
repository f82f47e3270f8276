/** A width and what is said of it, as shown on the page: `92`, `0.0023`, `7.4 k`. */
interface At {
  readonly width: number;
  readonly value: string;
}

/** The guided tour: a button in the header, and a card beside each part of the page. */
export const tour = {
  start: "Tour",
  hint: "New here? One minute:",
  dismissHint: "Hide this line",
  label: "Tour of this page",
  next: "Next",
  back: "Back",
  end: "End",
  done: "Done",
  place: (step: number, of: number) => `${step} of ${of}`,

  widthTitle: "Width",
  width: (columns: number) =>
    columns === 1
      ? "This column is one width: how many numbers a model has for every token it reads."
      : `Each of these ${columns} columns is one width: how many numbers a model has for every token it reads. All models get the same recipe and the same data; only the width differs.`,
  widthNumbers: (narrow: At, wide: At) =>
    `Width ${narrow.width} makes ${narrow.value} parameters, width ${wide.width} makes ${wide.value}.`,

  lossTitle: "Loss",
  loss: "Training lowers one number, the loss: how surprised a model is by the right answer, in nats. Nothing else is asked of any model.",
  lossNumbers: (high: At, low: At, recorded: boolean) =>
    `Width ${high.width} ${recorded ? "ended" : "is"} at ${high.value} nats${recorded ? "" : " now"}, width ${low.width} at ${low.value}.`,
  lossEmpty: "The curves come when training starts.",

  notYetTitle: "Not yet",
  notYet:
    "A cell fills with the per cent of prompts, never seen in training, that are answered exactly right.",
  notYetBoth: (task: string, there: At, notYet: At) =>
    `${task}: width ${there.width} answers ${there.value} %, width ${notYet.width} still ${notYet.value} %: not yet.`,
  notYetNone: (task: string, best: At) =>
    `${task}: width ${best.width} is furthest with ${best.value} %. Not yet: more steps or more width may bring it.`,
  notYetAll: (task: string, least: At) =>
    `${task}: even width ${least.width} answers ${least.value} % already.`,
  notYetEmpty: "Before training, every cell says it: not yet.",

  emergenceTitle: "Emergence",
  emergence:
    "The same scores as a line, narrow to wide. An ability has emerged where it stays above half-way from chance to perfect.",
  emergenceBetween: (task: string, below: number, above: number) =>
    `${task} did so between width ${below} and ${above}, though the recipe is the same on both sides.`,
  emergenceByFirst: (task: string, width: number) => `${task} is there from width ${width} on.`,
  emergenceNotYet: (width: number) => `Up to width ${width} none has, so far.`,

  seedsTitle: "Seeds",
  seeds: (seeds: number) =>
    seeds === 1
      ? "Each width is trained once, from one random beginning: a seed. Another might end elsewhere, so this is a preview."
      : `Each width is trained ${seeds} times, from ${seeds} random beginnings: seeds.`,
  seedsApart: (task: string, width: number, low: string, high: string) =>
    `${task} at width ${width}: ${low} % with one of them, ${high} % with another.`,
  seedsInterval: "How far they differ is told as an interval; fewer than three are only a preview.",

  trainTitle: "Your turn",
  train:
    "Press Train: a ladder learns here, in this tab, and the stairs fill with numbers of your own. Then change the widths, pick other abilities, and look inside a model under “How it works”.",
};
