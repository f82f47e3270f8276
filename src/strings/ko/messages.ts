import type { Strings } from "../en/index.ts";
import { engineMessages } from "./message-engine.ts";
import { fileMessages } from "./message-files.ts";
import { recipeMessages } from "./message-recipe.ts";
import { phrasebook } from "./phrasebook.ts";

const say = phrasebook([...recipeMessages, ...fileMessages, ...engineMessages]);

/**
 * What engines, files and recipes report. They report in English, also across threads and to the command line; here
 * it is said in Korean by what the report looks like. What the phrasebook does not know stays as it is.
 */
export const messages: Strings["messages"] = { say };
