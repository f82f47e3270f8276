/** The backward operations, slowly and obviously, for one replica. Sums are float64, stores float32. */
import type {
  AttentionGradientKV,
  AttentionGradientQ,
  CrossEntropy,
  LayerNormGradient,
  PositionGradient,
  TokenGradient,
  WeightGradient,
} from "../../src/engine/plan/ops.ts";
import { attentionScore, logSumExp } from "./forward-reference.ts";
import { type Data, type Memory, partialView, stepView, view } from "./memory.ts";

const at = (data: Data, i: number): number => data[i] as number;

export function crossEntropy(op: CrossEntropy, memory: Memory, r: number): void {
  const { rows, vocabulary: V, gradientScale } = op;
  const logits = view(memory, op.logits, r, rows * V);
  const targets = stepView(memory, op.targets, op.state, r, rows);
  const weights = stepView(memory, op.lossWeights, op.state, r, rows);
  const rowLoss = view(memory, op.rowLoss, r, rows);
  for (let n = 0; n < rows; n++) {
    const row = logits.subarray(n * V, (n + 1) * V);
    const w = at(weights, n);
    if (w === 0) {
      rowLoss[n] = 0;
      row.fill(0);
      continue;
    }
    const y = at(targets, n);
    const total = logSumExp(row);
    rowLoss[n] = w * (total - at(row, y));
    for (let v = 0; v < V; v++) {
      row[v] = gradientScale * w * (Math.exp(at(row, v) - total) - (v === y ? 1 : 0));
    }
  }
}

export function weightGradient(op: WeightGradient, memory: Memory, r: number): void {
  const { rows, inputs, outputs, splitRows, weight, bias } = op;
  const a = view(memory, op.a, r, rows * inputs);
  const dy = view(memory, op.dy, r, rows * outputs);
  for (let s = 0; s < weight.splits; s++) {
    const end = Math.min((s + 1) * splitRows, rows);
    const dw = partialView(memory, weight, r, s, inputs * outputs);
    const db = bias ? partialView(memory, bias, r, s, outputs) : null;
    for (let j = 0; j < outputs; j++) {
      for (let k = 0; k < inputs; k++) {
        let sum = 0;
        for (let i = s * splitRows; i < end; i++) sum += at(a, i * inputs + k) * at(dy, i * outputs + j);
        dw[k * outputs + j] = sum;
      }
      if (db) {
        let sum = 0;
        for (let i = s * splitRows; i < end; i++) sum += at(dy, i * outputs + j);
        db[j] = sum;
      }
    }
  }
}

export function attentionGradientQ(op: AttentionGradientQ, memory: Memory, r: number): void {
  const { batch, context: T, heads: H, dHead: D, scale } = op;
  const C = H * D;
  const N = batch * T;
  const qkv = view(memory, op.qkv, r, N * 3 * C);
  const out = view(memory, op.out, r, N * C);
  const dOut = view(memory, op.dOut, r, N * C);
  const lse = view(memory, op.lse, r, N * H);
  const delta = view(memory, op.delta, r, N * H);
  const dQkv = view(memory, op.dQkv, r, N * 3 * C);
  for (let n = 0; n < N; n++) {
    for (let h = 0; h < H; h++) {
      const [b, t] = [Math.floor(n / T), n % T];
      let along = 0;
      for (let d = 0; d < D; d++) along += at(dOut, n * C + h * D + d) * at(out, n * C + h * D + d);
      delta[n * H + h] = along;
      const dQ = new Float64Array(D);
      for (let u = 0; u <= t; u++) {
        const key = (b * T + u) * 3 * C + C + h * D;
        const p = Math.exp(attentionScore(op, qkv, [b, h, t, u]) - at(lse, n * H + h));
        const dS = p * (timesValue(dOut, n * C + h * D, qkv, key + C, D) - along);
        for (let d = 0; d < D; d++) dQ[d] = (dQ[d] as number) + scale * dS * at(qkv, key + d);
      }
      dQkv.set(dQ, n * 3 * C + h * D);
    }
  }
}

/** dOut·v. */
function timesValue(dOut: Data, i: number, qkv: Data, j: number, D: number): number {
  let sum = 0;
  for (let d = 0; d < D; d++) sum += at(dOut, i + d) * at(qkv, j + d);
  return sum;
}

