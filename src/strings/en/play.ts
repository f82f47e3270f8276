/** The ladder that is changed by clicking, and what a sweep will cost. */
export const play = {
  ladder: "Ladder",
  toolbar: "Change the ladder",
  remove: (width: number) => `Remove width ${width}`,
  add: (width: number) => `Add width ${width}`,
  double: (width: number) => `×2: add width ${width}, double the widest`,
  added: (width: number, widths: number) => `Width ${width} added; the ladder has ${widths}.`,
  removed: (width: number, widths: number) =>
    `Width ${width} removed; the ladder has ${widths === 1 ? "one" : widths}.`,
  planned: "planned",
  /** Why a control of the ladder does nothing. */
  fixed: "The ladder is fixed while a sweep is under way; stop it to change the widths.",
  /** @param time as in `about 8 h on this machine` */
  taken: (time: string) =>
    `The recipe of the recorded sweep is now yours, with your widths: ${time}. Other recipes are under Preset.`,
  otherRecipe: "What is shown is of another recipe: press Train, or Start over, then change the ladder here.",
  lastStays: "One width has to stay.",
  full: (most: number) => `A ladder has room for ${most} widths: remove one first.`,
  noneBetween: (low: number, high: number) => `No width fits between ${low} and ${high}.`,
  noneBelow: (narrowest: number) => `Nothing fits below width ${narrowest}.`,
  noneAbove: (max: number) => `×2 would be more than ${max}, the most that a tab should train.`,
  /** @param widest and @param all are numbers of parameters, in words */
  cost: (widest: string, width: number, all: string, flops: string, memory: string) =>
    `${widest} parameters at width ${width}, ${all} in all · ${flops} · about ${memory}`,

  /** Looking back. */
  lookBack: "Look back",
  now: "Now",
  nowAt: (step: string) => `now, step ${step}`,
  atStep: (step: string) => `at step ${step}`,
  compareMoments: "Compare with another moment",
  otherMoment: "Other moment",
  /** @param other the step that the first is set against */
  compared: (step: string, other: string) =>
    `Filled: at step ${step} · thick notches, and dashed in the loss chart: at step ${other}`,
  noMoments: "Once a sweep has been evaluated twice, any of its moments can be looked at here.",
  asItWas: (step: string) => `Cells and answers as they were at step ${step}.`,
  answersThen: (step: string) => `What each width answered at step ${step}`,
  noAnswersThen: "No answers were kept of this moment.",
  /** @param from and @param to are per cents */
  change: (fromStep: string, from: string, toStep: string, to: string) =>
    `From step ${fromStep} to step ${toStep}: ${from} → ${to} %.`,

  /** A phone. @param time as `1 min 10 s` */
  hiddenOn: (time: string, steps: string) =>
    `This tab was hidden for ${time}. Training went on: ${steps} steps of all runs.`,
  hiddenSlowed: (time: string, steps: string, share: string) =>
    `This tab was hidden for ${time}. Training went on, with ${steps} steps of all runs, at ${share} % of its pace before: browsers slow hidden tabs. In sight it trains at full speed.`,
  hiddenStill: (time: string) =>
    `This tab was hidden for ${time}, and training stood still: this browser stops hidden tabs. Nothing is lost; keep it in sight to go on.`,
  batteryLow: (level: string) =>
    `The battery is at ${level} % and not charging: plug in before a long sweep. Pause keeps everything that was trained.`,
  onBattery: (level: string) => `On battery, ${level} % left: training takes power.`,
};
