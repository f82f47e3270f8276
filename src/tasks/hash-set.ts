/** A set of 32-bit hashes in one flat table: looking one up allocates nothing, unlike a Set of numbers. */
export class HashSet {
  readonly #table: Int32Array;
  readonly #mask: number;

  /** @param most how many hashes at most; the table is kept at least three quarters empty */
  constructor(most: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(16, 4 * most)));
    this.#table = new Int32Array(slots);
    this.#mask = slots - 1;
  }

  has(hash: number): boolean {
    return this.#table[this.#slot(hash)] !== 0;
  }

  /** @returns true where the hash was not yet there */
  add(hash: number): boolean {
    const slot = this.#slot(hash);
    const isNew = this.#table[slot] === 0;
    this.#table[slot] = marked(hash);
    return isNew;
  }

  /** The slot that holds the hash, or the empty one where it belongs (linear probing). */
  #slot(hash: number): number {
    const wanted = marked(hash);
    let slot = (wanted ^ (wanted >>> 15)) & this.#mask;
    while (this.#table[slot] !== 0 && this.#table[slot] !== wanted) slot = (slot + 1) & this.#mask;
    return slot;
  }
}

/** 0 marks an empty slot, so the hash 0 is kept as 1. */
const marked = (hash: number) => hash | 0 || 1;
