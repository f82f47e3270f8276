import type { Cohort, Engine, OnPreparation, StepInput, StepOutput } from "../engine/engine.ts";
import { emptyBatch } from "../lib/batch.ts";
import { Rng } from "../lib/rng.ts";
import { runId } from "../metrics/run.ts";
import { initialWeights } from "../model/init.ts";
import type { Recipe } from "../recipe/schema.ts";
import { type CohortKey, VARIANT_WORDS, variantLabel } from "../recipe/variants.ts";
import type { Mixture } from "../tasks/mixture.ts";
import type { Snapshot } from "./ask.ts";
import { Evaluation } from "./evaluate.ts";
import type { Part } from "./place.ts";
import { cohortSpec } from "./prepare.ts";
import type { Reporter } from "./reporter.ts";
import { Decoding } from "./sample.ts";
import { learningRate } from "./schedule.ts";
import { partRecipe } from "./shares.ts";

/** Builds a part of a recipe's cohort on the engine, each replica initialised from its own seed. */
export async function buildRunner(
  sweep: Recipe,
  mixture: Mixture,
  part: Part,
  engine: Engine,
  reporter: Reporter,
  onPreparation: OnPreparation,
): Promise<Runner> {
  const recipe = partRecipe(sweep, part);
  const spec = cohortSpec(recipe, mixture, part.width);
  const weights = recipe.seeds.map((seed) => initialWeights(spec.model, Rng.fromSeed(seed).fork("init")));
  const cohort = await engine.build(spec, weights, onPreparation);
  return new Runner(recipe, mixture, { ...part, words: partWords(sweep, part) }, cohort, reporter);
}

/** A cohort, and how messages call it. */
interface NamedCohort extends CohortKey {
  readonly words: string;
}

/** `Width 8`, `Width 8 (lr 0.01, standard)`. */
const partWords = (sweep: Recipe, { width, variant }: Part): string =>
  variant === undefined
    ? `Width ${width}`
    : `Width ${width} (${variantLabel(sweep, variant, VARIANT_WORDS)})`;

/** A run whose weights can be read. */
export interface WeightSource extends Pick<Snapshot, "run" | "spec"> {
  read(): Promise<Snapshot>;
}

type Input = { -readonly [K in keyof StepInput]: StepInput[K] };

/** Steps that were submitted together, and the seconds the cohort had trained before and after. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly from: number;
  to: number;
}

/**
 * One cohort on its way through the recipe: training steps, evaluations where they are due, and samples.
 * The data of a step depends on (seed, step) alone: every width sees the same stream.
 */
export class Runner {
  /** The last step this cohort may take for now. */
  limit = Number.POSITIVE_INFINITY;
  /** Optimiser updates submitted. */
  step = 0;
  ended = false;
  readonly #recipe: Recipe;
  readonly #key: NamedCohort;
  readonly #mixture: Mixture;
  readonly #cohort: Cohort;
  readonly #reporter: Reporter;
  readonly #streams: readonly Rng[];
  /** Inputs of a block of steps, made once and filled again and again. */
  readonly #inputs: Input[] = [];
  readonly #diverged = new Set<number>();
  /** What is left of the evaluation that is due, in pieces short enough to pause between. */
  #pieces: (() => Promise<void>)[] = [];
  /** Seconds spent training. */
  #trained = 0;
  /** Blocks whose results have not arrived: their steps share the block's time evenly. */
  readonly #blocks: Block[] = [];

  /** @param recipe that of this part: its seeds, its variant's values */
  constructor(recipe: Recipe, mixture: Mixture, key: NamedCohort, cohort: Cohort, reporter: Reporter) {
    this.#key = key;
    this.#recipe = recipe;
    this.#mixture = mixture;
    this.#cohort = cohort;
    this.#reporter = reporter;
    this.#streams = recipe.seeds.map((seed) => Rng.fromSeed(seed).fork("data"));
    this.#planEvaluation();
  }

