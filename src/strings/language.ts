import { signal } from "@preact/signals";

/** The languages of the page, by their BCP 47 subtag. */
export type Language = "en" | "ko";

/** Every language by its own name, for the switch. */
export const LANGUAGES: Readonly<Record<Language, string>> = { en: "English", ko: "한국어" };

/** The page's language. Whatever reads it while it is drawn is drawn again when it changes. */
export const language = signal<Language>("en");

export const isLanguage = (text: string | null | undefined): text is Language =>
  typeof text === "string" && Object.hasOwn(LANGUAGES, text);

/**
 * The first language that the page has.
 *
 * @param wanted BCP 47 tags, the dearest first (`navigator.languages`)
 */
export function chooseLanguage(wanted: readonly string[]): Language {
  const subtags = wanted.map((tag) => tag.toLowerCase().split("-")[0]);
  return subtags.find(isLanguage) ?? "en";
}
