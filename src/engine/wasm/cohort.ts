import type { Batch } from "../../lib/batch.ts";
import { namedError } from "../../lib/errors.ts";
import type { Cohort, CohortSpec, OptimiserState, Scores, StepInput, StepOutput } from "../engine.ts";
import { Pace } from "../pace.ts";
import { pad, unpad } from "../plan/layout.ts";
import { RING, STATE } from "../plan/state.ts";
import { AttentionReader } from "./attention.ts";
import type { Executor } from "./executor.ts";
import { Feed } from "./feed.ts";
import { Inference } from "./inference.ts";

/** Steps of a submit: more would save nothing. */
const MOST_AHEAD = 64;

/** What one replica's last step left. */
type Outcome = Pick<Float32Array, number>;

/** A cohort whose whole step is computed by the binary. Outputs are there as soon as `submit` resolves. */
export class WasmCohort implements Cohort {
  readonly spec: CohortSpec;
  /** Null once disposed: its memory is free then. */
  #parts: { executor: Executor; feed: Feed; inference: Inference; rings: readonly Outcome[] } | null;
  /** Null until patterns are asked for. */
  #attention: Promise<AttentionReader> | null = null;
  readonly #pace = new Pace(MOST_AHEAD);
  #arrived: StepOutput[] = [];
  #cursor = 0;

  constructor(spec: CohortSpec, executor: Executor) {
    this.spec = spec;
    const rings = Array.from({ length: spec.replicas }, (_, r) => executor.floats("ring", r, RING.words));
    this.#parts = { executor, feed: new Feed(executor), inference: new Inference(executor), rings };
  }

  get stepsAhead(): number {
    return this.#pace.steps;
  }

  async submit(steps: readonly StepInput[]): Promise<void> {
    this.#living("submit");
    const start = performance.now();
    for (const step of steps) this.#step(step);
    if (steps.length > 0) this.#pace.learn(steps.length, performance.now() - start);
  }

  #step(input: StepInput): void {
    const { executor, feed, rings } = this.#living("submit");
    feed.write(input);
    const loss = new Float64Array(rings.length);
    const gradNorm = new Float64Array(rings.length);
    for (const [r, ring] of rings.entries()) {
      executor.step(r, this.#cursor);
      loss[r] = ring[RING.loss] as number;
      gradNorm[r] = ring[RING.norm] as number;
    }
    this.#cursor++;
    this.#arrived.push({ step: input.step, loss, gradNorm });
  }

  poll(): StepOutput[] {
    const outputs = this.#arrived;
    this.#arrived = [];
    return outputs;
  }

  async drain(): Promise<void> {
    this.#living("drain");
  }

  freeze(replica: number): void {
    this.#state("freeze", replica)[STATE.frozen] = 1;
  }

  isFrozen(replica: number): boolean {
    return this.#state("isFrozen", replica)[STATE.frozen] === 1;
  }

  async evaluate(replica: number, batch: Batch): Promise<Scores> {
    const { inference } = this.#living("evaluate");
    this.#checkLength("evaluate", batch.T);
    return inference.score(this.#checkReplica(replica), batch);
  }

  async predict(replica: number, tokens: Int32Array, B: number): Promise<Float32Array> {
    const { inference } = this.#living("predict");
    const T = this.#checkLength("predict", tokens.length / B);
    return inference.logits(this.#checkReplica(replica), tokens, B, T);
  }

  async attention(replica: number, tokens: Int32Array, B: number): Promise<Float32Array> {
    this.#living("attention");
    const T = this.#checkLength("attention", tokens.length / B);
    this.#checkReplica(replica);
    const reader = await this.#attentionReader();
    const { executor } = this.#living("attention");
    const weights = executor.floats("weights", replica, executor.training.layout.size);
    return reader.patterns(weights, tokens, B, T);
  }

  /** Built at the first call; where that fails, the next call tries again. */
  #attentionReader(): Promise<AttentionReader> {
    const { executor } = this.#living("attention");
    this.#attention ??= AttentionReader.build(executor.module, this.spec).catch((error) => {
      this.#attention = null;
      throw error;
    });
    return this.#attention;
  }

  async readWeights(replica: number): Promise<Float32Array> {
    return this.#read("weights", replica);
  }

  async writeWeights(replica: number, weights: Float32Array): Promise<void> {
    this.#write("weights", replica, weights);
  }

  /** The gradient of the last step, unclipped, as a flat vector: for tests. */
  async readGradient(replica: number): Promise<Float32Array> {
    return this.#read("gradients", replica);
  }

  async readOptimiser(replica: number): Promise<OptimiserState> {
    const step = this.#state("readOptimiser", replica)[STATE.updates] as number;
    return { m: this.#read("m", replica), v: this.#read("v", replica), step };
  }

  async writeOptimiser(replica: number, { m, v, step }: OptimiserState): Promise<void> {
    this.#write("m", replica, m);
    this.#write("v", replica, v);
    this.#state("writeOptimiser", replica)[STATE.updates] = step;
  }

  dispose(): void {
    this.#parts = null;
    this.#attention = null;
  }

  #read(name: string, replica: number): Float32Array {
    const { executor } = this.#living("read");
    const { layout } = executor.training;
    return unpad(layout, executor.floats(name, this.#checkReplica(replica), layout.size));
  }

  #write(name: string, replica: number, flat: Float32Array): void {
    const { executor } = this.#living("write");
    const { layout } = executor.training;
    pad(layout, flat, executor.floats(name, this.#checkReplica(replica), layout.size));
  }

  #state(where: string, replica: number): Uint32Array {
    return this.#living(where).executor.state(this.#checkReplica(replica));
  }

  #living(where: string) {
    if (this.#parts) return this.#parts;
    throw namedError(
      "EngineError",
      `wasm engine, ${where}: expected a living cohort, got a disposed one; build it again.`,
    );
  }

  #checkReplica(index: number): number {
    if (Number.isInteger(index) && index >= 0 && index < this.spec.replicas) return index;
    const most = this.spec.replicas - 1;
    throw namedError("ShapeError", `wasm engine: expected a replica of 0 to ${most}, got ${index}.`);
  }

  #checkLength(where: string, T: number): number {
    const { context } = this.spec.model.shape;
    if (Number.isInteger(T) && T >= 1 && T <= context) return T;
    throw namedError(
      "ShapeError",
      `wasm engine, ${where}: expected sequences of 1 to ${context} tokens (the model's context), got ${T}.`,
    );
  }
}
