import { expect, suite, test } from "vitest";
import { Rng, threefry2x32 } from "../src/lib/rng.ts";

const block = (key: [number, number], count: [number, number]) => {
  const out = new Uint32Array(2);
  threefry2x32(key[0], key[1], count[0], count[1], out);
  return [...out].map((word) => word.toString(16).padStart(8, "0"));
};

suite("threefry2x32", () => {
  // Known-answer vectors of the Random123 library (kat_vectors, threefry2x32 20).
  test("gives the published words", () => {
    expect(block([0, 0], [0, 0])).toEqual(["6b200159", "99ba4efe"]);
    expect(block([-1, -1], [-1, -1])).toEqual(["1cb996fc", "bb002be7"]);
    expect(block([0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3])).toEqual(["c4923a9c", "483df7a0"]);
  });
});

suite("Rng", () => {
  test("repeats itself from its seed and differs for another", () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 8 },
        (
          (rng) => () =>
            rng.uint32()
        )(Rng.fromSeed(seed)),
      );
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  test("forks depend on the label alone, not on what was drawn before", () => {
    const fresh = Rng.fromSeed(1);
    const used = Rng.fromSeed(1);
    used.uint32();
    expect(used.fork("data").fork(3).uint32()).toBe(fresh.fork("data").fork(3).uint32());
    expect(fresh.fork(3).uint32()).not.toBe(fresh.fork(4).uint32());
    expect(fresh.fork("3").uint32()).not.toBe(fresh.fork(3).uint32());
  });

  test("below is even and in range", () => {
    const rng = Rng.fromSeed(2);
    const counts = new Array(10).fill(0);
    for (let i = 0; i < 100_000; i++) counts[rng.below(10)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  test("normal has mean 0 and variance 1", () => {
    const rng = Rng.fromSeed(3);
    const draws = Array.from({ length: 50_000 }, () => rng.normal());
    const mean = draws.reduce((a, b) => a + b) / draws.length;
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
  });
});
