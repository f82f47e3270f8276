import { frame } from "./frame.ts";
import { share } from "./share.ts";
import { study } from "./study.ts";
import { tour } from "./tour.ts";

/** Every word of the page in English, by part of the page; the other languages have the same shape. */
export const en = { frame, share, study, tour };

export type Strings = typeof en;