  /** Whether {@link advance} has something to do within the limit. */
  canAdvance(): boolean {
    return !this.ended && (this.#pieces.length > 0 || this.step < this.limit);
  }

  /** One piece of work: a piece of the evaluation that is due, or else a block of training steps. */
  async advance(): Promise<void> {
    const piece = this.#pieces.shift();
    if (piece) await piece();
    else await this.#trainBlock();
    if (this.#pieces.length === 0 && this.#isOver()) await this.#end();
  }

  /** Waits for every submitted step and records it. */
  async drain(): Promise<void> {
    const start = performance.now();
    await this.#cohort.drain();
    const last = this.#blocks.at(-1);
    if (last) {
      this.#trained += secondsSince(start);
      last.to = this.#trained;
    }
    this.#record(this.#cohort.poll());
  }

  /** The weights of each seed's run; to be read between two steps. */
  sources(): WeightSource[] {
    const spec = this.#cohort.spec.model;
    return this.#recipe.seeds.map((seed, replica) => {
      const run = this.#runId(seed);
      const read = async () => {
        const step = this.step;
        return { run, step, spec, weights: await this.#cohort.readWeights(replica) };
      };
      return { run, spec, read };
    });
  }

  dispose(): void {
    this.#cohort.dispose();
  }

  /** As many steps as the engine wants at once, but none beyond the limit or an evaluation. */
  async #trainBlock(): Promise<void> {
    const { steps, evalEvery } = this.#recipe;
    const until = Math.min(this.limit, steps, (Math.floor(this.step / evalEvery) + 1) * evalEvery);
    const first = this.step + 1;
    const last = Math.min(until, this.step + this.#cohort.stepsAhead);
    const from = this.#trained;
    const start = performance.now();
    const block = Array.from({ length: last - this.step }, (_, i) => this.#fill(i, first + i));
    await this.#cohort.submit(block);
    this.#trained += secondsSince(start);
    this.#blocks.push({ first, last, from, to: this.#trained });
    this.step = last;
    this.#record(this.#cohort.poll());
    if (last % evalEvery === 0 || last === steps) await this.#beginEvaluation();
  }

  /** The input of a step, in the memory of the block's entry `index`. */
  #fill(index: number, step: number): Input {
    const { seeds, batch } = this.#recipe;
    this.#inputs[index] ??= {
      step,
      learningRate: 0,
      batches: seeds.map(() => emptyBatch(batch, this.#mixture.context)),
    };
    const input = this.#inputs[index];
    input.step = step;
    input.learningRate = learningRate(this.#recipe, step);
    input.batches.forEach((batch, replica) => {
      this.#mixture.fill((this.#streams[replica] as Rng).fork(step), batch, step);
    });
    return input;
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
      this.#pieces.push(...evaluation.pieces(), async () => {
        this.#row(seed, "eval", step, this.#trained, evaluation.row());
      });
    });
    this.#planSamples(step);
  }

  /** What the first seed that is still alive answers now. */
  #planSamples(step: number): void {
    const replica = this.#recipe.seeds.findIndex((_, r) => !this.#cohort.isFrozen(r));
    if (replica < 0) return;
    const decoding = new Decoding(this.#mixture, this.#cohort, replica);
    const run = this.#runId(this.#recipe.seeds[replica] as number);
    this.#pieces.push(...decoding.pieces(), async () => {
      this.#reporter.tell({ type: "samples", run, step, samples: decoding.samples() });
    });
  }

  #record(outputs: readonly StepOutput[]): void {
    for (const { step, loss, gradNorm } of outputs) {
      const rate = learningRate(this.#recipe, step);
      const trained = this.#trainedAt(step);
      this.#recipe.seeds.forEach((seed, replica) => {
        if (this.#diverged.has(replica)) return;
        const values = [loss[replica] as number, gradNorm[replica] as number];
        this.#row(seed, "train", step, trained, [...values, rate]);
        if (!values.every(Number.isFinite)) this.#tellDivergence(replica, seed, step, values);
      });
    }
  }

  /** The engine has frozen the replica by itself; its log stays. */
  #tellDivergence(replica: number, seed: number, step: number, [loss, norm]: readonly number[]): void {
    this.#diverged.add(replica);
    this.#cohort.freeze(replica);
    const what = `loss ${loss}, gradient norm ${norm}`;
    const message = `${this.#key.words}, seed ${seed} diverged at step ${step}: expected finite numbers; got ${what}. Its log is kept; the other runs go on. A smaller learning rate usually helps.`;
    this.#reporter.tell({ type: "diverged", run: this.#runId(seed), step, message });
  }

  /** Seconds the cohort had trained when it had taken this step: within a block, in proportion. */
  #trainedAt(step: number): number {
    while ((this.#blocks[0]?.last ?? step) < step) this.#blocks.shift();
    const block = this.#blocks[0];
    if (block === undefined) return this.#trained;
    const share = (step - block.first + 1) / (block.last - block.first + 1);
    if (step === block.last) this.#blocks.shift();
    return block.from + share * (block.to - block.from);
  }

  #row(
    seed: number,
    table: "train" | "eval",
    step: number,
    trained: number,
    values: readonly number[],
  ): void {
    this.#reporter.row(this.#runId(seed), table, [step, trained, Date.now() / 1000, ...values]);
  }

  #runId(seed: number): string {
    return runId(this.#key.width, seed, this.#key.variant);
  }

  #isOver(): boolean {
    return this.step >= this.#recipe.steps || this.#diverged.size === this.#recipe.seeds.length;
  }

  async #end(): Promise<void> {
    await this.drain();
    this.ended = true;
    for (const seed of this.#recipe.seeds) this.#reporter.tell({ type: "done", run: this.#runId(seed) });
  }
}

const secondsSince = (start: number): number => (performance.now() - start) / 1000;
