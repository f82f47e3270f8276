import { namedError } from "../../lib/errors.ts";
import { ELEMENT_BYTES, type PlanBuffer, roundUp } from "../plan/buffers.ts";
import type { Plan } from "../plan/plan.ts";
import { mebibytes, seedsWords } from "../words.ts";
import type { Gpu } from "./device.ts";
import { messageOfGpu } from "./watch.ts";

/** Kernels read rows of four elements as one vector, up to the end of a buffer; a kernel's offsets are one. */
const VECTOR_BYTES = 16;

/** The GPU memory of a plan: a buffer each for what the plan names, and for each of its slots. */
export class PlanMemory {
  readonly #buffers: ReadonlyMap<string, GPUBuffer>;
  readonly #device: GPUDevice;
  readonly #owned: GPUBuffer[];

  private constructor(device: GPUDevice, buffers: ReadonlyMap<string, GPUBuffer>, owned: GPUBuffer[]) {
    this.#device = device;
    this.#buffers = buffers;
    this.#owned = owned;
  }

  /**
   * Allocates everything at once.
   *
   * @throws EngineError where the GPU has too little memory
   */
  static async allocate(gpu: Gpu, plan: Plan): Promise<PlanMemory> {
    const { device } = gpu;
    const owned: GPUBuffer[] = [];
    const create = (label: string, length: number) => {
      const buffer = device.createBuffer({ label, size: bytesOf(length), usage: USAGE() });
      owned.push(buffer);
      return buffer;
    };
    const [buffers, problem] = await checked(gpu, () => {
      const slots = plan.slots.map((length, i) => create(`slot ${i}`, length));
      return new Map(
        plan.buffers.map((b) => [b.name, b.slot === null ? create(b.name, b.length) : slots[b.slot]!]),
      );
    });
    if (problem !== null) {
      for (const buffer of owned) buffer.destroy();
      throw notAllocated(plan, problem);
    }
    for (const { name, values, type } of plan.buffers) {
      if (values) device.queue.writeBuffer(buffers.get(name)!, 0, typed(type, values));
    }
    return new PlanMemory(device, buffers, owned);
  }

  /** The buffer of this name. */
  get(name: string): GPUBuffer {
    const found = this.#buffers.get(name);
    if (found) return found;
    throw namedError("ShapeError", `webgpu engine: expected a buffer of the plan, got ${name}.`);
  }

  /**
   * A buffer for kernels' offsets, written once.
   *
   * @param offsets up to four numbers a kernel
   * @returns the binding of each kernel's
   */
  addOffsets(offsets: readonly (readonly number[])[]): GPUBufferBinding[] {
    const stride = this.#device.limits.minUniformBufferOffsetAlignment;
    const words = new Uint32Array((offsets.length * stride) / ELEMENT_BYTES);
    for (const [i, values] of offsets.entries()) words.set(values, (i * stride) / ELEMENT_BYTES);
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const buffer = this.#device.createBuffer({ label: "offsets", size: words.byteLength, usage });
    this.#owned.push(buffer);
    this.#device.queue.writeBuffer(buffer, 0, words);
    return offsets.map((_, i) => ({ buffer, offset: i * stride, size: VECTOR_BYTES }));
  }

  dispose(): void {
    for (const buffer of this.#owned) buffer.destroy();
  }
}

/**
 * Creates buffers and hears what the device says to it.
 *
 * @returns what was made, and what is wrong with it in words, or null
 */
export async function checked<T>(
  gpu: Gpu,
  create: () => T,
): Promise<readonly [made: T, problem: string | null]> {
  gpu.device.pushErrorScope("validation");
  gpu.device.pushErrorScope("out-of-memory");
  const made = create();
  const scopes = [gpu.device.popErrorScope(), gpu.device.popErrorScope()];
  const [outOfMemory, invalid] = await gpu.watch.guard(Promise.all(scopes));
  if (invalid) return [made, messageOfGpu(invalid)];
  return [made, outOfMemory ? "too little GPU memory" : null];
}

/** Everything may be bound, written and read: a function, since the names exist only where there is WebGPU. */
const USAGE = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/** Bytes of a buffer of `length` elements on the GPU. */
export const bytesOf = (length: number): number => roundUp(length * ELEMENT_BYTES, VECTOR_BYTES);

/** Bytes a plan will take on the GPU. */
export function planBytes({ slots, buffers }: Plan): number {
  const own = buffers.filter(({ slot }) => slot === null).map(({ length }) => length);
  return [...slots, ...own].reduce((sum, length) => sum + bytesOf(length), 0);
}

function typed(type: PlanBuffer["type"], values: readonly number[]) {
  if (type === "f32") return Float32Array.from(values);
  return type === "u32" ? Uint32Array.from(values) : Int32Array.from(values);
}

/** The error where a plan's memory cannot be had. */
export function notAllocated(plan: Plan, got: string): Error {
  return namedError(
    "EngineError",
    `webgpu engine, build: expected ${mebibytes(planBytes(plan))} for width ${plan.shape.dModel} with ${seedsWords(plan.replicas)}, got: ${got}; lower batch, context, seeds or the widest width, or close other tabs.`,
  );
}
