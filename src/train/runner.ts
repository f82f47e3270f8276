import type { Cohort, Engine, StepInput, StepOutput } from "../engine/engine.ts";
import { emptyBatch } from "../lib/batch.ts";
import { Rng } from "../lib/rng.ts";
import { runId } from "../metrics/run.ts";
import { initialWeights } from "../model/init.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { Mixture } from "../tasks/mixture.ts";
import { Evaluation } from "./evaluate.ts";
import { cohortSpec } from "./prepare.ts";
import type { Reporter } from "./reporter.ts";
import { greedySamples } from "./sample.ts";
import { learningRate } from "./schedule.ts";

/** Builds a cohort on the engine, each replica initialised from its own seed. */
export async function buildRunner(
  recipe: Recipe,
  mixture: Mixture,
  width: number,
  engine: Engine,
  reporter: Reporter,
): Promise<Runner> {
  const spec = cohortSpec(recipe, mixture, width);
  const weights = recipe.seeds.map((seed) => initialWeights(spec.model, Rng.fromSeed(seed).fork("init")));
  return new Runner(recipe, mixture, width, await engine.build(spec, weights), reporter);
}

/**
 * One cohort on its way through the recipe: training steps, evaluations where they are due, and samples.
 * The data of a step depends on (seed, step) alone: every width sees the same stream.
 */
export class Runner {
  readonly width: number;
  /** The last step this cohort may take for now. */
  limit = Number.POSITIVE_INFINITY;
  /** Optimiser updates submitted. */
  step = 0;
  ended = false;
  readonly #recipe: Recipe;
  readonly #mixture: Mixture;
  readonly #cohort: Cohort;
  readonly #reporter: Reporter;
  readonly #streams: readonly Rng[];
  readonly #input: { -readonly [K in keyof StepInput]: StepInput[K] };
  readonly #diverged = new Set<number>();
  /** What is left of the evaluation that is due, in pieces short enough to pause between. */
  #pieces: (() => Promise<void>)[] = [];
  /** Seconds spent training. */
  #trained = 0;

  constructor(recipe: Recipe, mixture: Mixture, width: number, cohort: Cohort, reporter: Reporter) {
    this.width = width;
    this.#recipe = recipe;
    this.#mixture = mixture;
    this.#cohort = cohort;
    this.#reporter = reporter;
    this.#streams = recipe.seeds.map((seed) => Rng.fromSeed(seed).fork("data"));
    const batches = recipe.seeds.map(() => emptyBatch(recipe.batch, mixture.context));
    this.#input = { step: 0, learningRate: 0, batches };
    this.#planEvaluation();
  }

  /** Whether {@link advance} has something to do within the limit. */
  canAdvance(): boolean {
    return !this.ended && (this.#pieces.length > 0 || this.step < this.limit);
  }

  /** One piece of work: a piece of the evaluation that is due, or else one training step. */
  async advance(): Promise<void> {
    const piece = this.#pieces.shift();
    if (piece) await piece();
    else await this.#trainStep();
    if (this.#pieces.length === 0 && this.#isOver()) await this.#end();
  }

  /** Waits for every submitted step and records it. */
  async drain(): Promise<void> {
    await this.#cohort.drain();
    this.#record(this.#cohort.poll());
  }

  dispose(): void {
    this.#cohort.dispose();
  }

  async #trainStep(): Promise<void> {
    const step = this.step + 1;
    const start = performance.now();
    this.#input.step = step;
    this.#input.learningRate = learningRate(this.#recipe, step);
    this.#input.batches.forEach((batch, replica) => {
      this.#mixture.fill((this.#streams[replica] as Rng).fork(step), batch);
    });
    await this.#cohort.submit([this.#input]);
    this.#trained += (performance.now() - start) / 1000;
    this.step = step;
    this.#record(this.#cohort.poll());
    if (step % this.#recipe.evalEvery === 0 || step === this.#recipe.steps) await this.#beginEvaluation();
  }

  async #beginEvaluation(): Promise<void> {
    await this.drain();
    this.#planEvaluation();
  }

  #planEvaluation(): void {
    const step = this.step;
    this.#recipe.seeds.forEach((seed, replica) => {
      if (this.#cohort.isFrozen(replica)) return;
      const evaluation = new Evaluation(this.#mixture, this.#cohort, replica);
      this.#pieces.push(...evaluation.pieces(this.#recipe.batch), async () => {
        this.#row(seed, "eval", step, evaluation.row());
      });
    });
    this.#pieces.push(() => this.#sample(step));
  }

  /** What the first seed that is still alive answers now. */
  async #sample(step: number): Promise<void> {
    const replica = this.#recipe.seeds.findIndex((_, r) => !this.#cohort.isFrozen(r));
    if (replica < 0) return;
    const samples = await greedySamples(this.#mixture, this.#cohort, replica);
    const run = runId(this.width, this.#recipe.seeds[replica] as number);
    this.#reporter.tell({ type: "samples", run, step, samples });
  }

  #record(outputs: readonly StepOutput[]): void {
    for (const { step, loss, gradNorm } of outputs) {
      const rate = learningRate(this.#recipe, step);
      this.#recipe.seeds.forEach((seed, replica) => {
        if (this.#diverged.has(replica)) return;
        const values = [loss[replica] as number, gradNorm[replica] as number];
        this.#row(seed, "train", step, [...values, rate]);
        if (!values.every(Number.isFinite)) this.#tellDivergence(replica, seed, step, values);
      });
    }
  }

  /** The engine has frozen the replica by itself; its log stays. */
  #tellDivergence(replica: number, seed: number, step: number, [loss, norm]: readonly number[]): void {
    this.#diverged.add(replica);
    this.#cohort.freeze(replica);
    const what = `loss ${loss}, gradient norm ${norm}`;
    const message = `Width ${this.width}, seed ${seed} diverged at step ${step}: expected finite numbers; got ${what}. Its log is kept; the other runs go on. A smaller learning rate usually helps.`;
    this.#reporter.tell({ type: "diverged", run: runId(this.width, seed), step, message });
  }

  #row(seed: number, table: "train" | "eval", step: number, values: readonly number[]): void {
    this.#reporter.row(runId(this.width, seed), table, [step, this.#trained, Date.now() / 1000, ...values]);
  }

  #isOver(): boolean {
    return this.step >= this.#recipe.steps || this.#diverged.size === this.#recipe.seeds.length;
  }

  async #end(): Promise<void> {
    await this.drain();
    this.ended = true;
    for (const seed of this.#recipe.seeds)
      this.#reporter.tell({ type: "done", run: runId(this.width, seed) });
  }
}
