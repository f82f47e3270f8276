import type { Batch } from "../../lib/batch.ts";
import type { CohortSpec, Scores } from "../engine.ts";
import { ELEMENT_BYTES } from "../plan/buffers.ts";
import { type Plan, planForward } from "../plan/plan.ts";
import type { Gpu } from "./device.ts";
import { placeRows } from "./feed.ts";
import type { Kernel } from "./kernels/kernel.ts";
import { bytesOf, PlanMemory } from "./memory.ts";
import { type OnCompiled, Program } from "./program.ts";

/** Most elements of the logits in a chunk, and most sequences. */
const CHUNK_ELEMENTS = 1 << 20;
const CHUNK_ROWS = 256;

/** The forward plan of a cohort: one replica, a fixed number of sequences at a time. */
export function forwardPlan({ model, batch }: CohortSpec): Plan {
  const { context, vocabulary } = model.shape;
  const fitting = Math.floor(CHUNK_ELEMENTS / (context * vocabulary));
  return planForward({
    model,
    replicas: 1,
    batch: Math.max(1, Math.min(fitting, CHUNK_ROWS, batch)),
    context,
  });
}

/** The replica to compute with: its part of the weights buffer. */
export interface Weights {
  readonly buffer: GPUBuffer;
  /** Bytes. */
  readonly offset: number;
}

/** Rows of a batch that are computed together. */
interface Chunk {
  readonly from: number;
  readonly rows: number;
  readonly T: number;
}

/** Forward passes without a gradient, in chunks of a fixed size: nothing is allocated for a call. */
export class Inference {
  readonly #gpu: Gpu;
  readonly #plan: Plan;
  readonly #memory: PlanMemory;
  readonly #program: Program;
  readonly #staging: GPUBuffer;
  readonly #inputs: Int32Array<ArrayBuffer>;
  readonly #targets: Int32Array<ArrayBuffer>;
  /** Calls run one after the other: there is one staging buffer. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(gpu: Gpu, plan: Plan, memory: PlanMemory, program: Program) {
    this.#gpu = gpu;
    this.#plan = plan;
    this.#memory = memory;
    this.#program = program;
    const rows = plan.batch * plan.context;
    this.#inputs = new Int32Array(rows);
    this.#targets = new Int32Array(rows);
    const size = bytesOf(rows * Math.max(plan.shape.vocabulary, 2));
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    this.#staging = gpu.device.createBuffer({ label: "inference", size, usage });
  }

  /** @throws EngineError where the GPU has too little memory, or a kernel does not compile */
  static async build(
    gpu: Gpu,
    plan: Plan,
    kernels: readonly Kernel[],
    onCompiled?: OnCompiled,
  ): Promise<Inference> {
    const memory = await PlanMemory.allocate(gpu, plan);
    const program = await Program.build(gpu, kernels, memory, onCompiled);
    return new Inference(gpu, plan, memory, program);
  }

  get variants(): readonly string[] {
    return this.#program.variants;
  }

  /** Argmax and log-probability of the target at each position of a batch. */
  score(weights: Weights, batch: Batch): Promise<Scores> {
    return this.#queued(async () => {
      const { B, T } = batch;
      const argmax = new Int32Array(B * T);
      const logProb = new Float32Array(B * T);
      const bytes = this.#plan.batch * this.#plan.context * ELEMENT_BYTES;
      for (const chunk of this.#chunks(B, T)) {
        this.#place(batch.inputs, this.#inputs, "inputs", chunk);
        this.#place(batch.targets, this.#targets, "targets", chunk);
        const read = await this.#run(weights, [
          ["argmax", bytes],
          ["logProb", bytes],
        ]);
        this.#take(new Int32Array(read, 0, bytes / ELEMENT_BYTES), argmax, chunk, 1);
        this.#take(new Float32Array(read, bytes), logProb, chunk, 1);
        this.#staging.unmap();
      }
      for (let i = 0; i < logProb.length; i++) if (batch.weights[i] === 0) logProb[i] = 0;
      return { argmax, logProb };
    });
  }

  /** Logits (B,T,V) for token ids (B,T). */
  logits(weights: Weights, tokens: Int32Array, B: number, T: number): Promise<Float32Array> {
    return this.#queued(async () => {
      const { vocabulary: V } = this.#plan.shape;
      const logits = new Float32Array(B * T * V);
      for (const chunk of this.#chunks(B, T)) {
        this.#place(tokens, this.#inputs, "inputs", chunk);
        const bytes = chunk.rows * this.#plan.context * V * ELEMENT_BYTES;
        const read = await this.#run(weights, [["logits", bytes]]);
        this.#take(new Float32Array(read), logits, chunk, V);
        this.#staging.unmap();
      }
      return logits;
    });
  }

  dispose(): void {
    this.#memory.dispose();
    this.#staging.destroy();
  }

  #queued<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#last.then(job);
    this.#last = result.catch(() => undefined);
    return result;
  }

  #chunks(B: number, T: number): Chunk[] {
    const { batch } = this.#plan;
    return Array.from({ length: Math.ceil(B / batch) }, (_, i) => {
      const from = i * batch;
      return { from, rows: Math.min(batch, B - from), T };
    });
  }

  /** Positions behind a shorter sequence hold anything: what comes later in a row changes nothing before it. */
  #place(tokens: Int32Array, to: Int32Array<ArrayBuffer>, name: string, { from, rows: B, T }: Chunk): void {
    placeRows(tokens.subarray(from * T, (from + B) * T), { B, T }, to, 0, this.#plan.context);
    this.#gpu.device.queue.writeBuffer(this.#memory.get(name), 0, to);
  }

  /** Replays with a replica's weights; leaves the outputs mapped, one behind the other. GPU → CPU synchronisation. */
  async #run(weights: Weights, outputs: readonly (readonly [name: string, bytes: number])[]) {
    const { device, watch } = this.#gpu;
    const encoder = device.createCommandEncoder();
    const bytes = this.#plan.layout.size * ELEMENT_BYTES;
    encoder.copyBufferToBuffer(weights.buffer, weights.offset, this.#memory.get("weights"), 0, bytes);
    this.#program.encode(encoder, 1);
    let at = 0;
    for (const [name, size] of outputs) {
      encoder.copyBufferToBuffer(this.#memory.get(name), 0, this.#staging, at, size);
      at += size;
    }
    device.queue.submit([encoder.finish()]);
    await watch.guard(this.#staging.mapAsync(GPUMapMode.READ, 0, at));
    return this.#staging.getMappedRange(0, at);
  }

  /** Copies a chunk's rows, `each` values a position, leaving out the positions behind a shorter sequence. */
  #take<A extends Int32Array | Float32Array>(read: A, to: A, { from, rows, T }: Chunk, each: number): void {
    const { context } = this.#plan;
    for (let b = 0; b < rows; b++) {
      const start = b * context * each;
      to.set(read.subarray(start, start + T * each), (from + b) * T * each);
    }
  }
}
