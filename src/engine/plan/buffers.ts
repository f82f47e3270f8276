/**
 * The memory of a plan as plain data. Shape letters: R replicas, B batch, T context, N = B·T rows, C dModel,
 * H heads, D dHead, V vocabulary, L layers, F = 4C, P̂ the padded parameter count (layout.ts).
 * All offsets, strides and lengths count elements; an element has four bytes whatever its type.
 */

import { namedError } from "../../lib/errors.ts";

export type ElementType = "f32" | "u32" | "i32";

/** Bytes of an element of any {@link ElementType}. */
export const ELEMENT_BYTES = 4;

/**
 * What a buffer is for, which decides who owns it:
 * - `state`: lives as long as the cohort (weights, moments, gradients, counters, rings);
 * - `input`: the host writes it ahead of the steps that read it;
 * - `constant`: {@link PlanBuffer.values} is written once, when the plan is built;
 * - `activation`: lives within one step and lies in a slot that it shares with others;
 * - `output`: the host reads it after a forward plan.
 */
export type BufferRole = "state" | "input" | "constant" | "activation" | "output";

/** One named buffer. State buffers begin as zeros; activations begin as whatever was there. */
export interface PlanBuffer {
  readonly name: string;
  readonly type: ElementType;
  readonly role: BufferRole;
  /** How many elements. */
  readonly length: number;
  /** The slot of an activation: an index into `Plan.slots`, offset 0 in it. Null for buffers of their own. */
  readonly slot: number | null;
  /** What a constant holds; null for all others. */
  readonly values: readonly number[] | null;
}

/** Where a tensor lies: its element i for replica r is `buffer[offset + r·stride + i]`. */
export interface Place {
  /** The buffer's name. */
  readonly buffer: string;
  readonly offset: number;
  /** From one replica to the next; 0 where all replicas share the tensor. */
  readonly stride: number;
}

/**
 * A tensor that the host writes for `steps` steps ahead: element i for replica r of the step now running is
 * `buffer[offset + (cursor mod steps)·stepStride + r·stride + i]`, where cursor is word 0 of replica r in the
 * operation's `state` (state.ts), or 0 where that is null.
 */
export interface StepPlace extends Place {
  readonly steps: number;
  readonly stepStride: number;
}

/**
 * Where an operation leaves one parameter tensor's gradient, as `splits` partial sums over rows. Element i of
 * partial s for replica r is, in the buffer `gradients`,
 * - s = 0: `[r·P̂ + offset + i]`, the gradient's own place, so that one partial needs no reduction;
 * - s > 0: `[tail + (r·(splits − 1) + s − 1)·tailStride + i]`.
 */
export interface GradientPlace {
  readonly buffer: string;
  /** The tensor's offset in the padded parameter layout. */
  readonly offset: number;
  /** P̂. */
  readonly stride: number;
  readonly splits: number;
  /** First element of the further partials; 0 and unused where splits = 1. */
  readonly tail: number;
  readonly tailStride: number;
}

/** The address of element 0 of partial `s` for replica `r`: see {@link GradientPlace}. */
export function partialStart(place: GradientPlace, r: number, s: number): number {
  if (s === 0) return place.offset + r * place.stride;
  return place.tail + (r * (place.splits - 1) + s - 1) * place.tailStride;
}

/** `n` rounded up to a multiple of `unit`. */
export const roundUp = (n: number, unit: number): number => Math.ceil(n / unit) * unit;

/** Collects a plan's buffers by name, in the order of their declaration. */
export class BufferList {
  readonly #buffers = new Map<string, PlanBuffer>();

  get all(): readonly PlanBuffer[] {
    return [...this.#buffers.values()];
  }

  /** Declares a buffer of (replicas, perReplica) elements and gives the place that covers it. */
  add(name: string, type: ElementType, role: BufferRole, replicas: number, perReplica: number): Place {
    this.#declare({ name, type, role, length: replicas * perReplica, slot: null, values: null });
    return { buffer: name, offset: 0, stride: perReplica };
  }

  /** Declares a buffer of `length` elements whose replicas lie `stride` apart. */
  addSized(name: string, role: BufferRole, length: number, stride: number): Place {
    this.#declare({ name, type: "f32", role, length, slot: null, values: null });
    return { buffer: name, offset: 0, stride };
  }

  /** Declares an input of (steps, replicas, perReplica) elements. */
  addSteps(
    name: string,
    type: ElementType,
    [steps, replicas, perReplica]: readonly [number, number, number],
  ): StepPlace {
    const stepStride = replicas * perReplica;
    this.#declare({ name, type, role: "input", length: steps * stepStride, slot: null, values: null });
    return { buffer: name, offset: 0, stride: perReplica, steps, stepStride };
  }

  /** Declares a table that all replicas share. */
  addConstant(name: string, type: ElementType, values: readonly number[]): Place {
    this.#declare({ name, type, role: "constant", length: values.length, slot: null, values });
    return { buffer: name, offset: 0, stride: 0 };
  }

  #declare(buffer: PlanBuffer): void {
    if (this.#buffers.has(buffer.name)) {
      throw namedError(
        "ShapeError",
        `plan: expected each buffer's name once, got ${buffer.name} twice; rename one.`,
      );
    }
    this.#buffers.set(buffer.name, buffer);
  }
}
