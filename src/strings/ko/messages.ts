import type { Strings } from "../en/index.ts";

/** What engines, files and recipes report. */
export const messages: Strings["messages"] = {
  say: (message) => message,
};
