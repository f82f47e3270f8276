import type { Inspection } from "../../protocol.ts";

/** Row `at` of a matrix with so many columns. */
export const rowOf = (matrix: Float32Array, at: number, columns: number): Float32Array =>
  matrix.subarray(at * columns, (at + 1) * columns);

/** Positions read, T. */
export const lengthOf = ({ tokens }: Inspection): number => tokens.length;

/** (T,T) the attention pattern of one head. */
export function patternOf(inspection: Inspection, layer: number, head: number): Float32Array {
  const T = lengthOf(inspection);
  return rowOf(inspection.attention, layer * inspection.heads + head, T * T);
}

/** A query, a key, and what they make; null where the vectors are not told. */
export interface Match {
  /** q·k */
  readonly product: number;
  /** What the softmax takes. */
  readonly score: number;
}

/** How position `t` matches with position `u` in one head. */
export function matchOf(
  { vectors, width, heads, attentionScale }: Inspection,
  layer: number,
  head: number,
  [t, u]: readonly [number, number],
): Match | null {
  const qkv = vectors?.qkv[layer];
  if (!qkv) return null;
  const D = width / heads;
  const query = rowOf(qkv, t, 3 * width).subarray(head * D, (head + 1) * D);
  const key = rowOf(qkv, u, 3 * width).subarray(width + head * D, width + (head + 1) * D);
  const product = query.reduce((sum, value, d) => sum + value * (key[d] ?? 0), 0);
  return { product, score: product * attentionScale };
}

/** A symbol that may come next. */
export interface Odds {
  readonly symbol: string;
  readonly logit: number;
  readonly probability: number;
}

/** What may come after a position: the likeliest first, `most` at most, and what the others have together. */
export function oddsAt(
  { logits, probabilities, vocabulary }: Inspection,
  position: number,
  most: number,
): { readonly shown: readonly Odds[]; readonly others: number; readonly rest: number } {
  const V = vocabulary.length;
  const chances = rowOf(probabilities, position, V);
  const scores = rowOf(logits, position, V);
  const order = Array.from(chances.keys()).sort((a, b) => (chances[b] ?? 0) - (chances[a] ?? 0));
  const odds = (id: number): Odds => ({
    symbol: vocabulary[id] ?? "",
    logit: scores[id] ?? Number.NaN,
    probability: chances[id] ?? Number.NaN,
  });
  const rest = order.slice(most).reduce((sum, id) => sum + (chances[id] ?? 0), 0);
  return { shown: order.slice(0, most).map(odds), others: Math.max(0, order.length - most), rest };
}

/** One token of the right answer, and how surprised the model is by it. */
export interface Surprise {
  readonly symbol: string;
  /** The position at which it is read off. */
  readonly position: number;
  readonly probability: number;
  /** −ln p, nats. */
  readonly loss: number;
  /** True where the model had answered wrongly before, and reads that instead of the right answer. */
  readonly strayed: boolean;
}

/** The loss of the right answer, token by token, as far as the model has read. */
export function surprises(inspection: Inspection, expected: readonly string[]): Surprise[] {
  const { given, vocabulary, probabilities, answer } = inspection;
  const ids = new Map(vocabulary.map((symbol, id) => [symbol, id]));
  let strayed = false;
  return expected.slice(0, lengthOf(inspection) - given + 1).map((symbol, i) => {
    const position = given - 1 + i;
    const row = rowOf(probabilities, position, vocabulary.length);
    const probability = row[ids.get(symbol) ?? -1] ?? Number.NaN;
    const told = { symbol, position, probability, loss: -Math.log(probability), strayed };
    strayed ||= answer.tokens[i]?.symbol !== symbol;
    return told;
  });
}
