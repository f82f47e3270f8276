/**
 * Where everything lies in a cohort's linear memory, decided once: what lives as long as the cohort, one region
 * for what lives within a step or an inference, and scratch. Replicas are computed one after the other, so they
 * share the activations.
 */
import { namedError } from "../../lib/errors.ts";
import { ELEMENT_BYTES, type Place, type PlanBuffer, roundUp } from "../plan/buffers.ts";
import type { Plan } from "../plan/plan.ts";
import { scratchFloats } from "./scratch.ts";

/** Nothing shares a cache line with something else. */
const ALIGNMENT = 64;
/** The binary's own constants and corners lie below. */
export const START = 4096;
/** Kernels may read so far behind a tensor. */
const SLACK = 256;
const PAGE = 65536;

/** Where a plan's buffers begin, in bytes. */
export class Addresses {
  readonly #starts: ReadonlyMap<string, number>;
  /** Buffers that one replica at a time uses, so that they exist once. */
  readonly #shared: ReadonlySet<string>;
  readonly scratch: number;

  constructor(starts: ReadonlyMap<string, number>, shared: ReadonlySet<string>, scratch: number) {
    this.#starts = starts;
    this.#shared = shared;
    this.scratch = scratch;
  }

  /** Element 0 of a tensor for replica r. */
  of({ buffer, offset, stride }: Pick<Place, "buffer" | "offset" | "stride">, r: number): number {
    const start = this.start(buffer);
    return start + (offset + (this.#shared.has(buffer) ? 0 : r * stride)) * ELEMENT_BYTES;
  }

  /** The same, or 0 for no tensor. */
  orNone(place: Place | null, r: number): number {
    return place === null ? 0 : this.of(place, r);
  }

  start(buffer: string): number {
    const start = this.#starts.get(buffer);
    if (start !== undefined) return start;
    throw namedError("ShapeError", `wasm engine: expected a buffer of the plan, got ${buffer}.`);
  }

  /** These addresses with another tensor in place of one buffer. */
  with(buffer: string, start: number): Addresses {
    return new Addresses(new Map(this.#starts).set(buffer, start), this.#shared, this.scratch);
  }
}

/** The memory of a training plan and a forward plan of the same cohort. */
export interface MemoryLayout {
  readonly training: Addresses;
  /** Its weights are to be replaced by a replica's: {@link Addresses.with}. */
  readonly forward: Addresses;
  /** All of it, in bytes. */
  readonly bytes: number;
}

/** Lays out a cohort's memory. Known from the plans alone, so it is also the estimate. */
export function layOut(training: Plan, forward: Plan): MemoryLayout {
  const lasting = place(training.buffers.filter(isOwn), START);
  const slots = placeSlots(training, lasting.end);
  const own = place(
    forward.buffers.filter((buffer) => isOwn(buffer) && buffer.role !== "state"),
    lasting.end,
  );
  const inference = placeSlots(forward, own.end);
  const scratch = Math.max(slots.end, inference.end);
  const operations = [...training.operations, ...forward.operations];
  const wanted = Math.max(...operations.map(scratchFloats)) * ELEMENT_BYTES;
  const weights: [string, number] = ["weights", lasting.starts.get("weights") as number];
  return {
    training: new Addresses(new Map([...lasting.starts, ...slots.starts]), namesOf(slots.starts), scratch),
    forward: new Addresses(
      new Map([...own.starts, ...inference.starts, weights]),
      namesOf(inference.starts),
      scratch,
    ),
    bytes: roundUp(scratch + wanted + SLACK, PAGE),
  };
}

/** The memory of a forward plan that stands alone. */
export interface ForwardLayout {
  readonly at: Addresses;
  /** All of it, in bytes. */
  readonly bytes: number;
}

/** Lays out a memory for one replica's forward passes, its weights included. */
export function layOutForward(plan: Plan): ForwardLayout {
  const own = place(plan.buffers.filter(isOwn), START);
  const { starts, end } = placeSlots(plan, own.end);
  const wanted = Math.max(...plan.operations.map(scratchFloats)) * ELEMENT_BYTES;
  return {
    at: new Addresses(new Map([...own.starts, ...starts]), namesOf(starts), end),
    bytes: roundUp(end + wanted + SLACK, PAGE),
  };
}

const isOwn = ({ slot }: PlanBuffer): boolean => slot === null;
const namesOf = (starts: ReadonlyMap<string, number>): Set<string> => new Set(starts.keys());

interface Placed {
  readonly starts: ReadonlyMap<string, number>;
  readonly end: number;
}

function place(buffers: readonly PlanBuffer[], from: number): Placed {
  const starts = new Map<string, number>();
  let end = from;
  for (const { name, length } of buffers) {
    starts.set(name, end);
    end = roundUp(end + length * ELEMENT_BYTES, ALIGNMENT);
  }
  return { starts, end };
}

/** A slot is as long as one replica's share of it. */
function placeSlots({ buffers, slots, replicas }: Plan, from: number): Placed {
  let end = from;
  const begins = slots.map((length) => {
    const begin = end;
    end = roundUp(end + (length / replicas) * ELEMENT_BYTES, ALIGNMENT);
    return begin;
  });
  const starts = new Map(
    buffers.flatMap(({ name, slot }) => (slot === null ? [] : [[name, begins[slot] as number] as const])),
  );
  return { starts, end };
}

/**
 * Memory of its own for a cohort, all zeros. It never grows, so views of it stay.
 *
 * @throws EngineError where the machine has too little
 */
export function allocate(bytes: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: bytes / PAGE, maximum: bytes / PAGE });
  } catch {
    throw namedError(
      "EngineError",
      `wasm engine: expected ${Math.ceil(bytes / 2 ** 20)} MiB of memory, got none; lower batch, context, seeds or the widest width.`,
    );
  }
}
