import type { Strings } from "../en/index.ts";
import { frame } from "./frame.ts";
import { share } from "./share.ts";
import { study } from "./study.ts";
import { tour } from "./tour.ts";

/** Every word of the page in Korean. */
export const ko: Strings = { frame, share, study, tour };
