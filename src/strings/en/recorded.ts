import { numberWord, plural, sentence } from "../../analysis/words.ts";

/** Sweeps that were trained before. */
export const recorded = {
  title: "Recorded sweeps",
  label: "Recorded sweeps:",
  others: "Others:",
  compare: "Compare with recorded",
  /** @param what as from `made` */
  dashed: (what: string) => `dashed: ${what}`,
  recipeIsSet: "Its recipe is set",
  takeRecipe: "Use this recipe",
  back: "Back to your sweep",
  hide: "Hide",
  how: "How it was made",
  /** On what it was trained. @param parts backend, hardware, day */
  made: (seeds: number, parts: readonly string[]) => [plural(seeds, "seed"), ...parts].join(", "),
  /** A sweep by the name that its file gives. */
  named: (title: string) => `“${title}”`,
  emerged: (name: string, seeds: number, there: number, of: number) =>
    `${sentence(name)}, ${plural(seeds, "seed")}: ${numberWord(there)} of ${numberWord(of)} abilities emerged.`,
  /** @param found what it found, as a sentence */
  found: (name: string, found: string) => `${sentence(name)}: ${found}`,
};
