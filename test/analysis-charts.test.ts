import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { lastOnto, makeGrid, minMaxOnto } from "../src/metrics/decimate.ts";
import { placeLabels } from "../src/ui/charts/labels.ts";
import { linearRange, logRange, logTicks, tickText } from "../src/ui/charts/ticks.ts";
import { duration, nats, percent, rate, short } from "../src/ui/format.ts";

const stepsTo = (n: number) => Float64Array.from({ length: n }, (_, i) => i + 1);

suite("decimation", () => {
  test("keeps every value where there is a slot a step", () => {
    const grid = makeGrid(4, 100);
    expect([...grid.x]).toEqual([0, 1, 2, 3, 4]);
    expect(minMaxOnto(grid, [1, 2, 4], [7, 8, 9])).toEqual([null, 7, 8, null, 9]);
  });

  test("loses no peak and keeps the order of the two extremes", () => {
    const values = stepsTo(1000).map(() => 1);
    values[500] = 9;
    values[501] = -9;
    const grid = makeGrid(1000, 20);
    const out = minMaxOnto(grid, stepsTo(1000), values);
    expect(out.length).toBe(20);
    expect(out.indexOf(9)).toBeGreaterThanOrEqual(0);
    expect(out.indexOf(-9)).toBe(out.indexOf(9) + 1);
  });

  test("shows the least and greatest of any series, and nothing that is not in it", () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 2, max: 40 }),
        (values, slots) => {
          const grid = makeGrid(values.length, slots);
          const out = minMaxOnto(grid, stepsTo(values.length), values).filter((slot) => slot !== null);
          expect(Math.min(...out)).toBe(Math.min(...values));
          expect(Math.max(...out)).toBe(Math.max(...values));
          expect(out.every((slot) => values.includes(slot))).toBe(true);
        },
      ),
    );
  });

  test("takes the newest value of a slot and leaves gaps empty", () => {
    const grid = makeGrid(99, 10);
    expect(lastOnto(grid, [0, 5, 50], [1, 2, 3])).toEqual([
      2,
      null,
      null,
      null,
      null,
      3,
      null,
      null,
      null,
      null,
    ]);
    expect(lastOnto(grid, [0], [Number.NaN])[0]).toBeNull();
  });
});

suite("labels", () => {
  test("stay where there is room", () => {
    expect(placeLabels([10, 50, 90], 14, 0, 100)).toEqual([10, 50, 90]);
  });

  test("are pushed apart evenly around where they wanted to be", () => {
    expect(placeLabels([50, 50], 14, 0, 100)).toEqual([43, 57]);
    expect(placeLabels([52, 50, 51], 10, 0, 100)).toEqual([61, 41, 51]);
  });

  test("keep their gap and the frame whatever was wanted", () => {
    const wanted = fc.array(fc.double({ min: -50, max: 250, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(wanted, (ys) => {
        const placed = placeLabels(ys, 14, 0, 200).toSorted((a, b) => a - b);
        placed.forEach((y, i) => {
          expect(y).toBeGreaterThanOrEqual(-1e-9);
          expect(y).toBeLessThanOrEqual(200 + 1e-9);
          if (i > 0) expect(y - placed[i - 1]!).toBeGreaterThanOrEqual(14 - 1e-9);
        });
      }),
    );
  });
});

suite("axes", () => {
  test("have a few ticks at every span", () => {
    expect(logTicks(0.1, 3)).toEqual([0.1, 0.2, 0.5, 1, 2]);
    expect(logTicks(0.01, 3.1)).toEqual([0.01, 0.03, 0.1, 0.3, 1, 3]);
    expect(logTicks(1e-5, 3)).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]);
  });

  test("have a range before there is any data", () => {
    expect(logRange(null, null)).toEqual([0.1, 3]);
    expect(linearRange(null)).toEqual([0, 3]);
    expect(logRange(1, 1)[1]).toBeGreaterThan(logRange(1, 1)[0]);
  });

  test("are labelled shortly", () => {
    expect([0.03, 2, 1e-4].map(tickText)).toEqual(["0.03", "2", "1e-4"]);
  });
});

suite("numbers as read", () => {
  test.each([
    [duration(0.4), "1 s"],
    [duration(59.7), "1 min 0 s"],
    [duration(70), "1 min 10 s"],
    [duration(3599), "1 h 0 min"],
    [duration(7500), "2 h 5 min"],
    [duration(Number.NaN), "–"],
    [short(940), "940"],
    [short(2700), "2.7 k"],
    [short(411_900), "412 k"],
    [short(1_234_567), "1.2 M"],
    [rate(0.416), "0.42"],
    [rate(61.4), "61"],
    [rate(Number.NaN), "–"],
    [nats(2.7181), "2.718"],
    [nats(0.01234), "0.0123"],
    [nats(0.00001234), "1.2e-5"],
    [percent(0.996), "99"],
    [percent(1), "100"],
    [percent(0.584), "58"],
  ])("%s is %s", (shown, expected) => {
    expect(shown).toBe(expected);
  });
});
