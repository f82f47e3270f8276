/** A task, explained. */
export const drawer = {
  close: "Close",
  inThisSweep: "In this sweep",
  noExamples: "Examples come once the file has been read.",
  threeExamples: "Three examples",
  examples: "Examples",
  pairColumns: ["The model sees", "The right answer"] as [string, string],
  textColumns: ["Given", "Goes on"] as [string, string],
  textCounts:
    "The model reads the text from its beginning and is asked for every next character; the score is the share that it gets right.",
  tokenCounts: "Every symbol of an answer counts by itself; the score is the share that is right.",
  answerCounts: "An answer counts only if every symbol of it is right.",
  byChance: "By chance",
  byTrick: "With a simple trick",
  byCounting: "By counting letters",
  atBest: "At best",
  inPilot: "In earlier sweeps of ours",
  reference: "Reference",
  textCeiling: "Nobody knows: a text could nearly always have gone on differently.",
  fileCeiling: "Your file decides how far prompts tell answers.",
  oneAnswer: "The prompt leaves one right answer.",
  /** Bits a character. */
  counting: (unigram: string, bigram: string, trigram: string) =>
    `Knowing how often each character comes needs ${unigram} bits a character, knowing the one before it too ${bigram}, the two before it ${trigram}. Fewer bits are better.`,
};
