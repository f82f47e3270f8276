import type { Strings } from "../en/index.ts";
import { presets } from "./presets.ts";
import { tasks } from "./tasks.ts";

/** Tasks, probes and presets by name. */
export const named: Strings["named"] = { tasks, presets };
