import type { Strings } from "../en/index.ts";

/** Sweeps beside the present one, and the table of runs. */
export const study: Strings["study"] = {
  origins: { recorded: "기록된 스윕", earlier: "이전 스윕", imported: "불러온 스윕" },
  labels: { recorded: "기록", earlier: "이전", imported: "불러옴" },
  mark: (origin) => ` · ${origin}`,
  dashedDiamonds: (name) => ` · 점선, ◇: ${name}`,
};
