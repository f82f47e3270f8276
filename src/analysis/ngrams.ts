import type { Batch } from "../lib/batch.ts";

/** Mean bits per character of the models that look at no, one and two characters before. */
export interface NgramBits {
  readonly unigram: number;
  readonly bigram: number;
  readonly trigram: number;
}

/** The longest history, in characters. */
const LONGEST = 2;
/** Above every token id, so that three ids make one exact number. */
const BASE = 2 ** 16;

/** Nats as bits. */
export const bitsOf = (nats: number): number => nats / Math.LN2;

/**
 * What n-gram models that count `train` need for the weighted targets of `heldOut`, the characters that the
 * models are scored on: they see no more before a character than its window shows. Probabilities are
 * interpolated after Witten and Bell (1991): p(c|h) = (n(hc) + k(h)·p(c|h′)) / (n(h) + k(h)), where k(h) is
 * how many different characters follow h, and h′ is h without its first; p = 1/V below the unigram.
 *
 * @param train token ids @param V how many characters there are
 * @param heldOut (B,T) @param start positions of a row that are no text, such as a task token
 */
export function ngramBits(train: ArrayLike<number>, V: number, heldOut: Batch, start = 0): NgramBits {
  const orders = countAll(train);
  const nats = [0, 0, 0];
  let scored = 0;
  const p = new Float64Array(LONGEST + 1);
  for (let i = 0; i < heldOut.weights.length; i++) {
    if (heldOut.weights[i] === 0) continue;
    probabilities(orders, V, heldOut, i, (i % heldOut.T) - start + 1, p);
    for (let order = 0; order <= LONGEST; order++) nats[order]! -= Math.log(p[order] as number);
    scored++;
  }
  const [unigram, bigram, trigram] = nats.map((sum) => bitsOf(sum / scored)) as [number, number, number];
  return { unigram, bigram, trigram };
}

/** What one order has counted. */
interface Order {
  /** n(hc), by history and character. */
  readonly pairs: Counts;
  /** n(h) and k(h), by history. */
  readonly totals: Counts;
  readonly kinds: Counts;
}

function countAll(train: ArrayLike<number>): Order[] {
  return Array.from({ length: LONGEST + 1 }, (_, order) => {
    const counts = { pairs: new Counts(), totals: new Counts(), kinds: new Counts() };
    for (let i = order; i < train.length; i++) {
      const history = historyOf(train, i - 1, order);
      counts.totals.add(history);
      if (counts.pairs.add(history * BASE + (train[i] as number)) === 0) counts.kinds.add(history);
    }
    return counts;
  });
}

/** The `order` tokens up to and with `last`, as one number. */
function historyOf(tokens: ArrayLike<number>, last: number, order: number): number {
  let history = 0;
  for (let i = last - order + 1; i <= last; i++) history = history * BASE + (tokens[i] as number);
  return history;
}

/** Writes what each order gives the target at `i`, of which `known` characters stand before; longer orders fall back. */
function probabilities(
  orders: readonly Order[],
  V: number,
  { inputs, targets }: Batch,
  i: number,
  known: number,
  p: Float64Array,
): void {
  let shorter = 1 / V;
  orders.forEach(({ pairs, totals, kinds }, order) => {
    const history = historyOf(inputs, i, order);
    const k = order <= known ? kinds.get(history) : 0;
    if (k > 0) {
      const n = pairs.get(history * BASE + (targets[i] as number));
      shorter = (n + k * shorter) / (totals.get(history) + k);
    }
    p[order] = shorter;
  });
}

/** Counts by whole numbers up to 2^53, in one flat table: a Map would take several times as long. */
class Counts {
  #keys = new Float64Array(1024).fill(-1);
  #values = new Uint32Array(1024);
  #used = 0;

  get(key: number): number {
    return this.#values[this.#slot(key)] as number;
  }

  /** Counts one more; returns how many there were. */
  add(key: number): number {
    const slot = this.#slot(key);
    const before = this.#values[slot] as number;
    this.#keys[slot] = key;
    this.#values[slot] = before + 1;
    if (before === 0 && ++this.#used * 2 > this.#keys.length) this.#grow();
    return before;
  }

  /** The slot that holds the key, or the empty one where it belongs (linear probing). */
  #slot(key: number): number {
    const mask = this.#keys.length - 1;
    const mixed = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul((key / 2 ** 32) | 0, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#keys[slot] !== key && this.#keys[slot] !== -1) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Float64Array(2 * keys.length).fill(-1);
    this.#values = new Uint32Array(2 * keys.length);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === -1) continue;
      const slot = this.#slot(keys[i] as number);
      this.#keys[slot] = keys[i] as number;
      this.#values[slot] = values[i] as number;
    }
  }
}
