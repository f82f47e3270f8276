import type { ModelSpec } from "../../model/spec.ts";
import type { CohortSpec } from "../engine.ts";
import { attentionPlan, emptyPatterns, writePatterns } from "../plan/attention.ts";
import { ELEMENT_BYTES } from "../plan/buffers.ts";
import type { Gpu } from "./device.ts";
import { ForwardPass, type Weights } from "./pass.ts";
import { type Chooser, kernelsOf } from "./program.ts";

/** Attention's patterns: what the blocks' attention reads comes home, and the host looks at it as attention does. */
export class AttentionReader {
  readonly #model: ModelSpec;
  readonly #pass: ForwardPass;
  /** What each block's attention reads, first to last. */
  readonly #outputs: readonly string[];
  /** Elements of one of them for one sequence. */
  readonly #each: number;

  private constructor(model: ModelSpec, pass: ForwardPass, outputs: readonly string[], each: number) {
    this.#model = model;
    this.#pass = pass;
    this.#outputs = outputs;
    this.#each = each;
  }

  /** @throws EngineError where the GPU has too little memory, or a kernel does not compile */
  static async build(gpu: Gpu, spec: CohortSpec, choose: Chooser): Promise<AttentionReader> {
    const plan = attentionPlan(spec);
    const outputs = plan.buffers.filter(({ role }) => role === "output").map(({ name }) => name);
    const each = plan.context * 3 * plan.shape.dModel;
    const readable = outputs.length * plan.batch * each;
    const pass = await ForwardPass.build(gpu, plan, kernelsOf(gpu, plan, choose), readable);
    return new AttentionReader(spec.model, pass, outputs, each);
  }

  /** Patterns (L,B,H,T,T) for token ids (B,T). */
  patterns(weights: Weights, tokens: Int32Array, B: number, T: number): Promise<Float32Array> {
    return this.#pass.queued(async () => {
      const patterns = emptyPatterns(this.#model, B, T);
      const layer = patterns.length / this.#outputs.length;
      for (const chunk of this.#pass.chunks(B, T)) {
        this.#pass.place(tokens, "inputs", chunk);
        const length = chunk.rows * this.#each;
        const outputs = this.#outputs.map((name) => [name, length] as const);
        await this.#pass.run(weights, outputs, (read) => {
          for (let i = 0; i < outputs.length; i++) {
            const qkv = new Float32Array(read, i * length * ELEMENT_BYTES, length);
            writePatterns(this.#model, qkv, chunk, patterns.subarray(i * layer, (i + 1) * layer));
          }
        });
      }
      return patterns;
    });
  }

  dispose(): void {
    this.#pass.dispose();
  }
}
