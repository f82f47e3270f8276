import type { Batch } from "../../lib/batch.ts";
import type { CohortSpec, Scores } from "../engine.ts";
import { ELEMENT_BYTES } from "../plan/buffers.ts";
import { takeRows } from "../plan/chunks.ts";
import { type Plan, planForward } from "../plan/plan.ts";
import type { Gpu } from "./device.ts";
import type { Kernel } from "./kernels/kernel.ts";
import { ForwardPass, type Weights } from "./pass.ts";
import type { OnCompiled } from "./program.ts";

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

/** Forward passes without a gradient, in chunks of a fixed size: nothing is allocated for a call. */
export class Inference {
  readonly #pass: ForwardPass;

  private constructor(pass: ForwardPass) {
    this.#pass = pass;
  }

  /** @throws EngineError where the GPU has too little memory, or a kernel does not compile */
  static async build(
    gpu: Gpu,
    plan: Plan,
    kernels: readonly Kernel[],
    onCompiled?: OnCompiled,
  ): Promise<Inference> {
    const readable = plan.batch * plan.context * Math.max(plan.shape.vocabulary, 2);
    return new Inference(await ForwardPass.build(gpu, plan, kernels, readable, onCompiled));
  }

  get variants(): readonly string[] {
    return this.#pass.variants;
  }

  /** Argmax and log-probability of the target at each position of a batch. */
  score(weights: Weights, batch: Batch): Promise<Scores> {
    return this.#pass.queued(async () => {
      const { B, T } = batch;
      const { batch: sequences, context } = this.#pass.plan;
      const argmax = new Int32Array(B * T);
      const logProb = new Float32Array(B * T);
      const rows = sequences * context;
      for (const chunk of this.#pass.chunks(B, T)) {
        this.#pass.place(batch.inputs, "inputs", chunk);
        this.#pass.place(batch.targets, "targets", chunk);
        const outputs = [
          ["argmax", rows],
          ["logProb", rows],
        ] as const;
        await this.#pass.run(weights, outputs, (read) => {
          takeRows(new Int32Array(read, 0, rows), argmax, chunk, context, 1);
          takeRows(new Float32Array(read, rows * ELEMENT_BYTES), logProb, chunk, context, 1);
        });
      }
      for (let i = 0; i < logProb.length; i++) if (batch.weights[i] === 0) logProb[i] = 0;
      return { argmax, logProb };
    });
  }

  /** Logits (B,T,V) for token ids (B,T). */
  logits(weights: Weights, tokens: Int32Array, B: number, T: number): Promise<Float32Array> {
    return this.#pass.queued(async () => {
      const { context, shape } = this.#pass.plan;
      const V = shape.vocabulary;
      const logits = new Float32Array(B * T * V);
      for (const chunk of this.#pass.chunks(B, T)) {
        this.#pass.place(tokens, "inputs", chunk);
        await this.#pass.run(weights, [["logits", chunk.rows * context * V]], (read) =>
          takeRows(new Float32Array(read), logits, chunk, context, V),
        );
      }
      return logits;
    });
  }

  dispose(): void {
    this.#pass.dispose();
  }
}
