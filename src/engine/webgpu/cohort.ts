import type { Batch } from "../../lib/batch.ts";
import { namedError } from "../../lib/errors.ts";
import type { Cohort, CohortSpec, OptimiserState, Scores, StepInput, StepOutput } from "../engine.ts";
import { Pace } from "../pace.ts";
import { ELEMENT_BYTES } from "../plan/buffers.ts";
import { pad, unpad } from "../plan/layout.ts";
import type { Plan } from "../plan/plan.ts";
import { STATE } from "../plan/state.ts";
import { AttentionReader } from "./attention.ts";
import type { Gpu } from "./device.ts";
import { Feed } from "./feed.ts";
import type { Gate } from "./gate.ts";
import type { Inference } from "./inference.ts";
import { LossReader } from "./losses.ts";
import type { PlanMemory } from "./memory.ts";
import type { Chooser, Program } from "./program.ts";
import { readBack } from "./transfer.ts";

/** What a cohort is made of, once built. */
export interface CohortParts {
  readonly plan: Plan;
  readonly memory: PlanMemory;
  readonly program: Program;
  readonly inference: Inference;
  /** For what is built later, on request. */
  readonly choose: Chooser;
}

/** A cohort whose whole step is replayed on the GPU: all replicas in the same dispatches, k steps a submit. */
export class WebgpuCohort implements Cohort {
  readonly spec: CohortSpec;
  readonly #gpu: Gpu;
  readonly #gate: Gate;
  readonly #parts: CohortParts;
  readonly #feed: Feed;
  readonly #losses: LossReader;
  readonly #pace: Pace;
  readonly #frozen: boolean[];
  /** Null until patterns are asked for. */
  #attention: Promise<AttentionReader> | null = null;
  #disposed = false;

  constructor(gpu: Gpu, gate: Gate, spec: CohortSpec, parts: CohortParts) {
    this.spec = spec;
    this.#gpu = gpu;
    this.#gate = gate;
    this.#parts = parts;
    this.#feed = new Feed(gpu.device.queue, parts.plan, parts.memory);
    this.#losses = new LossReader(gpu, parts.plan, parts.memory);
    this.#pace = new Pace(parts.plan.stepsAhead);
    this.#frozen = new Array<boolean>(spec.replicas).fill(false);
  }

  get stepsAhead(): number {
    return this.#pace.steps;
  }

  async submit(steps: readonly StepInput[]): Promise<void> {
    this.#check("submit");
    const most = this.#parts.plan.stepsAhead;
    for (let from = 0; from < steps.length; from += most) await this.#submit(steps.slice(from, from + most));
  }

