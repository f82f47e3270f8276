import { type Speed, speedFrom, type Timing } from "../analysis/cost.ts";
import { probe } from "../engine/choose.ts";
import type { Cohort, Engine, StepInput } from "../engine/engine.ts";
import { recall, remember } from "../engine/webgpu/cache.ts";
import { emptyBatch } from "../lib/batch.ts";
import { Rng } from "../lib/rng.ts";
import { initialWeights } from "../model/init.ts";
import { DEFAULT_RECIPE, type Recipe } from "../recipe/schema.ts";
import { createMixture, type Mixture } from "../tasks/mixture.ts";
import { Breather } from "./breather.ts";
import { stepSize } from "./place.ts";
import { cohortSpec } from "./prepare.ts";
import type { CreateEngine } from "./trainer.ts";

/** Milliseconds: to let compilers finish, then to take times; of each of the two models. */
const WARM_UP = 150;
const TIMING = 250;

/** Of a step's times this part is shorter: what else the machine does makes some of them longer. */
const QUANTILE = 0.25;

/** When to give up, and which clock counts. */
export interface Measuring {
  /** False once something more important is wanted of the engine. */
  isWanted(): boolean;
  /** Milliseconds since any moment; left out, the time that passes. */
  now?(): number;
}

/**
 * How fast this machine trains by the engine it would choose: a narrow and a wide model take steps, for about a
 * second together. A GPU is measured once and remembered, since that means compiling kernels.
 *
 * @returns null where something more important was wanted meanwhile, or where only tfjs can compute, whose pace
 *   would take too long to learn
 */
export async function measureSpeed(createEngine: CreateEngine, measuring: Measuring): Promise<Speed | null> {
  const { adapter, simd } = await probe();
  const gpu = adapter?.hardware ? `speed ${adapter.name}` : null;
  if (gpu === null && !simd) return null;
  const kept = gpu === null ? null : asSpeed(await recall(gpu));
  if (kept) return kept;
  const engine = await createEngine(
    { ...DEFAULT_RECIPE, autotune: "off" },
    { onPreparation: () => undefined },
  );
  try {
    const speed = engine.info.engine === "tfjs" ? null : await timeBoth(engine, measuring);
    if (gpu !== null && speed?.engine === "webgpu") await remember(gpu, speed);
    return speed;
  } finally {
    engine.dispose();
  }
}

/** What another version has kept may look different. */
function asSpeed(kept: unknown): Speed | null {
  const { engine, upkeep, products } = (kept ?? {}) as Partial<Speed>;
  return engine === "webgpu" && Number.isFinite(upkeep) && Number.isFinite(products) ? (kept as Speed) : null;
}

/** A model that is mostly upkeep, and one that is mostly products: on a GPU it takes a large one. */
async function timeBoth(engine: Engine, measuring: Measuring): Promise<Speed | null> {
  const isGpu = engine.info.engine === "webgpu";
  const narrow: Recipe = { ...DEFAULT_RECIPE, seeds: [0], widths: [8] };
  const wide: Recipe = { ...narrow, widths: [isGpu ? 256 : 64], batch: isGpu ? 256 : 64 };
  const first = await timeSteps(engine, narrow, measuring);
  const second = first && (await timeSteps(engine, wide, measuring));
  return second && speedFrom(engine.info.engine, first, second);
}

/**
 * Times training steps of a recipe's first width, all seeds together, data and all.
 *
 * @returns null where it was no longer wanted
 */
export async function timeSteps(
  engine: Engine,
  recipe: Recipe,
  { isWanted, now = () => performance.now() }: Measuring,
): Promise<Timing | null> {
  const mixture = createMixture({ ...recipe, evalSize: 1 }, null);
  const spec = cohortSpec(recipe, mixture, recipe.widths[0] as number);
  const weights = recipe.seeds.map((seed) => initialWeights(spec.model, Rng.fromSeed(seed).fork("init")));
  const cohort = await engine.build(spec, weights);
  const breather = new Breather();
  try {
    const steps = new Steps(recipe, mixture, cohort);
    const times: number[] = [];
    const start = performance.now();
    while (performance.now() - start < WARM_UP + TIMING || times.length < 1) {
      if (!isWanted()) return null;
      const from = now();
      const count = await steps.take();
      if (performance.now() - start > WARM_UP) times.push((now() - from) / 1000 / count);
      await breather.breathe();
    }
    times.sort((a, b) => a - b);
    return {
      size: stepSize(spec.model.shape, recipe.batch, recipe.seeds.length),
      seconds: times[Math.floor(QUANTILE * times.length)] as number,
    };
  } finally {
    breather.close();
    cohort.dispose();
  }
}

/** The training steps of a cohort, as a sweep takes them. */
class Steps {
  readonly #mixture: Mixture;
  readonly #cohort: Cohort;
  readonly #streams: readonly Rng[];
  readonly #recipe: Recipe;
  #step = 0;

  constructor(recipe: Recipe, mixture: Mixture, cohort: Cohort) {
    this.#recipe = recipe;
    this.#mixture = mixture;
    this.#cohort = cohort;
    this.#streams = recipe.seeds.map((seed) => Rng.fromSeed(seed).fork("data"));
  }

  /** As many as the engine wants at once; tells how many. */
  async take(): Promise<number> {
    const inputs = Array.from({ length: this.#cohort.stepsAhead }, () => this.#input(++this.#step));
    await this.#cohort.submit(inputs);
    await this.#cohort.drain();
    this.#cohort.poll();
    return inputs.length;
  }

  #input(step: number): StepInput {
    const { batch, learningRate } = this.#recipe;
    const batches = this.#streams.map((stream) => {
      const rows = emptyBatch(batch, this.#mixture.context);
      this.#mixture.fill(stream.fork(step), rows);
      return rows;
    });
    return { step, learningRate, batches };
  }
}
