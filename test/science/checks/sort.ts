/** Sorting 8 of 16 symbols: a capacity threshold between widths 4 and 8 on which seeds agree. */
import { emergenceLine, exactCheck } from "./exact.ts";

export const sort = exactCheck({
  about: "sort: exact match against width, and that it emerges between 4 and 8",
  takes: "48 runs (6 widths, 8 seeds, 1,500 steps), about 2.5 minutes",
  source: "a NumPy pilot of this set-up, 8 seeds (3 at width 16)",
  task: "sort",
  title: "Sort 8 of 16: exact match against width",
  recipe: { seeds: [0, 1, 2, 3, 4, 5, 6, 7], evalEvery: 500 },
  references: [
    { width: 2, range: [0, 0], pilot: "0", bounds: { most: 0.02 } },
    { width: 4, range: [0, 0.45], pilot: ".06 (0 to .45)", bounds: { most: 0.45 } },
    { width: 6, range: [0.34, 0.98], pilot: ".91 (.34 to .98)", bounds: { least: 0.34 } },
    { width: 8, range: [0.9, 0.99], pilot: ".95 (.90 to .99)", bounds: { least: 0.85 } },
    { width: 12, range: [0.99, 1], pilot: "1.00 (.99 to 1)", bounds: { least: 0.95 } },
    { width: 16, range: [1, 1], pilot: "1.00", bounds: { least: 0.95 } },
  ],
  further: (sweep) => [emergenceLine(sweep, 4, 8)],
});
