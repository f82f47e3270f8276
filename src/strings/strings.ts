import { en, type Strings } from "./en/index.ts";
import { ko } from "./ko/index.ts";
import { type Language, language } from "./language.ts";

const ALL: Readonly<Record<Language, Strings>> = { en, ko };

/** Every word of the page in its present language. Read it while drawing, not before: the language may change. */
export const strings = (): Strings => ALL[language.value];
