/** A plan's memory in plain typed arrays, for the interpreter and for tests of kernels. */
import {
  type GradientPlace,
  type Place,
  type PlanBuffer,
  partialStart,
  type StepPlace,
} from "../../src/engine/plan/buffers.ts";
import type { Plan } from "../../src/engine/plan/plan.ts";
import { STATE } from "../../src/engine/plan/state.ts";

export type Data = Float32Array | Float64Array | Uint32Array | Int32Array;
/** Every buffer by name. Buffers that share a slot are views of the same bytes. */
export type Memory = ReadonlyMap<string, Data>;

const ARRAYS = { f32: Float32Array, u32: Uint32Array, i32: Int32Array };

/**
 * State as zeros, constants as given, activations full of NaN, so that reading before writing is seen.
 *
 * @param Floats how numbers are kept: Float64Array makes a reference whose rounding can be neglected
 */
export function allocate(plan: Plan, Floats: Floats = Float32Array): Memory {
  const slots = plan.slots.map((length) => new Floats(length).fill(NaN));
  const arrays = { ...ARRAYS, f32: Floats };
  return new Map(plan.buffers.map((buffer) => [buffer.name, dataOf(buffer, slots, arrays)]));
}

type Floats = typeof Float32Array | typeof Float64Array;

function dataOf(
  { type, length, slot, values, role }: PlanBuffer,
  slots: readonly Data[],
  arrays: Record<PlanBuffer["type"], new (length: number) => Data>,
): Data {
  if (slot !== null) return (slots[slot] as Data).subarray(0, length);
  const data = new arrays[type](length);
  if (values) data.set(values);
  if (role === "output") data.fill(NaN);
  return data;
}

export function dataNamed(memory: Memory, name: string): Data {
  const data = memory.get(name);
  if (!data) throw new Error(`memory: expected a buffer of the plan, got ${name}`);
  return data;
}

/** `length` elements of an operand for replica r, as a view. */
export function view(memory: Memory, place: Place, r: number, length: number): Data {
  return slice(memory, place.buffer, place.offset + r * place.stride, length);
}

/** The same of the step now running; `state` as in the operation. */
export function stepView(
  memory: Memory,
  place: StepPlace,
  state: Place | null,
  r: number,
  length: number,
): Data {
  const cursor = state ? (view(memory, state, r, STATE.words)[STATE.cursor] as number) : 0;
  const start = place.offset + (cursor % place.steps) * place.stepStride + r * place.stride;
  return slice(memory, place.buffer, start, length);
}

/** Partial s of a parameter's gradient. */
export const partialView = (
  memory: Memory,
  place: GradientPlace,
  r: number,
  s: number,
  length: number,
): Data => slice(memory, place.buffer, partialStart(place, r, s), length);

function slice(memory: Memory, name: string, start: number, length: number): Data {
  const data = dataNamed(memory, name);
  if (start < 0 || start + length > data.length) {
    throw new Error(
      `memory: expected ${start} to ${start + length} within ${name}, which has ${data.length}`,
    );
  }
  return data.subarray(start, start + length);
}
