/**
 * How all parameters lie in one flat vector per replica. Tensors begin at multiples of 16 bytes, so that rows
 * of four are read as vectors; replicas at multiples of 256 bytes (WebGPU's minStorageBufferOffsetAlignment),
 * so that one replica can be bound by its offset. The gaps hold zeros for ever: their gradient is never written.
 */
import { namedError } from "../../lib/errors.ts";
import type { ModelSpec, Parameter } from "../../model/spec.ts";
import type { OptimiserSpec } from "../engine.ts";
import { roundUp } from "./buffers.ts";

const TENSOR_ELEMENTS = 4;
const REPLICA_ELEMENTS = 64;

/** One parameter tensor in the padded layout. */
export interface ParameterSlot {
  readonly name: string;
  readonly size: number;
  /** In the model's own flat vector (`Parameter.offset`). */
  readonly source: number;
  /** In the padded vector. */
  readonly offset: number;
  readonly learningRateScale: number;
  readonly decayScale: number;
}

/** The padded parameter vector of one replica. */
export interface ParameterLayout {
  /** P̂: elements from one replica to the next. */
  readonly size: number;
  /** P: the model's parameters. */
  readonly unpadded: number;
  readonly tensors: readonly ParameterSlot[];
}

/** The padded layout of a model's parameter table. */
export function parameterLayout(model: ModelSpec): ParameterLayout {
  let offset = 0;
  const tensors = model.parameters.map((p) => {
    const slot = slotOf(p, offset);
    offset = roundUp(offset + p.size, TENSOR_ELEMENTS);
    return slot;
  });
  return { size: roundUp(offset, REPLICA_ELEMENTS), unpadded: model.size, tensors };
}

const slotOf = (p: Parameter, offset: number): ParameterSlot => ({
  name: p.name,
  size: p.size,
  source: p.offset,
  offset,
  learningRateScale: p.learningRateScale,
  decayScale: p.decayScale,
});

/** The tensor of this name. */
export function tensorOf(layout: ParameterLayout, name: string): ParameterSlot {
  const found = layout.tensors.find((tensor) => tensor.name === name);
  if (found) return found;
  throw namedError("ShapeError", `plan: expected a parameter of the model's table, got ${name}.`);
}

/** Copies a model's flat vector (P) into `padded` (P̂), a replica's part of the buffer. */
export function pad(layout: ParameterLayout, flat: Float32Array, padded: Float32Array): void {
  checkLength("pad", flat.length, layout.unpadded);
  checkLength("pad", padded.length, layout.size);
  for (const { source, offset, size } of layout.tensors) {
    padded.set(flat.subarray(source, source + size), offset);
  }
}

/** A replica's part (P̂) of the buffer as the model's flat vector (P), a copy. */
export function unpad(layout: ParameterLayout, padded: Float32Array): Float32Array {
  checkLength("unpad", padded.length, layout.size);
  const flat = new Float32Array(layout.unpadded);
  for (const { source, offset, size } of layout.tensors) {
    flat.set(padded.subarray(offset, offset + size), source);
  }
  return flat;
}

function checkLength(where: string, got: number, expected: number): void {
  if (got === expected) return;
  throw namedError(
    "ShapeError",
    `plan, ${where}: expected ${expected} values, got ${got}; use the layout of the same plan.`,
  );
}

/** Words of a row of the block table. */
export const BLOCK = { words: 8, start: 0, count: 1, splits: 2, tail: 3, tailStride: 4 } as const;

/** Where the further partials of a tensor lie: see `GradientPlace`. */
export interface Tail {
  readonly splits: number;
  readonly tail: number;
  readonly tailStride: number;
}

/** The flat vector cut into blocks that never span two tensors, for the reduction and the update. */
export interface BlockTable {
  readonly size: number;
  readonly count: number;
  /** (count, 8) u32: start, count, splits, tail (of this block's first element), tailStride, three unused. */
  readonly words: readonly number[];
  /** (count, 2): the learning rate's scale; the same · decay scale · weight decay. */
  readonly scales: readonly number[];
}

const SMALLEST_BLOCK = 256;
const MOST_BLOCKS = 4096;

/** Cuts the layout into blocks; `tails` tells of tensors that have more than one partial. */
export function blockTable(
  layout: ParameterLayout,
  optimiser: OptimiserSpec,
  tails: ReadonlyMap<string, Tail>,
): BlockTable {
  let size = SMALLEST_BLOCK;
  while (layout.size / size > MOST_BLOCKS) size *= 2;
  const words: number[] = [];
  const scales: number[] = [];
  for (const tensor of layout.tensors) {
    const { splits, tail, tailStride } = tails.get(tensor.name) ?? { splits: 1, tail: 0, tailStride: 0 };
    const rate = tensor.learningRateScale;
    for (let i = 0; i < tensor.size; i += size) {
      const count = Math.min(size, tensor.size - i);
      words.push(tensor.offset + i, count, splits, splits > 1 ? tail + i : 0, tailStride, 0, 0, 0);
      scales.push(rate, rate * tensor.decayScale * optimiser.weightDecay);
    }
  }
  return { size, count: words.length / BLOCK.words, words, scales };
}
