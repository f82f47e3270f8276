import { en, type Strings } from "./en/index.ts";
import { type Language, language } from "./language.ts";

/** English is part of the page; the others come when they are asked for. */
const LOADERS: Readonly<Record<Exclude<Language, "en">, () => Promise<Strings>>> = {
  ko: async () => (await import("./ko/index.ts")).ko,
};

const loaded = new Map<Language, Strings>([["en", en]]);

/** Every word of the page in its present language. Read it while drawing, not before: the language may change. */
export const strings = (): Strings => loaded.get(language.value) ?? en;

/** Rises with every wish for a language: what was wished before is old news. */
let wishes = 0;

/**
 * Changes the page's language, once its words are there.
 *
 * @returns false where another language was wished for meanwhile
 * @throws where the words cannot be loaded; the language then stays as it is
 */
export async function speak(wanted: Language): Promise<boolean> {
  const wish = ++wishes;
  if (wanted !== "en" && !loaded.has(wanted)) loaded.set(wanted, await LOADERS[wanted]());
  if (wish !== wishes) return false;
  language.value = wanted;
  return true;
}
