import type { Strings } from "../en/index.ts";
import { engineMessages } from "./message-engine.ts";
import { fileMessages } from "./message-files.ts";
import { recipeMessages } from "./message-recipe.ts";
import { sweepMessages } from "./message-sweeps.ts";
import { phrasebook } from "./phrasebook.ts";

const say = phrasebook([...sweepMessages, ...recipeMessages, ...fileMessages, ...engineMessages]);

/**
 * What engines, files, sweeps and recipes report. They report in English, also across threads and to the command line; here
 * it is said in Korean by what the report looks like. What the phrasebook does not know stays as it is.
 */
export const messages: Strings["messages"] = { say };
