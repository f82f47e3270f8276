import { expect, suite, test } from "vitest";
import { finish, type Pieces, workInSlices } from "../src/lib/pieces.ts";

/** Counts to `n`, a millisecond each. */
function* counting(n: number, seen: number[] = []): Pieces<number> {
  for (let i = 1; i <= n; i++) {
    const end = performance.now() + 1;
    while (performance.now() < end);
    seen.push(performance.now());
    yield;
  }
  return n;
}

suite("work in pieces", () => {
  test("gives the same at once and in slices", async () => {
    expect(finish(counting(3))).toBe(3);
    expect(await new Promise((resolve) => workInSlices(counting(3), 2, resolve))).toBe(3);
  });

  test("lets others go first between slices", async () => {
    const order: string[] = [];
    const timer = setInterval(() => order.push("other"), 1);
    await new Promise((resolve) => workInSlices(counting(40), 4, resolve));
    clearInterval(timer);
    expect(order.length).toBeGreaterThan(2);
  });

  test("ends before its result where that is not wanted any more", async () => {
    const seen: number[] = [];
    let isDone = false;
    const stop = workInSlices(counting(1000, seen), 2, () => {
      isDone = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    stop();
    const so = seen.length;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([seen.length, isDone]).toEqual([so, false]);
  });
});