  /** One submit of at most `stepsAhead` steps, then a wait for room: who stops waiting has submitted nothing more. */
  async #submit(steps: readonly StepInput[]): Promise<void> {
    // Without a pause where there is room: what is called after this submit must come after it.
    if (!this.#losses.hasRoom(steps.length)) await this.#losses.room(steps.length);
    const { device } = this.#gpu;
    this.#feed.write(steps, this.#losses.cursor);
    const encoder = device.createCommandEncoder();
    this.#parts.program.encode(encoder, steps.length);
    const map = this.#losses.follow(
      encoder,
      steps.map(({ step }) => step),
    );
    device.queue.submit([encoder.finish()]);
    this.#gate.submitted((ms) => this.#pace.learn(steps.length, ms));
    map();
    await this.#gate.room();
  }

  poll(): StepOutput[] {
    const outputs = this.#losses.poll();
    for (const { loss, gradNorm } of outputs) {
      // The device has frozen such a replica itself, before its update.
      for (let r = 0; r < this.spec.replicas; r++) {
        if (!Number.isFinite(loss[r]) || !Number.isFinite(gradNorm[r])) this.#frozen[r] = true;
      }
    }
    return outputs;
  }

  async drain(): Promise<void> {
    this.#check("drain");
    await this.#losses.drain();
  }

  freeze(replica: number): void {
    this.#checkReplica(replica);
    this.#frozen[replica] = true;
    this.#writeState(replica, STATE.frozen, 1);
  }

  isFrozen(replica: number): boolean {
    this.#checkReplica(replica);
    return this.#frozen[replica] as boolean;
  }

  async evaluate(replica: number, batch: Batch): Promise<Scores> {
    this.#check("evaluate");
    this.#checkLength("evaluate", batch.T);
    return this.#parts.inference.score(this.#weights(replica), batch);
  }

  async predict(replica: number, tokens: Int32Array, B: number): Promise<Float32Array> {
    this.#check("predict");
    const T = this.#checkLength("predict", tokens.length / B);
    return this.#parts.inference.logits(this.#weights(replica), tokens, B, T);
  }

  async attention(replica: number, tokens: Int32Array, B: number): Promise<Float32Array> {
    this.#check("attention");
    const T = this.#checkLength("attention", tokens.length / B);
    const weights = this.#weights(replica);
    const reader = await this.#attentionReader();
    this.#check("attention");
    return reader.patterns(weights, tokens, B, T);
  }

  /** Built at the first call; where that fails, the next call tries again. */
  #attentionReader(): Promise<AttentionReader> {
    this.#attention ??= AttentionReader.build(this.#gpu, this.spec, this.#parts.choose).catch((error) => {
      this.#attention = null;
      throw error;
    });
    return this.#attention;
  }

  async readWeights(replica: number): Promise<Float32Array> {
    this.#check("readWeights");
    return this.#read("weights", replica);
  }

  async writeWeights(replica: number, weights: Float32Array): Promise<void> {
    this.#check("writeWeights");
    this.#write("weights", replica, weights);
  }

  /** The gradient of the last step, unclipped, as a flat vector: for tests. */
  async readGradient(replica: number): Promise<Float32Array> {
    this.#check("readGradient");
    return this.#read("gradients", replica);
  }

  async readOptimiser(replica: number): Promise<OptimiserState> {
    this.#check("readOptimiser");
    const at = (this.#checkReplica(replica) * STATE.words + STATE.updates) * ELEMENT_BYTES;
    const [m, v, words] = await Promise.all([
      this.#read("m", replica),
      this.#read("v", replica),
      readBack(this.#gpu, this.#parts.memory.get("state"), at, ELEMENT_BYTES),
    ]);
    return { m, v, step: new Uint32Array(words)[0] as number };
  }

  async writeOptimiser(replica: number, { m, v, step }: OptimiserState): Promise<void> {
    this.#check("writeOptimiser");
    this.#write("m", replica, m);
    this.#write("v", replica, v);
    this.#writeState(replica, STATE.updates, step);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#losses.dispose();
    this.#parts.inference.dispose();
    this.#parts.memory.dispose();
    void this.#attention?.then(
      (reader) => reader.dispose(),
      () => undefined,
    );
  }

  async #read(name: string, replica: number): Promise<Float32Array> {
    const { layout } = this.#parts.plan;
    const bytes = layout.size * ELEMENT_BYTES;
    const offset = this.#checkReplica(replica) * bytes;
    const padded = await readBack(this.#gpu, this.#parts.memory.get(name), offset, bytes);
    return unpad(layout, new Float32Array(padded));
  }

  #write(name: string, replica: number, flat: Float32Array): void {
    const { layout } = this.#parts.plan;
    const padded = new Float32Array(layout.size);
    pad(layout, flat, padded);
    const offset = this.#checkReplica(replica) * layout.size * ELEMENT_BYTES;
    this.#gpu.device.queue.writeBuffer(this.#parts.memory.get(name), offset, padded);
  }

  #writeState(replica: number, word: number, value: number): void {
    const at = (replica * STATE.words + word) * ELEMENT_BYTES;
    this.#gpu.device.queue.writeBuffer(this.#parts.memory.get("state"), at, Uint32Array.of(value));
  }

  #weights(replica: number) {
    const bytes = this.#parts.plan.layout.size * ELEMENT_BYTES;
    return { buffer: this.#parts.memory.get("weights"), offset: this.#checkReplica(replica) * bytes };
  }

  #check(where: string): void {
    this.#gpu.watch.check();
    if (!this.#disposed) return;
    throw namedError(
      "EngineError",
      `webgpu engine, ${where}: expected a living cohort, got a disposed one; build it again.`,
    );
  }

  #checkReplica(index: number): number {
    if (Number.isInteger(index) && index >= 0 && index < this.spec.replicas) return index;
    const most = this.spec.replicas - 1;
    throw namedError("ShapeError", `webgpu engine: expected a replica of 0 to ${most}, got ${index}.`);
  }

  #checkLength(where: string, T: number): number {
    const { context } = this.spec.model.shape;
    if (Number.isInteger(T) && T >= 1 && T <= context) return T;
    throw namedError(
      "ShapeError",
      `webgpu engine, ${where}: expected sequences of 1 to ${context} tokens (the model's context), got ${T}.`,
    );
  }
}
