/**
 * Counter-based randomness: Threefry-2x32 with 20 rounds (Salmon et al., "Parallel random numbers:
 * as easy as 1, 2, 3", SC 2011), the generator of JAX. A stream is a key; the n-th draw of a stream
 * depends on (key, n) alone, so a run can be repeated or resumed from integers.
 */

const PARITY = 0x1bd11bda;
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/**
 * One Threefry-2x32-20 block.
 *
 * @param key0 @param key1 the key, two unsigned 32-bit integers
 * @param count0 @param count1 the counter, likewise
 * @param out receives the two random words
 */
export function threefry2x32(
  key0: number,
  key1: number,
  count0: number,
  count1: number,
  out: Uint32Array,
): void {
  const k2 = (PARITY ^ key0 ^ key1) | 0;
  let x0 = (count0 + key0) | 0;
  let x1 = (count1 + key1) | 0;
  for (let group = 1; group <= 5; group++) {
    for (let i = 0; i < 4; i++) {
      const r = ROTATIONS[((group - 1) % 2) * 4 + i] as number;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << r) | (x1 >>> (32 - r))) ^ x0;
    }
    const phase = group % 3; // keys are injected in the order k1 k2, k2 k0, k0 k1, k1 k2, k2 k0
    x0 = (x0 + (phase === 1 ? key1 : phase === 2 ? k2 : key0)) | 0;
    x1 = (x1 + (phase === 1 ? k2 : phase === 2 ? key0 : key1) + group) | 0;
  }
  out[0] = x0;
  out[1] = x1;
}

/** A deterministic stream of random numbers. Always a parameter, never a global. */
export class Rng {
  readonly #words = new Uint32Array(2);
  readonly #key0: number;
  readonly #key1: number;
  #count = 0;

  private constructor(key0: number, key1: number) {
    this.#key0 = key0;
    this.#key1 = key1;
  }

  /** The root stream of a seed (an unsigned 32-bit integer). */
  static fromSeed(seed: number): Rng {
    return new Rng(seed | 0, 0);
  }

  /** An independent stream named by `label`: a word for a purpose, an integer for a step or an index. */
  fork(label: string | number): Rng {
    const words = new Uint32Array(2);
    const isIndex = typeof label === "number";
    threefry2x32(this.#key0, this.#key1, isIndex ? label | 0 : hash32(label), isIndex ? 1 : 2, words);
    return new Rng(words[0] as number, words[1] as number);
  }

  /** The next unsigned 32-bit integer. */
  uint32(): number {
    const half = this.#count & 1;
    // Forks use second counter words 1 and 2; draws use 0, so the two never share a block.
    if (half === 0) threefry2x32(this.#key0, this.#key1, this.#count >>> 1, 0, this.#words);
    this.#count++;
    return this.#words[half] as number;
  }

  /** A uniform number in [0, 1), with 32 random bits. */
  uniform(): number {
    return this.uint32() * 2 ** -32;
  }

  /** A uniform integer in [0, n). The bias is below n·2⁻³². */
  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** A standard normal number (Box–Muller, the cosine branch). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }
}

/** FNV-1a over UTF-16 code units: turns a stream's name, or a prompt, into 32 bits. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** FNV-1a over the first `length` integers of `tokens`. */
export function hashTokens(tokens: ArrayLike<number>, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (tokens[i] as number), 0x01000193);
  return hash >>> 0;
}
