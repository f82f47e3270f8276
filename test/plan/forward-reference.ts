/** The forward operations, slowly and obviously, for one replica. Sums are float64, stores float32. */
import type { Attention, Embed, LayerNorm, MatMul, Score } from "../../src/engine/plan/ops.ts";
import { type Data, type Memory, stepView, view } from "./memory.ts";

const at = (data: Data, i: number): number => data[i] as number;

export function embed(op: Embed, memory: Memory, r: number): void {
  const { rows, context, width: C, vocabulary } = op;
  const inputs = stepView(memory, op.inputs, op.state, r, rows);
  const tokens = view(memory, op.tokens, r, vocabulary * C);
  const positions = view(memory, op.positions, r, context * C);
  const out = view(memory, op.out, r, rows * C);
  for (let n = 0; n < rows; n++) {
    for (let c = 0; c < C; c++) {
      out[n * C + c] = at(tokens, at(inputs, n) * C + c) + at(positions, (n % context) * C + c);
    }
  }
}

export function layerNorm(op: LayerNorm, memory: Memory, r: number): void {
  const { rows, width: C } = op;
  const x = view(memory, op.x, r, rows * C);
  const gain = view(memory, op.gain, r, C);
  const bias = view(memory, op.bias, r, C);
  const out = view(memory, op.out, r, rows * C);
  const stats = op.stats ? view(memory, op.stats, r, rows * 2) : new Float64Array(rows * 2);
  for (let n = 0; n < rows; n++) {
    let sum = 0;
    for (let c = 0; c < C; c++) sum += at(x, n * C + c);
    const mean = sum / C;
    let squares = 0;
    for (let c = 0; c < C; c++) squares += (at(x, n * C + c) - mean) ** 2;
    const inverse = 1 / Math.sqrt(squares / C + op.epsilon);
    for (let c = 0; c < C; c++) {
      out[n * C + c] = (at(x, n * C + c) - mean) * inverse * at(gain, c) + at(bias, c);
    }
    stats[n * 2] = mean;
    stats[n * 2 + 1] = inverse;
  }
}

const ROOT = Math.sqrt(2 / Math.PI);

/** GELU in its tanh form. */
export const gelu = (u: number): number => 0.5 * u * (1 + Math.tanh(ROOT * (u + 0.044715 * u ** 3)));

/** Its derivative. */
export function geluSlope(u: number): number {
  const t = Math.tanh(ROOT * (u + 0.044715 * u ** 3));
  return 0.5 * (1 + t) + 0.5 * u * (1 - t * t) * ROOT * (1 + 3 * 0.044715 * u * u);
}

export function matMul(op: MatMul, memory: Memory, r: number): void {
  const { rows, inner, columns, alpha, transposed, epilogue } = op;
  const a = view(memory, op.a, r, rows * inner);
  const b = view(memory, op.b, r, inner * columns);
  const bias = op.bias ? view(memory, op.bias, r, columns) : null;
  const out = view(memory, op.out, r, rows * columns);
  const second = secondOperand(op);
  const other = second ? view(memory, second, r, rows * columns) : null;
  const stored = out instanceof Float32Array ? Math.fround : (z: number) => z;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        sum += at(a, i * inner + k) * at(b, transposed ? j * inner + k : k * columns + j);
      }
      // as stored, so that GELU is the same here and where it is computed again
      const z = stored(alpha * sum + (bias ? at(bias, j) : 0));
      out[i * columns + j] = finish(epilogue.kind, z, i * columns + j, out, other);
    }
  }
}

function secondOperand({ epilogue }: MatMul) {
  switch (epilogue.kind) {
    case "none":
      return null;
    case "gelu":
      return epilogue.preActivation;
    case "residual":
      return epilogue.residual;
    case "geluGradient":
      return epilogue.activation;
  }
}

function finish(
  kind: MatMul["epilogue"]["kind"],
  z: number,
  index: number,
  out: Data,
  other: Data | null,
): number {
  switch (kind) {
    case "none":
      return z;
    case "gelu":
      if (other) other[index] = z;
      return gelu(z);
    case "residual":
      return z + at(other as Data, index);
    case "geluGradient":
      if (other) other[index] = gelu(at(out, index));
      return z * geluSlope(at(out, index));
  }
}

/** scale·q[t]·k[u] of head h in sequence b. */
export function attentionScore(
  op: Pick<Attention, "context" | "heads" | "dHead" | "scale">,
  qkv: Data,
  [b, h, t, u]: readonly [number, number, number, number],
): number {
  const { context: T, heads, dHead: D, scale } = op;
  const C = heads * D;
  const q = (b * T + t) * 3 * C + h * D;
  const k = (b * T + u) * 3 * C + C + h * D;
  let sum = 0;
  for (let d = 0; d < D; d++) sum += at(qkv, q + d) * at(qkv, k + d);
  return scale * sum;
}

export function attention(op: Attention, memory: Memory, r: number): void {
  const { batch, context: T, heads: H, dHead: D } = op;
  const C = H * D;
  const N = batch * T;
  const qkv = view(memory, op.qkv, r, N * 3 * C);
  const out = view(memory, op.out, r, N * C);
  const lse = op.lse ? view(memory, op.lse, r, N * H) : null;
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < H; h++) {
      for (let t = 0; t < T; t++) {
        const scores = Array.from({ length: t + 1 }, (_, u) => attentionScore(op, qkv, [b, h, t, u]));
        const total = logSumExp(scores);
        for (let d = 0; d < D; d++) {
          let sum = 0;
          for (let u = 0; u <= t; u++) {
            sum += Math.exp((scores[u] as number) - total) * at(qkv, (b * T + u) * 3 * C + 2 * C + h * D + d);
          }
          out[(b * T + t) * C + h * D + d] = sum;
        }
        if (lse) lse[(b * T + t) * H + h] = total;
      }
    }
  }
}

export function logSumExp(values: ArrayLike<number>): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i] as number);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp((values[i] as number) - largest);
  return largest + Math.log(sum);
}

export function score(op: Score, memory: Memory, r: number): void {
  const { rows, vocabulary: V } = op;
  const logits = view(memory, op.logits, r, rows * V);
  const targets = stepView(memory, op.targets, null, r, rows);
  const argmax = view(memory, op.argmax, r, rows);
  const logProb = view(memory, op.logProb, r, rows);
  for (let n = 0; n < rows; n++) {
    const row = logits.subarray(n * V, (n + 1) * V);
    let best = 0;
    for (let v = 1; v < V; v++) if (at(row, v) > at(row, best)) best = v;
    argmax[n] = best;
    logProb[n] = at(row, at(targets, n)) - logSumExp(row);
  }
}
