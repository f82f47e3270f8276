import type { ModelSpec } from "../../model/spec.ts";
import type { CohortSpec } from "../engine.ts";
import { attentionPlan, emptyPatterns, writePatterns } from "../plan/attention.ts";
import { type Chunk, chunksOf, placeRows } from "../plan/chunks.ts";
import type { Plan } from "../plan/plan.ts";
import { bindPlan, type Call } from "./bind.ts";
import { instantiate, type Kernels } from "./kernels.ts";
import { allocate, type ForwardLayout, layOutForward } from "./memory.ts";

/**
 * Attention's patterns: a forward plan with a memory of its own, so that training's holds nothing for it, and the
 * host, which looks at what the blocks' attention reads as attention does.
 */
export class AttentionReader {
  readonly #model: ModelSpec;
  readonly #plan: Plan;
  readonly #calls: readonly Call[];
  readonly #inputs: Int32Array;
  readonly #weights: Float32Array;
  /** What each block's attention reads, first to last. */
  readonly #outputs: readonly Float32Array[];

  /** @throws EngineError where the machine has too little memory */
  static async build(module: WebAssembly.Module, spec: CohortSpec): Promise<AttentionReader> {
    const plan = attentionPlan(spec);
    const layout = layOutForward(plan);
    const memory = allocate(layout.bytes);
    return new AttentionReader(spec.model, plan, layout, memory, await instantiate(module, memory));
  }

  private constructor(
    model: ModelSpec,
    plan: Plan,
    { at }: ForwardLayout,
    { buffer }: WebAssembly.Memory,
    kernels: Kernels,
  ) {
    this.#model = model;
    this.#plan = plan;
    this.#calls = bindPlan(plan, kernels, at, 0).filter((call) => call !== null);
    this.#inputs = new Int32Array(buffer, at.start("inputs"), plan.batch * plan.context);
    this.#weights = new Float32Array(buffer, at.start("weights"), plan.layout.size);
    this.#outputs = plan.buffers
      .filter(({ role }) => role === "output")
      .map(({ name, length }) => new Float32Array(buffer, at.start(name), length));
  }

  /**
   * Patterns (L,B,H,T,T) for token ids (B,T).
   *
   * @param weights (P̂) the replica's, as in training's memory
   */
  patterns(weights: Float32Array, tokens: Int32Array, B: number, T: number): Float32Array {
    const patterns = emptyPatterns(this.#model, B, T);
    const layer = patterns.length / this.#outputs.length;
    this.#weights.set(weights);
    for (const chunk of chunksOf(B, T, this.#plan.batch)) {
      this.#place(tokens, chunk);
      for (const call of this.#calls) call(0);
      for (const [i, qkv] of this.#outputs.entries()) {
        writePatterns(this.#model, qkv, chunk, patterns.subarray(i * layer, (i + 1) * layer));
      }
    }
    return patterns;
  }

  /** What a chunk does not fill holds any tokens: what comes later in a row changes nothing before it. */
  #place(tokens: Int32Array, { from, rows: B, T }: Chunk): void {
    placeRows(tokens.subarray(from * T, (from + B) * T), { B, T }, this.#inputs, 0, this.#plan.context);
  }
}
