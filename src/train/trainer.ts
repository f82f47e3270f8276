import type { Engine } from "../engine/engine.ts";
import { messageOf, namedError, nameOf } from "../lib/errors.ts";
import { sha256 } from "../lib/sha256.ts";
import type { DataSummary, StartResult, TrainerApi, TrainerSink } from "../protocol.ts";
import type { Recipe } from "../recipe/schema.ts";
import { createMixture } from "../tasks/mixture.ts";
import { type OwnData, readOwnData } from "../tasks/own-data.ts";
import { cohortSpec, memoryProblems, summarise, sweepProblems } from "./prepare.ts";
import { Reporter } from "./reporter.ts";
import { buildRunner } from "./runner.ts";
import { Sweep } from "./sweep.ts";

/**
 * The trainer behind the protocol, with nothing of a worker in it: one sweep at a time.
 *
 * @param createEngine makes the engine a recipe asks for, or throws an EngineError
 */
export function createTrainer(createEngine: (recipe: Recipe) => Promise<Engine>): TrainerApi {
  let own: OwnData | null = null;
  let data: DataSummary | null = null;
  let sweep: Sweep | null = null;

  const stop = async () => {
    await sweep?.stop();
    sweep = null;
  };

  return {
    hello: async () => "ready",
    async loadData(name, bytes) {
      const read = readOwnData(name, new Uint8Array(bytes));
      data = { ...read.summary, sha256: await sha256(bytes) };
      own = read;
      return data;
    },
    async dropData() {
      own = null;
      data = null;
    },
    async start(recipe, paused, sink) {
      await stop();
      const started = await startSweep(recipe, { own, data }, createEngine, sink, paused);
      if (started.sweep) sweep = started.sweep;
      return started.result;
    },
    pause: async () => sweep?.pause(),
    resume: async () => sweep?.resume(),
    step: async () => sweep?.step(),
    stop,
  };
}

interface Started {
  readonly result: StartResult;
  readonly sweep: Sweep | null;
}

async function startSweep(
  recipe: Recipe,
  user: { readonly own: OwnData | null; readonly data: DataSummary | null },
  createEngine: (recipe: Recipe) => Promise<Engine>,
  sink: TrainerSink,
  paused: boolean,
): Promise<Started> {
  const ownTask = user.own?.task(recipe.context) ?? null;
  const problems = sweepProblems(recipe, ownTask);
  if (problems.length > 0) return { result: { ok: false, problems }, sweep: null };
  const mixture = createMixture(recipe, ownTask);
  const tooLarge = memoryProblems(recipe, mixture);
  if (tooLarge.length > 0) return { result: { ok: false, problems: tooLarge }, sweep: null };

  const engine = await createEngine(recipe);
  const refusal = engine.refusal?.(recipe.widths.map((width) => cohortSpec(recipe, mixture, width)));
  if (refusal) {
    engine.dispose();
    return { result: { ok: false, problems: [{ key: "batch", message: refusal }] }, sweep: null };
  }
  const reporter = new Reporter(sink);
  try {
    const runners = [];
    for (const width of recipe.widths)
      runners.push(await buildRunner(recipe, mixture, width, engine, reporter));
    const summary = summarise(recipe, mixture, user.data, engine.info);
    const sweep = new Sweep(runners, recipe.order, engine, reporter, paused);
    return { result: { ok: true, summary }, sweep };
  } catch (error) {
    engine.dispose();
    throw nameOf(error).endsWith("Error") && nameOf(error) !== "Error"
      ? error
      : namedError(
          "EngineError",
          `The models could not be built: ${messageOf(error)}. Try smaller widths or a smaller batch.`,
        );
  }
}
