/** Attention patterns on the host, from what a forward plan leaves of each block: for looking at, not for training. */
import { namedError } from "../../lib/errors.ts";
import type { ModelSpec } from "../../model/spec.ts";
import type { CohortSpec } from "../engine.ts";
import type { Chunk } from "./chunks.ts";
import { type Plan, planAttention } from "./plan.ts";

/** Who looks at patterns looks at a few sequences. */
const SEQUENCES = 8;
/** Most elements that all blocks together leave for a chunk, unless one sequence needs more. */
const CHUNK_ELEMENTS = 1 << 22;

/** The plan of a cohort's patterns: one replica, a fixed number of sequences at a time. */
export function attentionPlan({ model }: CohortSpec): Plan {
  const { context, dModel, nLayers } = model.shape;
  const fitting = Math.floor(CHUNK_ELEMENTS / (3 * dModel * context * nLayers));
  return planAttention({ model, replicas: 1, batch: Math.max(1, Math.min(fitting, SEQUENCES)), context });
}

/**
 * Room for the patterns of B sequences of T tokens: (L,B,H,T,T), all zeros.
 *
 * @throws EngineError where the machine has too little memory
 */
export function emptyPatterns({ shape }: ModelSpec, B: number, T: number): Float32Array {
  const length = shape.nLayers * B * shape.nHeads * T * T;
  try {
    return new Float32Array(length);
  } catch {
    throw namedError(
      "EngineError",
      `attention: expected ${Math.ceil((4 * length) / 2 ** 20)} MiB for the patterns of ${B} sequences of ${T} tokens, got none; ask for fewer or shorter ones.`,
    );
  }
}

/**
 * Writes one block's patterns of a chunk: row t of a head is softmaxᵤ(scale·q[t]·k[u]) over u ≤ t, and keeps its
 * zeros behind. Sums are float64.
 *
 * @param qkv (rows·context, 3C) as attention reads it (ops-forward.ts)
 * @param out (B,H,T,T) of this block
 */
export function writePatterns(
  model: ModelSpec,
  qkv: Float32Array,
  { from, rows, T }: Chunk,
  out: Float32Array,
): void {
  const { nHeads: H, context } = model.shape;
  for (let i = 0; i < rows * H; i++) {
    const [b, h] = [Math.floor(i / H), i % H];
    const sequence = qkv.subarray(b * context * 3 * model.shape.dModel);
    const start = ((from + b) * H + h) * T * T;
    for (let t = 0; t < T; t++) {
      writeRow(model, sequence, h, t, out.subarray(start + t * T, start + t * T + t + 1));
    }
  }
}

/** One query's row over the keys up to its own: (t + 1). */
function writeRow(model: ModelSpec, sequence: Float32Array, h: number, t: number, row: Float32Array): void {
  const { dModel: C, nHeads: H } = model.shape;
  const D = C / H;
  const q = t * 3 * C + h * D;
  const scores = Float64Array.from(row, (_, u) => {
    const k = u * 3 * C + C + h * D;
    let sum = 0;
    for (let d = 0; d < D; d++) sum += (sequence[q + d] as number) * (sequence[k + d] as number);
    return model.attentionScale * sum;
  });
  const most = scores.reduce((a, b) => Math.max(a, b));
  let total = 0;
  for (let u = 0; u <= t; u++) total += Math.exp((scores[u] as number) - most);
  for (let u = 0; u <= t; u++) row[u] = Math.exp((scores[u] as number) - most) / total;
}
