/** Reversing 8 of 16 symbols: easier than sorting, so its threshold lies lower. */
import { exactCheck } from "./exact.ts";

export const reverse = exactCheck({
  about: "reverse: exact match against width; the threshold lies between 2 and 6",
  takes: "32 runs (4 widths, 8 seeds, 1,500 steps), about 1.5 minutes",
  source: "a NumPy pilot of this set-up, 3 seeds a width",
  task: "reverse",
  title: "Reverse 8 of 16: exact match against width",
  recipe: { seeds: [0, 1, 2, 3, 4, 5, 6, 7], evalEvery: 500 },
  references: [
    { width: 2, range: [0, 0], pilot: "0", bounds: { most: 0.02 } },
    { width: 4, range: [0.06, 0.98], pilot: ".60 (.06 to .98)", bounds: { least: 0.06, most: 0.98 } },
    { width: 6, range: [1, 1], pilot: "1.00 (3 of 3)", bounds: { least: 0.98 } },
    { width: 8, range: [1, 1], pilot: "1.00 (3 of 3)", bounds: { least: 0.98 } },
  ],
});
