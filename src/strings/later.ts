import { type Later, later } from "./en/later.ts";
import { strings } from "./strings.ts";

/** The words of what is loaded on demand, in the page's present language. Only such parts may import this. */
export const laterStrings = (): Later => strings().later ?? later;