export function attentionGradientKV(op: AttentionGradientKV, memory: Memory, r: number): void {
  const { batch, context: T, heads: H, dHead: D, scale } = op;
  const C = H * D;
  const N = batch * T;
  const qkv = view(memory, op.qkv, r, N * 3 * C);
  const dOut = view(memory, op.dOut, r, N * C);
  const lse = view(memory, op.lse, r, N * H);
  const delta = view(memory, op.delta, r, N * H);
  const dQkv = view(memory, op.dQkv, r, N * 3 * C);
  for (let n = 0; n < N; n++) {
    for (let h = 0; h < H; h++) {
      const [b, u] = [Math.floor(n / T), n % T];
      const key = n * 3 * C + C + h * D;
      const [dK, dV] = [new Float64Array(D), new Float64Array(D)];
      for (let t = u; t < T; t++) {
        const m = b * T + t;
        const p = Math.exp(attentionScore(op, qkv, [b, h, t, u]) - at(lse, m * H + h));
        const dS = p * (timesValue(dOut, m * C + h * D, qkv, key + C, D) - at(delta, m * H + h));
        for (let d = 0; d < D; d++) {
          dK[d] = (dK[d] as number) + scale * dS * at(qkv, m * 3 * C + h * D + d);
          dV[d] = (dV[d] as number) + p * at(dOut, m * C + h * D + d);
        }
      }
      dQkv.set(dK, key);
      dQkv.set(dV, key + C);
    }
  }
}

export function layerNormGradient(op: LayerNormGradient, memory: Memory, r: number): void {
  const { rows, width: C, splitRows, dGain, dBias } = op;
  const dy = view(memory, op.dy, r, rows * C);
  const x = view(memory, op.x, r, rows * C);
  const stats = view(memory, op.stats, r, rows * 2);
  const gain = view(memory, op.gain, r, C);
  const dx = view(memory, op.dx, r, rows * C);
  const normal = (n: number, c: number) => (at(x, n * C + c) - at(stats, n * 2)) * at(stats, n * 2 + 1);
  for (let n = 0; n < rows; n++) {
    let meanG = 0;
    let meanGx = 0;
    for (let c = 0; c < C; c++) {
      const g = at(dy, n * C + c) * at(gain, c);
      meanG += g / C;
      meanGx += (g * normal(n, c)) / C;
    }
    for (let c = 0; c < C; c++) {
      const g = at(dy, n * C + c) * at(gain, c);
      const here = at(stats, n * 2 + 1) * (g - meanG - normal(n, c) * meanGx);
      dx[n * C + c] = here + (op.accumulate ? at(dx, n * C + c) : 0);
    }
  }
  for (let s = 0; s < dGain.splits; s++) {
    const [gains, biases] = [partialView(memory, dGain, r, s, C), partialView(memory, dBias, r, s, C)];
    for (let c = 0; c < C; c++) {
      let [sumGain, sumBias] = [0, 0];
      for (let n = s * splitRows; n < Math.min((s + 1) * splitRows, rows); n++) {
        sumGain += at(dy, n * C + c) * normal(n, c);
        sumBias += at(dy, n * C + c);
      }
      gains[c] = sumGain;
      biases[c] = sumBias;
    }
  }
}

export function tokenGradient(op: TokenGradient, memory: Memory, r: number): void {
  const { rows, vocabulary: V, width: C, splitRows, weight } = op;
  const inputs = stepView(memory, op.inputs, op.state, r, rows);
  const dx = view(memory, op.dx, r, rows * C);
  for (let s = 0; s < weight.splits; s++) {
    const sums = new Float64Array(V * C);
    for (let n = s * splitRows; n < Math.min((s + 1) * splitRows, rows); n++) {
      for (let c = 0; c < C; c++) {
        const i = at(inputs, n) * C + c;
        sums[i] = (sums[i] as number) + at(dx, n * C + c);
      }
    }
    partialView(memory, weight, r, s, V * C).set(sums);
  }
}

export function positionGradient(op: PositionGradient, memory: Memory, r: number): void {
  const { batch, context: T, width: C, splitBatch, weight } = op;
  const dx = view(memory, op.dx, r, batch * T * C);
  for (let s = 0; s < weight.splits; s++) {
    const sums = new Float64Array(T * C);
    for (let b = s * splitBatch; b < Math.min((s + 1) * splitBatch, batch); b++) {
      for (let i = 0; i < T * C; i++) sums[i] = (sums[i] as number) + at(dx, b * T * C + i);
    }
    partialView(memory, weight, r, s, T * C).set(sums);
  }
}
