import { ELEMENT_BYTES } from "../plan/buffers.ts";
import { type Chunk, chunksOf, placeRows } from "../plan/chunks.ts";
import type { Plan } from "../plan/plan.ts";
import type { Gpu } from "./device.ts";
import type { Kernel } from "./kernels/kernel.ts";
import { bytesOf, checked, notAllocated, PlanMemory } from "./memory.ts";
import { type OnCompiled, Program } from "./program.ts";

/** The replica to compute with: its part of the weights buffer. */
export interface Weights {
  readonly buffer: GPUBuffer;
  /** Bytes. */
  readonly offset: number;
}

/** A forward plan on the GPU, one replica at a time, a chunk of sequences at a time: nothing is created for a call. */
export class ForwardPass {
  readonly plan: Plan;
  readonly #gpu: Gpu;
  readonly #memory: PlanMemory;
  readonly #program: Program;
  readonly #staging: GPUBuffer;
  readonly #tokens: Int32Array<ArrayBuffer>;
  /** Calls run one after the other: there is one staging buffer. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(gpu: Gpu, plan: Plan, memory: PlanMemory, program: Program, staging: GPUBuffer) {
    this.#gpu = gpu;
    this.plan = plan;
    this.#memory = memory;
    this.#program = program;
    this.#staging = staging;
    this.#tokens = new Int32Array(plan.batch * plan.context);
  }

  /**
   * @param kernels the plan's
   * @param readable the most elements that one {@link run} brings home
   * @throws EngineError where the GPU has too little memory, or a kernel does not compile
   */
  static async build(
    gpu: Gpu,
    plan: Plan,
    kernels: readonly Kernel[],
    readable: number,
    onCompiled?: OnCompiled,
  ): Promise<ForwardPass> {
    const memory = await PlanMemory.allocate(gpu, plan);
    try {
      const program = await Program.build(gpu, kernels, memory, onCompiled);
      const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
      const description = { label: "forward pass", size: bytesOf(readable), usage };
      const [staging, problem] = await checked(gpu, () => gpu.device.createBuffer(description));
      if (problem !== null) throw notAllocated(plan, problem);
      return new ForwardPass(gpu, plan, memory, program, staging);
    } catch (error) {
      memory.dispose();
      throw error;
    }
  }

  get variants(): readonly string[] {
    return this.#program.variants;
  }

  /** Runs a job after all jobs before it: what it does with this pass is its own until it ends. */
  queued<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#last.then(job);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** The chunks of a batch of (B,T). */
  chunks(B: number, T: number): Chunk[] {
    return chunksOf(B, T, this.plan.batch);
  }

  /**
   * Writes a chunk's part of tokens (B,T) to an input. Positions behind a shorter sequence hold any tokens: what
   * comes later in a row changes nothing before it.
   */
  place(tokens: Int32Array, name: string, { from, rows: B, T }: Chunk): void {
    placeRows(tokens.subarray(from * T, (from + B) * T), { B, T }, this.#tokens, 0, this.plan.context);
    this.#gpu.device.queue.writeBuffer(this.#memory.get(name), 0, this.#tokens);
  }

  /**
   * Replays with a replica's weights and hands over the first `length` elements of each output, one behind the
   * other; they are gone when `take` returns. GPU → CPU synchronisation.
   */
  async run(
    weights: Weights,
    outputs: readonly (readonly [name: string, length: number])[],
    take: (read: ArrayBuffer) => void,
  ): Promise<void> {
    const { device, watch } = this.#gpu;
    const encoder = device.createCommandEncoder();
    const bytes = this.plan.layout.size * ELEMENT_BYTES;
    encoder.copyBufferToBuffer(weights.buffer, weights.offset, this.#memory.get("weights"), 0, bytes);
    this.#program.encode(encoder, 1);
    let at = 0;
    for (const [name, length] of outputs) {
      encoder.copyBufferToBuffer(this.#memory.get(name), 0, this.#staging, at, length * ELEMENT_BYTES);
      at += length * ELEMENT_BYTES;
    }
    device.queue.submit([encoder.finish()]);
    await watch.guard(this.#staging.mapAsync(GPUMapMode.READ, 0, at));
    try {
      take(this.#staging.getMappedRange(0, at));
    } finally {
      this.#staging.unmap();
    }
  }

  dispose(): void {
    this.#memory.dispose();
    this.#staging.destroy();
  }
}
