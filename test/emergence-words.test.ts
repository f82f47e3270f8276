import { expect, suite, test } from "vitest";
import type { Emergence } from "../src/analysis/emergence.ts";
import {
  briefEmergenceWords,
  EMERGENCE_WORDS,
  emergenceWords,
  findingWords,
  previewWords,
} from "../src/analysis/emergence-words.ts";
import { EMERGENCE } from "../src/strings/ko/emergence.ts";

suite("emergence in words", () => {
  const one = (point: Emergence["point"], interval: Emergence["interval"] = null, seeds = 3): Emergence => ({
    point,
    interval,
    seeds,
  });
  const between = (below: number, above: number, at = below) =>
    ({ kind: "between", below, above, at }) as const;
  const steps = 1500;

  test("tells what emerged where, together where it is the same place, and what has not yet", () => {
    const findings = [
      { title: "Sort", emergence: one(between(8, 16)) },
      { title: "Two hops", emergence: one({ kind: "not-yet", at: 16 }) },
      { title: "Parity", emergence: one({ kind: "not-yet", at: 16 }) },
      { title: "Copy", emergence: one(between(4, 8)) },
      { title: "Reverse", emergence: one(between(4, 8, 7)) },
      { title: "Largest digit", emergence: one({ kind: "by-first", at: 4 }) },
      { title: "Count", emergence: one({ kind: "unmeasured" }) },
    ];
    expect(emergenceWords(findings, steps, EMERGENCE_WORDS)).toBe(
      "Largest digit emerged by width 4. Copy and reverse emerged between 4 and 8. " +
        "Sort emerged between 8 and 16. Not yet at width 16 (3 seeds, 1,500 steps): two hops, parity.",
    );
  });

  test("many are counted rather than named, with the narrowest and the widest place", () => {
    const titles = ["Copy", "Sort", "Add", "Count", "Recall", "Parity", "Two hops", "Reverse"];
    const all = (points: readonly Emergence["point"][]) =>
      briefEmergenceWords(
        titles.map((title, i) => ({ title, emergence: one(points[i] ?? { kind: "not-yet", at: 16 }) })),
        steps,
        EMERGENCE_WORDS,
      );
    expect(all([between(4, 8), between(8, 16, 9), { kind: "by-first", at: 4 }])).toBe(
      "3 of 8 abilities emerged: the first by width 4, the last between 8 and 16. " +
        "Not yet at width 16 (3 seeds, 1,500 steps): count, recall, parity, 2 more.",
    );
    expect(all([])).toBe("Not yet at width 16 (3 seeds, 1,500 steps): copy, sort, add, 5 more.");
    expect(all(titles.map(() => between(4, 8)))).toBe("8 of 8 abilities emerged between 4 and 8.");
    expect(EMERGENCE.some(3, 8, { kind: "by-first", at: 4 }, between(8, 16))).toBe(
      "능력 8가지 중 3가지가 나타났습니다. 처음은 폭 4, 마지막은 폭 8과 16 사이입니다.",
    );
  });

  test("six or fewer are named in the brief sentence too", () => {
    const findings = [{ title: "Sort", emergence: one(between(8, 16)) }];
    expect(briefEmergenceWords(findings, steps, EMERGENCE_WORDS)).toBe(
      emergenceWords(findings, steps, EMERGENCE_WORDS),
    );
  });

  test("a single ability with its interval", () => {
    const words = (emergence: Emergence) =>
      emergenceWords([{ title: "Sort", emergence }], steps, EMERGENCE_WORDS);
    const interval = { low: between(6, 8, 6.42), high: between(6, 8, 7.61) };
    expect(words(one(between(6, 8, 6.91), interval))).toBe(
      "Sort emerged between 6 and 8, at about 6.9 (6.4 to 7.6, 3 seeds).",
    );
    const middle = { low: between(16, 32, 19.7), high: between(16, 32, 24.6) };
    expect(words(one(between(16, 32, 20.2), middle))).toBe(
      "Sort emerged between 16 and 32, at about 20 (19.7 to 25, 3 seeds).",
    );
    const open = { low: { kind: "by-first", at: 2 }, high: { kind: "not-yet", at: 16 } } as const;
    expect(words(one(between(6, 8, 7), open))).toBe(
      "Sort emerged between 6 and 8, at about 7.0 (at most 2 to above 16, 3 seeds).",
    );
    const first = { kind: "by-first", at: 2 } as const;
    expect(words(one(first, { low: first, high: first }))).toBe("Sort emerged by width 2 (3 seeds).");
    expect(
      words(one(between(64, 128, 99.8), { low: between(64, 128, 99), high: between(64, 128, 104.4) })),
    ).toBe("Sort emerged between 64 and 128, at about 100 (99 to 104, 3 seeds).");
  });

  test("fewer than three seeds without an interval, and called a preview", () => {
    expect(
      findingWords({ title: "Sort", emergence: one(between(8, 16), null, 1) }, steps, EMERGENCE_WORDS),
    ).toBe("Sort emerged between 8 and 16.");
    expect(
      findingWords(
        { title: "Sort", emergence: one({ kind: "not-yet", at: 8 }, null, 1) },
        1,
        EMERGENCE_WORDS,
      ),
    ).toBe("Not yet at width 8 (1 seed, 1 step): sort.");
    expect([1, 2, 3].map(previewWords)).toEqual(["1 seed, so a preview.", "2 seeds, so a preview.", ""]);
    expect(
      emergenceWords(
        [{ title: "Sort", emergence: one({ kind: "unmeasured" }, null, 0) }],
        steps,
        EMERGENCE_WORDS,
      ),
    ).toBe("");
    expect(emergenceWords([], steps, EMERGENCE_WORDS)).toBe("");
  });
});
