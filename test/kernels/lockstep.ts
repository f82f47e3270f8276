/** Holds every kernel of a plan to the interpreter: same memory before each operation, same memory after. */
import { accessesOf } from "../../src/engine/plan/access.ts";
import type { Operation } from "../../src/engine/plan/ops.ts";
import type { Plan } from "../../src/engine/plan/plan.ts";
import { STATE } from "../../src/engine/plan/state.ts";
import type { GemmChoice } from "../../src/engine/webgpu/kernels/choice.ts";
import { type Capabilities, kernelsFor } from "../../src/engine/webgpu/kernels/kernel.ts";
import { Rng } from "../../src/lib/rng.ts";
import { allocate, type Data, dataNamed, type Memory } from "../plan/memory.ts";
import { execute } from "../plan/reference.ts";
import { runKernels } from "./run.ts";

/** How far a kernel is from the interpreter: largest difference ÷ largest entry that the operation wrote. */
export interface Deviation {
  readonly op: string;
  readonly variant: string;
  readonly buffer: string;
  readonly error: number;
}

export interface LockstepOptions {
  readonly caps: Capabilities;
  /** The variant of the matrix products; the default where left out. */
  readonly choice?: GemmChoice;
  readonly only?: (op: Operation) => boolean;
}

/** Runs the plan on both sides, operation by operation, from random weights, moments and inputs. */
export async function lockstep(
  device: GPUDevice,
  plan: Plan,
  { caps, choice, only = () => true }: LockstepOptions,
): Promise<Deviation[]> {
  const memory = allocate(plan);
  randomise(plan, memory);
  const deviations: Deviation[] = [];
  for (const op of plan.operations) {
    const before = copyOf(memory, op);
    execute(op, memory, plan.replicas);
    if (!only(op)) continue;
    const kernels = kernelsFor(op, plan, caps, choice ?? null);
    for (const [buffer, got] of await runKernels(device, kernels, before)) {
      const error = deviation(dataNamed(before, buffer), dataNamed(memory, buffer), got);
      deviations.push({ op: op.name, variant: kernels[0]?.variant ?? "none", buffer, error });
    }
  }
  return deviations;
}

/** The operation's buffers as they are now. */
const copyOf = (memory: Memory, op: Operation): Memory =>
  new Map(accessesOf(op).map(({ place: { buffer } }) => [buffer, dataNamed(memory, buffer).slice()]));

const isSame = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** Infinite where something was written that should not have been, or is not a number but should be. */
function deviation(before: Data, expected: Data, got: Data): number {
  let [most, scale] = [0, 0];
  for (const [i, x] of expected.entries()) {
    if (!isSame(x, before[i] as number)) scale = Math.max(scale, Math.abs(x) || 0);
    if (isSame(x, got[i] as number)) continue;
    const difference = Math.abs(x - (got[i] as number));
    most = Math.max(most, Number.isNaN(difference) ? Infinity : difference);
  }
  return most === 0 ? 0 : most / scale;
}

/** Weights of every size, second moments above 0, tokens of the vocabulary, some rows without weight. */
function randomise(plan: Plan, memory: Memory): void {
  const rng = Rng.fromSeed(1).fork("kernels");
  const has = (name: string): boolean => memory.has(name);
  const fill = (name: string, draw: (i: number) => number): void => {
    if (has(name)) dataNamed(memory, name).set(dataNamed(memory, name).map((_, i) => draw(i)));
  };
  const isParameter = inTensor(plan);
  fill("weights", (i) => (isParameter(i) ? 0.25 * rng.normal() : 0));
  fill("m", (i) => (isParameter(i) ? 0.01 * rng.normal() : 0));
  fill("v", (i) => (isParameter(i) ? 0.001 * rng.uniform() : 0));
  fill("inputs", () => rng.below(plan.shape.vocabulary));
  fill("targets", () => rng.below(plan.shape.vocabulary));
  fill("lossWeights", () => (rng.uniform() < 0.3 ? 0 : rng.uniform() / (plan.batch * plan.context)));
  fill("learningRates", () => 0.001 + 0.01 * rng.uniform());
  if (!has("state")) return;
  const state = dataNamed(memory, "state");
  for (let r = 0; r < plan.replicas; r++) {
    state[r * STATE.words + STATE.cursor] = 5;
    state[r * STATE.words + STATE.updates] = 5 + 400 * r;
    state[r * STATE.words + STATE.frozen] = r === 1 ? 1 : 0;
  }
}

/** Whether an element of a buffer of (R,P̂) belongs to a tensor; the gaps between tensors are zeros. */
function inTensor({ layout }: Plan): (i: number) => boolean {
  const inside = new Uint8Array(layout.size);
  for (const { offset, size } of layout.tensors) inside.fill(1, offset, offset + size);
  return (i) => inside[i % layout.size] === 1;
}
