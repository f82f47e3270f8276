/** The prompt box: a question of the visitor's to every width. */
export const ask = {
  title: "Ask every width",
  prompt: "Prompt",
  task: "Task of the prompt",
  random: "Random prompt",
  help: "Type a prompt: every width answers, again and again while it learns.",
  shading:
    "A darker ground is a surer symbol, an underlined one is wrong. Press an answer to see it token by token.",
  notYet: "Press Train first: there is nobody to ask yet.",
  starting: "They can be asked as soon as training has begun.",
  notRecorded:
    "A sweep that was recorded or read from a file has no weights, so it cannot be asked. Yours can.",
  gone: "The weights of this sweep are gone: the engine broke, or the page needed its memory. Train again to ask.",
  /** @param symbols as ranges, `a–p` */
  symbol: (got: string, symbols: string) => `This ladder knows the symbols ${symbols} here; got “${got}”.`,
  length: (got: number, most: number) => `A prompt has at most ${most} symbols here; got ${got}.`,
  questions: (separator: string, example: string) =>
    `Each symbol of the answer has a question of its own: put the questions after “${separator}”, as in ${example}.`,
  noTask: "This sweep has not been trained on that task.",
  /** @param example a prompt of the task */
  otherForm: (example: string) =>
    `Prompts in training looked like ${example}: one of another form has no right answer here.`,
  notInFile: "This prompt is not in your file, so nobody knows the right answer.",
  onlyEnd: (leftOut: number) =>
    `The first ${leftOut} characters were left out: the model sees no more at once.`,
  right: "right: ",
  wrong: "wrong: ",
  /** Under an answer. */
  sure: (percent: string) => `${percent} % sure`,
  /** Of a text. */
  surePerSymbol: (percent: string) => `${percent} % a symbol`,
  sureWhy: "Probability of this whole answer, by the width's own reckoning",
  surePerSymbolWhy: "Geometric mean of the symbols' probabilities",
  open: (width: number) => `Width ${width}, token by token`,
  tokens: (width: number, seed: number, step: string) =>
    `Width ${width}, seed ${seed}, step ${step}: token by token`,
  shouldBe: (symbol: string) => `right: ${symbol}`,
  /** @param percents with their sign */
  likely: (symbol: string, percent: string) => `${symbol} ${percent} %`,
  close: "Close",
};
