/**
 * Runs a plan's operations on the wasm kernels and on the interpreter side by side: each from the same memory,
 * so that every kernel is compared alone.
 */
import type { CohortSpec } from "../../src/engine/engine.ts";
import { type Access, accessesOf } from "../../src/engine/plan/access.ts";
import { ELEMENT_BYTES } from "../../src/engine/plan/buffers.ts";
import type { Operation } from "../../src/engine/plan/ops.ts";
import type { Plan } from "../../src/engine/plan/plan.ts";
import { bindPlan, type Call } from "../../src/engine/wasm/bind.ts";
import { BINARIES, type Variant } from "../../src/engine/wasm/detect.ts";
import { instantiate } from "../../src/engine/wasm/kernels.ts";
import { allocate as allocateWasm, layOut, type MemoryLayout, START } from "../../src/engine/wasm/memory.ts";
import { forwardPlan, trainingPlan } from "../../src/engine/wasm/plans.ts";
import { readStepBinary } from "../../workers/step-binary.ts";
import { noisyWeights, smallBatch } from "../golden/small.ts";
import { writeStep, writeWeights } from "../plan/host.ts";
import { allocate, type Data, dataNamed, type Memory } from "../plan/memory.ts";
import { executeReplica } from "../plan/reference.ts";

/** What one kernel did, at worst, over all operations of its kind. */
export interface Finding {
  /** Largest difference ÷ largest expected entry. */
  error: number;
  /** Operations compared. */
  count: number;
}

/** Findings by kind. Throws where a kernel writes anything but its outputs, scratch and what is the binary's own. */
export type Findings = Map<string, Finding>;

/** Both memories of a plan, for replica r. */
interface Sides {
  readonly plan: Plan;
  readonly memory: Memory;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly layout: MemoryLayout;
  readonly calls: readonly (Call | null)[];
  readonly addresses: MemoryLayout["training"];
  readonly r: number;
}

/** One training step and one forward pass of the last replica of a cohort. */
export async function lockstep(spec: CohortSpec, variant: Variant, findings: Findings): Promise<void> {
  const module = await WebAssembly.compile(await readStepBinary(BINARIES[variant]));
  const [training, forward] = [trainingPlan(spec), forwardPlan(spec)];
  const layout = layOut(training, forward);
  const linear = allocateWasm(layout.bytes);
  const kernels = await instantiate(module, linear);
  const bytes = new Uint8Array(linear.buffer);
  const r = spec.replicas - 1;
  const sides = (plan: Plan, addresses: MemoryLayout["training"], replica: number): Sides => {
    const calls = bindPlan(plan, kernels, addresses, replica);
    return { plan, memory: allocate(plan), bytes, layout, calls, addresses, r: replica };
  };
  const train = sides(training, layout.training, r);
  for (let i = 0; i < spec.replicas; i++) writeWeights(training, train.memory, i, noisyWeights(spec, i));
  const batches = Array.from({ length: spec.replicas }, (_, i) => smallBatch(spec, i, 1));
  writeStep(training, train.memory, 0, { batches, learningRate: 0.01 });
  follow(train, findings);
  const infer = sides(forward, layout.forward, 0);
  writeWeights(forward, infer.memory, 0, noisyWeights(spec, 0));
  const { inputs, targets } = smallBatch(spec, 0, 2);
  dataNamed(infer.memory, "inputs").set(inputs.subarray(0, dataNamed(infer.memory, "inputs").length));
  dataNamed(infer.memory, "targets").set(targets.subarray(0, dataNamed(infer.memory, "targets").length));
  follow(infer, findings);
}

function follow(sides: Sides, findings: Findings): void {
  const { plan, memory, r } = sides;
  for (let i = 0; i < plan.operations.length; i++) {
    const op = plan.operations[i] as Operation;
    // The two halves of attention's backward pass are one kernel.
    const pair = op.kind === "attentionGradientQ" ? [op, plan.operations[++i] as Operation] : [op];
    const accesses = pair.flatMap(accessesOf);
    for (const access of accesses) if (access.mode !== "write") give(sides, access);
    const before = sides.bytes.slice();
    sides.calls[plan.operations.indexOf(op)]?.(0);
    for (const each of pair) executeReplica(each, memory, r);
    const written = accesses.filter(({ mode }) => mode !== "read").map((access) => rangeOf(sides, access));
    checkUntouched(sides, op, before, written);
    const finding = findings.get(op.kind) ?? { error: 0, count: 0 };
    finding.count++;
    for (const { from, data } of written)
      finding.error = Math.max(finding.error, difference(sides, from, data));
    findings.set(op.kind, finding);
  }
}

/** Where an operand lies on both sides. */
function rangeOf({ memory, addresses, r, plan }: Sides, { place, operand, elements }: Access) {
  const data = dataNamed(memory, place.buffer);
  const start = place.offset + r * place.stride;
  // A half of attention's backward pass leaves out columns, the reduction is of one replica's part.
  const wanted = operand === "dQkv" ? data.length / plan.replicas : elements;
  const length = operand === "gradients" ? plan.layout.size : wanted;
  return { from: addresses.of(place, r), data: data.subarray(start, start + length) };
}

function give(sides: Sides, access: Access): void {
  const { from, data } = rangeOf(sides, access);
  sides.bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), from);
}

function checkUntouched(
  { bytes, layout }: Sides,
  op: Operation,
  before: Uint8Array,
  written: readonly { from: number; data: Data }[],
): void {
  const ranges = [...written.map(({ from, data }) => [from, from + data.byteLength] as const)];
  ranges.push([layout.training.scratch, bytes.length], [0, START]);
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === before[i]) continue;
    if (ranges.some(([start, end]) => start <= i && i < end)) continue;
    throw new Error(`${op.name}: expected byte ${i} to be left alone`);
  }
}

/** Integers must agree; where nothing but zeros is expected, the difference itself counts. */
function difference({ bytes }: Sides, from: number, expected: Data): number {
  const View = expected.constructor as new (buffer: ArrayBuffer, at: number, length: number) => Data;
  const got = new View(bytes.buffer as ArrayBuffer, from, expected.byteLength / ELEMENT_BYTES);
  let [worst, largest] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs((got[i] as number) - (expected[i] as number));
    if (!(distance <= worst)) worst = distance;
    largest = Math.max(largest, Math.abs(expected[i] as number));
  }
  return largest === 0 ? worst : worst / largest;
}
