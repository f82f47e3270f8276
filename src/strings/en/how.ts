/** How it works: one model's numbers, from tokens to the loss, and what width costs. */
export const how = {
  title: "How it works",
  close: "Close",
  lead: "A Transformer reads tokens and says how likely each token is to come next. Here is every step of that, with the numbers of one of your models.",
  noModel:
    "The numbers come with a model that is trained in this tab: of a recorded sweep only the log is there. Press Train and look again; until then, the steps in words.",
  /** The parts without a model's numbers. */
  outline: {
    tokens: "A model never sees letters. It sees numbers: the places of tokens in a list.",
    embedding:
      "Token and position each bring as many numbers as the model is wide, learned like all others. Their sum is what the model knows here. This is its width: everything it may think about a token has to fit into these numbers.",
    mlp: "Then each position thinks by itself: four hidden units for each number of the width, and back to the width. Attention and MLP only ever add to what is there.",
    logits:
      "After the last layer the numbers are compared with each token of the list: one logit each. The softmax, e to the logit over the sum of all, makes probabilities of them.",
  },
  gone: "The weights of this run are not here: they come when training starts, and go when the next one does.",
  waiting: "One moment: the model is asked between two slices of training.",

  model: "Width",
  seed: "Seed",
  task: "Task",
  prompt: "Prompt",
  ask: "Ask",
  examples: "Examples:",
  follow: "Follow training",
  now: "Now",
  asOf: (step: string) => `after ${step} steps`,
  problem: {
    task: "This sweep has no such task.",
    empty: "The prompt is empty: type a few of the task’s symbols.",
    symbol: (got: string, symbols: string) =>
      `“${got}” is none of this task’s symbols. They are: ${symbols}.`,
    length: (got: number, most: number) => `${got} symbols are too many: at most ${most}.`,
    questions: (separator: string) => `After “${separator}” the questions are missing.`,
  },

  tokensTitle: "Tokens",
  tokens: (vocabulary: number) =>
    `A model never sees letters. It sees numbers: the places of its ${vocabulary} tokens in a list. What follows the prompt is its own answer so far. Choose a position; all that comes below is seen from there.`,
  position: "Position",
  positionOf: (symbol: string, at: number, id: number) => `${symbol}, position ${at}, token ${id}`,

  embeddingTitle: "Embedding",
  embedding: (width: number) =>
    `Token and position each bring ${width} numbers, learned like all others. Their sum is what the model knows here. This is its width: everything it may think about a token has to fit into ${width} numbers.`,
  tokenRow: (symbol: string) => `token ${symbol}`,
  positionRow: (at: number) => `position ${at}`,
  sumRow: "sum",
  key: "teal: above zero · orange: below · deeper: further from it",
  begins: (numbers: string, more: number) => (more > 0 ? `${numbers} …` : numbers),

  layersTitle: "Attention",
  attention:
    "Each layer first looks around. Every position asks a question (a query) and offers an answer (a key); where they match, it takes something (a value) from there, never from what comes later.",
  layer: "Layer",
  head: "Head",
  patternLabel: (layer: number, head: number) => `Attention, layer ${layer}, head ${head}`,
  axes: "rows: the position that looks · columns: where it looks",
  readCell: "Read attention at",
  takes: (from: string, to: string, percents: string) => `${from} takes ${percents} from ${to}.`,
  product: (product: string, scale: string, score: string) =>
    `query · key = ${product}, × ${scale} = ${score}; the softmax over all it may look at makes the share.`,
  spread: (from: string, most: string) => `Most of ${from}: ${most}.`,
  at: (symbol: string, position: number) => `${symbol} (${position})`,

  mlpTitle: "MLP",
  mlp: (units: number, active: number) =>
    `Then each position thinks by itself: ${units} hidden units, of which ${active} are above zero here, and back to the width. Attention and MLP only ever add to what is there.`,
  hiddenRow: "hidden",
  stage: (stage: number) =>
    stage === 0 ? "embedding" : stage % 2 === 1 ? `+ attention ${(stage + 1) / 2}` : `+ MLP ${stage / 2}`,
  norm: (length: string) => `length ${length}`,

  logitsTitle: "Logits and probabilities",
  logits: (vocabulary: number) =>
    `After the last layer the numbers are compared with each of the ${vocabulary} tokens: one logit each. The softmax, e to the logit over the sum of all, makes probabilities of them.`,
  next: (symbol: string) => `What comes after ${symbol}`,
  token: "Token",
  logit: "Logit",
  probability: "Probability",
  rest: (n: number) => `${n} others`,
  sum: "Sum",

  likelihoodTitle: "Maximum likelihood",
  likelihood:
    "The loss of a token is −ln p, p being the probability that the model gave to the right one. Training lowers the mean of this number over all answers, and that is all it does.",
  right: "Right",
  loss: "−ln p, nats",
  mean: "Mean",
  ownPath: "From here on the model reads its own wrong answer; in training it would have read the right one.",
  unknownRight: "Nobody knows the right answer to this prompt; the examples have one.",
  bottleneck:
    "This may be a bottleneck of its own: what an ability needs has to pass through this one number, and comes only as far as it lowers it. The objective need not be given; it could itself be something to learn.",

  scalingTitle: "Scaling is matrix multiplication",
  scaling: (width: number, positions: number) =>
    `All of this is a few matrix products. At width ${width}, reading ${positions} positions:`,
  productNames: {
    qkv: "queries, keys, values",
    scores: "queries · keys",
    mix: "shares · values",
    projection: "attention, back",
    up: "MLP, up",
    down: "MLP, down",
    head: "logits",
  },
  matrixProduct: "Product",
  shapes: "Shapes",
  times: "Times",
  perToken: "FLOPs a token",
  share: "Share",
  growth:
    "Training goes through each product three times, once forward and twice backward. Twice the width is four times the work inside the layers, 12·L·C² multiplications a token, but only twice in the logits and in what looks around; these grow with vocabulary and context instead:",
  parameters: "Parameters",
  trainingFlops: "Training FLOPs a token",
  growthFactor: (factor: string) => `× ${factor}`,
  scalingEnd:
    "A wider model is larger matrices, with the same data, the same objective and the same steps. Whether an ability comes with them is what the staircase is for.",

  notesTitle: "Honest notes",
  notes: (seeds: number): readonly string[] => [
    "“Emerged between” two widths means: rescaled so that chance is 0 and perfect is 1, the score of the median seed is below one half at the narrower one, above it at the wider one, and stays above at every wider rung. The place between is interpolated on log₂ of the width.",
    seeds >= 3
      ? `The interval comes from drawing the ${seeds} seeds anew with replacement, 95 % of the time. It tells how much is luck of the seed, not how other recipes would turn out.`
      : `${seeds === 1 ? "One seed is" : "Two seeds are"} a preview: there is no interval, and other seeds may tell another story. Three seeds and more give one.`,
    "“Not yet” is a statement about these steps, this data and this width. It is no claim that it never comes.",
    "Exact match counts whole answers, so it can jump while single tokens improve evenly. The switch Mirage, at ability against width, sets it beside what single tokens alone would give.",
    "Scores are on prompts that training never shows, except where a task has too few of them, or a file says otherwise; the cells tell which.",
    "These models have a few thousand parameters. That the same holds for larger ones is a question, not a finding of this page.",
  ],
};
