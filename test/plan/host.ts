/** The host's side of a plan: what an executor writes and reads around its replays. */
import { pad, unpad } from "../../src/engine/plan/layout.ts";
import type { Plan } from "../../src/engine/plan/plan.ts";
import { ringIndex, STATE } from "../../src/engine/plan/state.ts";
import type { Batch } from "../../src/lib/batch.ts";
import { dataNamed, type Memory } from "./memory.ts";

/** Replica r's part of a buffer of (R,P̂). */
const part = (plan: Plan, memory: Memory, name: string, r: number): Float32Array =>
  dataNamed(memory, name).subarray(r * plan.layout.size, (r + 1) * plan.layout.size) as Float32Array;

export function writeWeights(plan: Plan, memory: Memory, r: number, flat: Float32Array): void {
  pad(plan.layout, flat, part(plan, memory, "weights", r));
}

/** The flat vector (P) of `weights`, `m`, `v` or the first part of `gradients`. */
export const readVector = (plan: Plan, memory: Memory, name: string, r: number): Float32Array =>
  unpad(plan.layout, part(plan, memory, name, r));

/** Writes one step's inputs where the step with this cursor reads them. */
export function writeStep(
  plan: Plan,
  memory: Memory,
  cursor: number,
  { batches, learningRate }: { batches: readonly Batch[]; learningRate: number },
): void {
  const rows = plan.batch * plan.context;
  const version = cursor % plan.stepsAhead;
  dataNamed(memory, "learningRates")[version] = learningRate;
  for (const [r, batch] of batches.entries()) {
    const start = (version * plan.replicas + r) * rows;
    const total = batch.weights.reduce((sum, w) => sum + w, 0) || 1;
    dataNamed(memory, "inputs").set(batch.inputs, start);
    dataNamed(memory, "targets").set(batch.targets, start);
    dataNamed(memory, "lossWeights").set(
      batch.weights.map((w) => w / total),
      start,
    );
  }
}

/** Loss and norm of the step with this cursor. */
export function readRing(plan: Plan, memory: Memory, cursor: number, r: number): [number, number] {
  const ring = dataNamed(memory, "ring");
  const i = ringIndex(cursor, plan.ringLength, plan.replicas, r);
  return [ring[i] as number, ring[i + 1] as number];
}

/** A word of replica r's state. */
export const readState = (memory: Memory, r: number, word: Exclude<keyof typeof STATE, "words">): number =>
  dataNamed(memory, "state")[r * STATE.words + STATE[word]] as number;
