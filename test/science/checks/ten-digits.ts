/** Ten-digit addition in one layer: a cliff of a few widths, for those who come by way of shorter numbers. */
import type { Line } from "../check.ts";
import { emergenceLine, exactCheck } from "./exact.ts";

export const tenDigits = exactCheck({
  about: "ten-digit addition, 1 layer, with a curriculum: a cliff between widths 5 and 8",
  takes: "12 runs (4 widths, 3 seeds, 27,000 steps of 512), about 80 minutes",
  source: "gpt-acc-jax, single runs that depend on the learning rate: a cliff, no constant",
  task: "ten-digits",
  title: "Ten-digit addition: exact match against width",
  references: [
    { width: 5, range: [0, 0.006], pilot: "0 to .006", bounds: { most: 0.05 } },
    { width: 6, range: [0.001, 0.725], pilot: ".001 to .725" },
    { width: 7, range: [1, 1], pilot: "1.00" },
    { width: 8, range: [1, 1], pilot: "1.00 at 0.005 to 0.02", bounds: { least: 0.9 } },
  ],
  recipe: {
    ...{ seeds: [0, 1, 2], layers: 1, heads: 1, parametrisation: "standard" as const },
    ...{ batch: 512, steps: 27_000, learningRate: 0.01, weightDecay: 0.01, clip: 1, evalEvery: 3000 },
    stages: [2000, 7000], // numbers of up to three digits, then six, then ten
  },
  further: (sweep): Line[] => [emergenceLine(sweep, 5, 8)],
});
