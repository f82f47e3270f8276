import type { Strings } from "../en/index.ts";

/** Sweeps beside the present one, and the table of runs. */
export const study: Strings["study"] = {
  origins: { recorded: "기록된 실험", earlier: "이전 실험", imported: "불러온 실험" },
  labels: { recorded: "기록", earlier: "이전", imported: "불러옴" },
  mark: (origin) => ` · ${origin}`,
  dashedDiamonds: (name) => ` · 점선, ◇: ${name}`,
};
