import type { Pieces } from "../lib/pieces.ts";
import type { Watch } from "../model/forward.ts";
import type { Answer, Inspection, Vectors } from "../protocol.ts";
import type { Prompt } from "../tasks/prompt.ts";
import { answerOf, type Snapshot } from "./ask.ts";

/** Wider models' vectors are not told: nobody could look at them. */
const WIDEST_SHOWN = 256;

/** Most positions that are looked into: what is told grows with their square. */
export const MOST_POSITIONS = 128;

/** What a run computes on its way to an answer. */
export function* inspectionOf(
  snapshot: Snapshot,
  prompt: Prompt,
  vocabulary: readonly string[],
): Pieces<Inspection> {
  const T = prompt.given.length + prompt.answers - 1;
  const trace = new Trace(snapshot, T);
  const answer = yield* answerOf(snapshot, prompt, vocabulary, trace.watch, trace.read);
  return trace.inspection(answer, prompt.given.length, vocabulary);
}

/** Rows of (T, columns), filled one by one; shorter where fewer positions were read than expected. */
class Rows {
  readonly #columns: number;
  readonly #values: Float32Array;

  constructor(T: number, columns: number) {
    this.#columns = columns;
    this.#values = new Float32Array(T * columns);
  }

  set = (row: number, values: Float64Array): void => this.#values.set(values, row * this.#columns);

  first = (rows: number): Float32Array => this.#values.slice(0, rows * this.#columns);
}

/** What is seen of one sequence. */
class Trace {
  readonly #snapshot: Snapshot;
  readonly #tokens: number[] = [];
  readonly #rows: ReturnType<typeof emptyRows>;
  /** By stage, then position. */
  readonly #norms: number[][] = [];
  /** By layer, head and position, (position + 1) each. */
  readonly #patterns: Float64Array[][][] = [];
  readonly watch: Watch;

  constructor(snapshot: Snapshot, T: number) {
    this.#snapshot = snapshot;
    this.#rows = emptyRows(snapshot, T);
    this.watch = this.#watch();
  }

  #watch(): Watch {
    const { vectors } = this.#rows;
    return {
      pattern: (layer, head, _, weights) => {
        this.#patterns[layer] ??= [];
        const heads = this.#patterns[layer];
        heads[head] ??= [];
        heads[head].push(weights);
      },
      residual: (stage, position, x) => {
        this.#norms[stage] ??= [];
        this.#norms[stage].push(Math.hypot(...x));
        vectors?.residual[stage]?.set(position, x);
      },
      embedded: (position, token, place) => {
        vectors?.token.set(position, token);
        vectors?.place.set(position, place);
      },
      qkv: (layer, position, values) => vectors?.qkv[layer]?.set(position, values),
      hidden: (layer, position, values) => vectors?.hidden[layer]?.set(position, values),
      final: (position, values) => vectors?.final.set(position, values),
    };
  }

  read = (token: number, logits: Float64Array, probabilities: Float64Array): void => {
    this.#rows.logits.set(this.#tokens.length, logits);
    this.#rows.probabilities.set(this.#tokens.length, probabilities);
    this.#tokens.push(token);
  };

  inspection(answer: Answer, given: number, vocabulary: readonly string[]): Inspection {
    const { run, step, spec } = this.#snapshot;
    const { dModel: width, nLayers: layers, nHeads: heads } = spec.shape;
    const T = this.#tokens.length;
    const { vectors, logits, probabilities } = this.#rows;
    return {
      ...{ run, step, given, answer, vocabulary, width, layers, heads },
      tokens: this.#tokens.map((id) => ({ id, symbol: vocabulary[id] as string })),
      attentionScale: spec.attentionScale,
      logitScale: spec.logitScale,
      vectors: vectors && told(vectors, T),
      norms: Float32Array.from(this.#norms.flat()),
      attention: this.#attention(T),
      logits: logits.first(T),
      probabilities: probabilities.first(T),
    };
  }

  /** (L,H,T,T) */
  #attention(T: number): Float32Array {
    const rows = this.#patterns.flat(2);
    const attention = new Float32Array(rows.length * T);
    for (const [i, row] of rows.entries()) attention.set(row, i * T);
    return attention;
  }
}

function emptyRows({ spec }: Snapshot, T: number) {
  const { dModel: C, vocabulary: V } = spec.shape;
  const vectors = C > WIDEST_SHOWN ? null : emptyVectors(spec, T);
  return { vectors, logits: new Rows(T, V), probabilities: new Rows(T, V) };
}

function emptyVectors({ shape: { dModel: C, nLayers: L } }: Snapshot["spec"], T: number) {
  const each = (n: number, columns: number) => Array.from({ length: n }, () => new Rows(T, columns));
  return {
    token: new Rows(T, C),
    place: new Rows(T, C),
    residual: each(2 * L + 1, C),
    qkv: each(L, 3 * C),
    hidden: each(L, 4 * C),
    final: new Rows(T, C),
  };
}

/** The rows of the first T positions. */
function told(vectors: ReturnType<typeof emptyVectors>, T: number): Vectors {
  const first = (rows: Rows) => rows.first(T);
  return {
    tokenEmbedding: first(vectors.token),
    positionEmbedding: first(vectors.place),
    residual: vectors.residual.map(first),
    qkv: vectors.qkv.map(first),
    hidden: vectors.hidden.map(first),
    final: first(vectors.final),
  };
}
