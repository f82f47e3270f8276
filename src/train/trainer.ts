import type { Speed } from "../analysis/cost.ts";
import type { Engine, OnPreparation } from "../engine/engine.ts";
import { isNamed, messageOf, namedError } from "../lib/errors.ts";
import { sha256 } from "../lib/sha256.ts";
import type { DataSummary, Share, StartResult, TrainerApi, TrainerSink } from "../protocol.ts";
import type { Problem, Recipe } from "../recipe/schema.ts";
import { usesData } from "../recipe/validate.ts";
import { cohortsOf } from "../recipe/variants.ts";
import { createMixture } from "../tasks/mixture.ts";
import { type OwnData, readOwnData } from "../tasks/own-data.ts";
import { askRuns, type Holding, inspectRun } from "./asking.ts";
import { BuildingNews } from "./building.ts";
import { measureSpeed } from "./measure.ts";
import type { Part } from "./place.ts";
import { memoryProblem, summarise, sweepProblems, type Work } from "./prepare.ts";
import { Reporter } from "./reporter.ts";
import { buildRunner, type Runner } from "./runner.ts";
import { shareOut } from "./shares.ts";
import { Sweep } from "./sweep.ts";

/** A user's file, read and summarised. */
interface UserData {
  readonly own: OwnData;
  readonly summary: DataSummary;
}

/** Makes the engine a recipe asks for and tells how far it is, or throws an EngineError. */
export type CreateEngine = (
  recipe: Recipe,
  hooks: { readonly onPreparation: OnPreparation },
) => Promise<Engine>;

/** The trainer behind the protocol, with nothing of a worker in it: one sweep at a time. */
export function createTrainer(createEngine: CreateEngine): TrainerApi {
  let data: Promise<UserData | null> = Promise.resolve(null);
  let sweep: Sweep | null = null;
  /** What can be asked: of the last sweep, whether it goes on or not. */
  let asked: Holding | null = null;
  /** Rises with every start and stop: a start that finds a later one gives up what it has built so far. */
  let wish = 0;
  /** Starts and stops take their turns; the other wishes wait for a start that is under way. */
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const done = turn.then(job);
    turn = done.catch(() => undefined);
    return done;
  };
  /** With the sweep goes what could be asked of it, unless it is kept. */
  const end = async (kept: Holding | null = null) => {
    asked = kept;
    const ending = sweep;
    sweep = null;
    await ending?.stop();
  };
  const tell = async (what: (sweep: Sweep) => Promise<void> | void) => {
    await turn;
    if (sweep) await what(sweep);
  };

  return {
    hello: async () => "ready",
    async loadData(name, bytes) {
      const loading = readData(name, bytes);
      const { summary } = await loading; // a file that cannot be read leaves the last one in its place
      data = loading;
      return summary;
    },
    async dropData() {
      data = Promise.resolve(null);
    },
    async measure(): Promise<Speed | null> {
      const mine = wish;
      const isWanted = () => mine === wish && sweep === null;
      return inTurn(async () => (isWanted() ? measureSpeed(createEngine, { isWanted }) : null));
    },
    async start(recipe, paused, sink, share) {
      const mine = ++wish;
      const user = await data;
      const prepared = prepare(recipe, user);
      if (!prepared.ok) return prepared;
      return inTurn(async () => {
        const builder = new Builder(prepared.work, share, () => mine === wish);
        const result = await builder.build(createEngine, sink, paused, user?.summary ?? null, () => end());
        if (!result.ok) return result;
        sweep = builder.sweep;
        asked = sweep && { mixture: prepared.work.mixture, holder: sweep.holder };
        return result;
      });
    },
    pause: () => tell((running) => running.pause()),
    resume: () => tell((running) => running.resume()),
    step: () => tell((running) => running.step()),
    async stop() {
      wish++;
      await inTurn(() => end(asked));
    },
    async ask(question) {
      await turn;
      return askRuns(asked, question);
    },
    async inspect(run, question) {
      await turn;
      return inspectRun(asked, run, question);
    },
  };
}

