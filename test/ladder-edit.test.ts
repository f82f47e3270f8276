/** The ladder changed rung by rung: what may come and go, and what its buttons say. */
import fc from "fast-check";
import { expect, suite, test } from "vitest";
import {
  doubleWidth,
  isFull,
  LADDER_LIMITS,
  widthBelow,
  widthBetween,
  withoutWidth,
  withWidth,
} from "../src/recipe/ladder.ts";
import { formatField, parseField } from "../src/recipe/parse.ts";
import { DEFAULT_RECIPE } from "../src/recipe/schema.ts";
import { ladderControls } from "../src/ui/stairs/useLadder.ts";

const AUTO = { heads: "auto" } as const;
const width = fc.integer({ min: LADDER_LIMITS.min, max: LADDER_LIMITS.max });
const ladder = fc
  .uniqueArray(width, { minLength: 1, maxLength: LADDER_LIMITS.most })
  .map((widths) => widths.sort((a, b) => a - b));

suite("a width between two", () => {
  test("lies in the middle of a logarithmic scale and is even where it can be", () => {
    const between = (low: number, high: number) => widthBetween(low, high, AUTO);
    expect([between(4, 16), between(8, 16), between(16, 32), between(64, 128)]).toEqual([8, 12, 22, 90]);
    expect([between(2, 4), between(1, 4), between(4, 6)]).toEqual([3, 2, 5]);
    expect([between(4, 5), between(1, 2)]).toEqual([null, null]);
  });

  test("is divisible by the heads where their number is fixed", () => {
    expect(widthBetween(16, 32, { heads: 4 })).toBe(24);
    expect(widthBetween(16, 20, { heads: 4 })).toBeNull();
    expect(widthBelow([16, 32], { heads: 8 })).toBe(8);
    expect(widthBelow([8, 32], { heads: 8 })).toBeNull();
  });

  test("is new and inside, whatever the two are", () => {
    fc.assert(
      fc.property(width, width, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const middle = widthBetween(low, high, AUTO);
        if (middle === null) return high - low < 2;
        return middle > low && middle < high && (middle % 2 === 0 || high - low < 3);
      }),
    );
  });
});

suite("the ends of a ladder", () => {
  test("half of the narrowest, even where it can be; twice the widest, as far as a tab should go", () => {
    const below = (narrowest: number) => widthBelow([narrowest, 2048], AUTO);
    expect([below(16), below(10), below(6), below(3), below(2), below(1)]).toEqual([8, 4, 2, 1, 1, null]);
    expect([doubleWidth([2, 16]), doubleWidth([512]), doubleWidth([514])]).toEqual([32, 1024, null]);
  });
});

suite("an edited ladder", () => {
  test("is one that the recipe's field takes, whichever button is pressed", () => {
    fc.assert(
      fc.property(ladder, (widths) => {
        const { rungs, double } = ladderControls(widths, AUTO, "");
        for (const { next, reason, id } of [...rungs.flatMap(({ add, remove }) => [add, remove]), double]) {
          if (reason !== "") continue;
          expect(parseField("widths", formatField("widths", next)), id).toEqual({ ok: true, value: next });
          expect(Math.abs(next.length - widths.length), id).toBe(1);
        }
      }),
    );
  });

  test("keeps its last width, and takes one more where it has room", () => {
    expect(withoutWidth([4], 4)).toEqual([4]);
    expect(withoutWidth([2, 4, 8], 4)).toEqual([2, 8]);
    expect(withWidth([2, 8], 4)).toEqual([2, 4, 8]);
    const most = Array.from({ length: LADDER_LIMITS.most }, (_, i) => i + 1);
    expect([isFull(most), isFull(most.slice(1))]).toEqual([true, false]);
  });
});

suite("the ladder's buttons", () => {
  test("say what they do, or why not", () => {
    const { rungs, double } = ladderControls([2, 3, 600], AUTO, "");
    expect(rungs.map(({ add }) => add.name)).toEqual([
      "Add width 1",
      "No width fits between 2 and 3.",
      "Add width 42",
    ]);
    expect(rungs[1]!.add.reason).toBe("No width fits between 2 and 3.");
    expect(double.reason).toContain("more than 1024");
    expect(ladderControls([4], AUTO, "").rungs[0]!.remove.reason).toBe("One width has to stay.");
    const full = ladderControls(
      Array.from({ length: 16 }, (_, i) => 4 * (i + 1)),
      AUTO,
      "",
    );
    expect(full.double.reason).toBe("A ladder has room for 16 widths: remove one first.");
    expect(full.rungs[3]!.remove.reason).toBe("");
  });

  test("are all fixed for one reason while a sweep is under way", () => {
    const { rungs, double } = ladderControls(DEFAULT_RECIPE.widths, AUTO, "fixed");
    const all = [...rungs.flatMap(({ add, remove }) => [add, remove]), double];
    expect(new Set(all.map(({ reason }) => reason))).toEqual(new Set(["fixed"]));
  });
});
