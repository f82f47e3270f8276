import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { bitsOf, ngramBits } from "../src/analysis/ngrams.ts";
import { emptyBatch } from "../src/lib/batch.ts";

/** Windows of a text side by side, every target scored. */
function windows(tokens: readonly number[], T: number) {
  const B = Math.floor((tokens.length - 1) / T);
  const batch = emptyBatch(B, T);
  for (let i = 0; i < B * T; i++) {
    batch.inputs[i] = tokens[i] as number;
    batch.targets[i] = tokens[i + 1] as number;
    batch.weights[i] = 1;
  }
  return batch;
}

const [a, b, c] = [0, 1, 2];

suite("ngramBits", () => {
  test("by hand: aab, then a → b", () => {
    // unigram, V = 2: n(b) = 1 of 3, 2 kinds: (1 + 2 · 1/2) / (3 + 2) = 2/5
    // bigram: a is followed by a and b once each, 2 kinds: (1 + 2 · 2/5) / (2 + 2) = 9/20
    // trigram: the window shows one character only, so it is the bigram
    const bits = ngramBits([a, a, b], 2, windows([a, b], 1));
    expect(bits.unigram).toBeCloseTo(-Math.log2(2 / 5), 12);
    expect(bits.bigram).toBeCloseTo(-Math.log2(9 / 20), 12);
    expect(bits.trigram).toBeCloseTo(-Math.log2(9 / 20), 12);
  });

  test("by hand: aab, then aa → b, with a third character that was never seen", () => {
    // V = 3, target a after a: unigram (2 + 2/3) / 5 = 8/15; bigram (1 + 2 · 8/15) / 4 = 31/60
    // target b after aa: unigram (1 + 2/3) / 5 = 1/3; bigram (1 + 2/3) / 4 = 5/12;
    //   trigram: aa is followed by b, 1 kind: (1 + 5/12) / 2 = 17/24
    const bits = ngramBits([a, a, b], 3, windows([a, a, b], 2));
    expect(bits.unigram).toBeCloseTo((-Math.log2(8 / 15) - Math.log2(1 / 3)) / 2, 12);
    expect(bits.bigram).toBeCloseTo((-Math.log2(31 / 60) - Math.log2(5 / 12)) / 2, 12);
    expect(bits.trigram).toBeCloseTo((-Math.log2(31 / 60) - Math.log2(17 / 24)) / 2, 12);
  });

  test("a character never seen in training, and a history never seen, still have a probability", () => {
    // target c after a: unigram (0 + 2/3) / 5 = 2/15; bigram (0 + 2 · 2/15) / 4 = 1/15
    const unseen = ngramBits([a, a, b], 3, windows([a, c], 1));
    expect(unseen.unigram).toBeCloseTo(-Math.log2(2 / 15), 12);
    expect(unseen.bigram).toBeCloseTo(-Math.log2(1 / 15), 12);
    // after c nothing was ever counted: the unigram of a, 8/15
    expect(ngramBits([a, a, b], 3, windows([c, a], 1)).trigram).toBeCloseTo(-Math.log2(8 / 15), 12);
  });

  test("what stands before the text, and what is not scored, does not count", () => {
    const plain = windows([a, a, b], 2);
    const marked = emptyBatch(1, 4);
    marked.inputs.set([9, a, a, 0]);
    marked.targets.set([0, a, b, 0]);
    marked.weights.set([0, 1, 1, 0]);
    expect(ngramBits([a, a, b], 3, marked, 1)).toEqual(ngramBits([a, a, b], 3, plain));
  });

  test("probabilities of all characters sum to 1, whatever was counted", () => {
    const tokens = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 60 });
    fc.assert(
      fc.property(tokens, tokens, (train, [first = 0, second = 0]) => {
        for (const order of ["unigram", "bigram", "trigram"] as const) {
          const sum = [0, 1, 2, 3].reduce((total, next) => {
            const batch = windows([first, second, next], 2);
            batch.weights[0] = 0;
            return total + 2 ** -ngramBits(train, 4, batch)[order];
          }, 0);
          expect(sum).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test("agrees with plain counting over many different characters", () => {
    let x = 1;
    const tokens = Array.from({ length: 6000 }, () => {
      x = (x * 48271) % 2147483647;
      return Math.floor(4000 * (x / 2147483647) ** 3);
    });
    const counts = new Map<string, number>();
    const count = (...key: number[]) => counts.get(key.join()) ?? 0;
    for (let i = 0; i + 1 < 5000; i++) {
      const key = `${tokens[i]},${tokens[i + 1]}`;
      if (!counts.has(key)) counts.set(`k${tokens[i]}`, (counts.get(`k${tokens[i]}`) ?? 0) + 1);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const train = tokens.slice(0, 5000);
    const kinds = new Set(train).size;
    const times = (list: readonly number[], token: number) => list.filter((one) => one === token).length;
    let bits = 0;
    for (let i = 5000; i < 5100; i++) {
      const [h, next] = [tokens[i] as number, tokens[i + 1] as number];
      const unigram = (times(train, next) + kinds / 4000) / (5000 + kinds);
      const k = counts.get(`k${h}`) ?? 0;
      const followed = times(train.slice(0, -1), h);
      bits -= Math.log2(k > 0 ? (count(h, next) + k * unigram) / (followed + k) : unigram);
    }
    expect(ngramBits(train, 4000, windows(tokens.slice(5000, 5101), 1)).bigram).toBeCloseTo(bits / 100, 9);
  });

  test("an even text of two characters needs a bit", () => {
    const even = Array.from({ length: 4000 }, (_, i) => (Math.imul(i, 0x9e3779b1) >>> 13) & 1);
    expect(ngramBits(even, 2, windows(even, 8)).unigram).toBeCloseTo(1, 3);
    expect(bitsOf(Math.LN2)).toBe(1);
  });
});