async function readData(name: string, bytes: ArrayBuffer): Promise<UserData> {
  const own = readOwnData(name, new Uint8Array(bytes));
  return { own, summary: { ...own.summary, sha256: await sha256(bytes) } };
}

type Prepared = { readonly ok: true; readonly work: Work } | Refusal;
type Refusal = { readonly ok: false; readonly problems: readonly Problem[] };

/** The recipe's mixture, or everything wrong with it, at once. */
function prepare(recipe: Recipe, user: UserData | null): Prepared {
  const task = user?.own.task(recipe.context) ?? null;
  const problems = sweepProblems(recipe, task);
  if (problems.length > 0) return { ok: false, problems };
  const dataBytes = usesData(recipe) ? (user?.summary.bytes ?? 0) : 0;
  const work = { recipe, mixture: createMixture(recipe, task), dataBytes };
  const message = memoryProblem(work, [cohortsOf(recipe)]);
  return message === null ? { ok: true, work } : { ok: false, problems: [{ key: "batch", message }] };
}

/** tfjs refuses no cohorts, and opening it anew takes the GPU backend from a sweep that computes on it. */
const asksForTfjs = ({ engine, backend }: Recipe): boolean =>
  engine === "tfjs" || (engine === "auto" && backend !== "auto");

/** Builds the cohorts of one worker's share, unless a later wish makes it superfluous. */
class Builder {
  sweep: Sweep | null = null;
  readonly #work: Work;
  readonly #share: Share;
  readonly #isWanted: () => boolean;

  constructor(work: Work, share: Share, isWanted: () => boolean) {
    this.#work = work;
    this.#share = share;
    this.#isWanted = isWanted;
  }

  /** @param end ends the sweep before this one, once nothing is left that could refuse this one */
  async build(
    createEngine: CreateEngine,
    sink: TrainerSink,
    paused: boolean,
    data: DataSummary | null,
    end: () => Promise<void>,
  ): Promise<StartResult> {
    const { recipe, mixture } = this.#work;
    const onPreparation = new BuildingNews(sink, cohortsOf(recipe).length).engine;
    if (asksForTfjs(recipe)) await end();
    const engine = await createEngine(recipe, { onPreparation });
    const { shares, refusal } = shareOut(this.#work, engine, this.#share);
    if (refusal !== null) {
      engine.dispose();
      return { ok: false, problems: [{ key: "batch", message: refusal }] };
    }
    await end();
    const reporter = new Reporter(sink);
    const own = shares[this.#share.index] ?? [];
    const before = shares.slice(0, this.#share.index).flat().length;
    const news = new BuildingNews(sink, shares.flat().length, before);
    const runners = await this.#runners(own, engine, reporter, news);
    if (!runners) {
      engine.dispose();
      return { ok: false, problems: [] };
    }
    this.sweep = new Sweep(runners, recipe.order, engine, reporter, paused);
    return {
      ok: true,
      summary: summarise(recipe, mixture, data, engine.info, shares, this.#share.index === 0),
    };
  }

  /** One runner a part; null where they are not wanted any more. */
  async #runners(
    parts: readonly Part[],
    engine: Engine,
    reporter: Reporter,
    news: BuildingNews,
  ): Promise<Runner[] | null> {
    const { recipe, mixture } = this.#work;
    const runners: Runner[] = [];
    try {
      for (const part of parts) {
        if (!this.#isWanted()) return null;
        const onPreparation = news.cohort(part.width, runners.length + 1);
        runners.push(await buildRunner(recipe, mixture, part, engine, reporter, onPreparation));
      }
      return this.#isWanted() ? runners : null;
    } catch (error) {
      engine.dispose();
      if (isNamed(error)) throw error;
      const what = `expected room for ${runners.length + 1} cohorts; got: ${messageOf(error)}`;
      throw namedError(
        "EngineError",
        `The models could not be built: ${what}. Use fewer or smaller widths, fewer seeds, or a smaller batch.`,
      );
    }
  }
}
