/** Reduction, finalisation and AdamW, slowly and obviously, for one replica. */
import { BLOCK } from "../../src/engine/plan/layout.ts";
import type { AdamW, Finalise, ReduceGradients } from "../../src/engine/plan/ops.ts";
import { ringIndex, SCALARS, STATE } from "../../src/engine/plan/state.ts";
import { type Data, dataNamed, type Memory, stepView, view } from "./memory.ts";

const at = (data: Data, i: number): number => data[i] as number;

/** The rows of the block table. */
function* blocksOf(op: ReduceGradients | AdamW, memory: Memory) {
  const words = view(memory, op.blocks, 0, op.blockCount * BLOCK.words);
  for (let j = 0; j < op.blockCount; j++) {
    const word = (index: number) => at(words, j * BLOCK.words + index);
    yield {
      j,
      start: word(BLOCK.start),
      count: word(BLOCK.count),
      splits: word(BLOCK.splits),
      tail: word(BLOCK.tail),
      tailStride: word(BLOCK.tailStride),
    };
  }
}

export function reduceGradients(op: ReduceGradients, memory: Memory, r: number): void {
  const all = dataNamed(memory, op.gradients.buffer);
  const squares = view(memory, op.squares, r, op.blockCount);
  for (const { j, start, count, splits, tail, tailStride } of blocksOf(op, memory)) {
    let total = 0;
    for (let i = 0; i < count; i++) {
      const own = op.gradients.offset + r * op.gradients.stride + start + i;
      let sum = at(all, own);
      for (let s = 1; s < splits; s++) {
        sum += at(all, tail + (r * (splits - 1) + s - 1) * tailStride + i);
      }
      all[own] = sum;
      total += at(all, own) ** 2;
    }
    squares[j] = total;
  }
}

const sumOf = (data: Data): number => Math.fround([...data].reduce((a, b) => a + b, 0));

export function finalise(op: Finalise, memory: Memory, r: number): void {
  const state = view(memory, op.state, r, STATE.words);
  const loss = sumOf(view(memory, op.rowLoss, r, op.rows));
  const norm = Math.fround(Math.sqrt(sumOf(view(memory, op.squares, r, op.blockCount))));
  const wasFrozen = state[STATE.frozen] === 1;
  const ring = dataNamed(memory, op.ring.buffer);
  const replicas = ring.length / (2 * op.ringLength);
  const entry = ringIndex(at(state, STATE.cursor), op.ringLength, replicas, r);
  ring.set(wasFrozen ? [NaN, NaN] : [loss, norm], op.ring.offset + entry);
  if (!Number.isFinite(loss) || !Number.isFinite(norm)) state[STATE.frozen] = 1;
  if (state[STATE.frozen] === 0) {
    const t = at(state, STATE.updates) + 1;
    state[STATE.updates] = t;
    const rate = at(stepView(memory, op.learningRate, op.state, r, 1), 0);
    const scalars = view(memory, op.scalars, r, SCALARS.words);
    scalars[SCALARS.clip] = op.clip === 0 ? 1 : Math.min(1, op.clip / (norm + 1e-6));
    scalars[SCALARS.rateOverBias1] = rate / -Math.expm1(t * op.logBeta1);
    scalars[SCALARS.inverseRoot2] = 1 / Math.sqrt(-Math.expm1(t * op.logBeta2));
    scalars[SCALARS.rate] = rate;
  }
  state[STATE.cursor] = at(state, STATE.cursor) + 1;
}

export function adamW(op: AdamW, memory: Memory, r: number): void {
  if (view(memory, op.state, r, STATE.words)[STATE.frozen] === 1) return;
  const { beta1, beta2, epsilon, size } = op;
  const scalars = view(memory, op.scalars, r, SCALARS.words);
  const scales = view(memory, op.scales, 0, op.blockCount * 2);
  const gradients = view(memory, op.gradients, r, size);
  const weights = view(memory, op.weights, r, size);
  const [m, v] = [view(memory, op.m, r, size), view(memory, op.v, r, size)];
  for (const { j, start, count } of blocksOf(op, memory)) {
    const rate = at(scales, 2 * j) * at(scalars, SCALARS.rateOverBias1);
    const decay = at(scales, 2 * j + 1) * at(scalars, SCALARS.rate);
    for (let i = start; i < start + count; i++) {
      const g = at(gradients, i) * at(scalars, SCALARS.clip);
      m[i] = beta1 * at(m, i) + (1 - beta1) * g;
      v[i] = beta2 * at(v, i) + (1 - beta2) * g * g;
      const denominator = Math.sqrt(at(v, i)) * at(scalars, SCALARS.inverseRoot2) + epsilon;
      weights[i] = at(weights, i) * (1 - decay) - (rate * at(m, i)) / denominator;
    }
  }
}
