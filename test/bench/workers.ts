/**
 * What a second worker brings: four equal cohorts on one and on two worker threads, by the clock; and what these
 * cores give to threads that only count, in the same rounds, since shared cores may give two threads little more
 * than one.
 */
import { Worker } from "node:worker_threads";
import { spawnNodeWorker } from "../../src/cli/spawn.ts";
import { type Client, createClient } from "../../src/client/client.ts";
import { DEFAULT_RECIPE, type Recipe } from "../../src/recipe/schema.ts";
import { median, numbersAfter } from "./flags.ts";
import type { Benchmark } from "./main.ts";

/** Four runs of a width: every worker has as much to do. */
const SEEDS = [0, 1, 2, 3];

interface Row {
  readonly width: number;
  readonly workers: number;
  /** Median seconds from the wish to train to the end, the workers being there. */
  readonly seconds: number;
  /** Median seconds of processor time, of all threads: what others did on the same cores is not in it. */
  readonly processor: number;
  /** Medians of the rounds' own ratios to one worker. */
  readonly ratio: number;
  /** The same of threads that only count, each the same number: what the cores had to give. */
  readonly cores: number;
}

export const workers: Benchmark = {
  about:
    "seconds of a sweep of four runs on one and on two workers, and the ratio; --steps 300 --workers 1,2",
  async run(flags) {
    const rounds = numbersAfter(flags, "--rounds", [5])[0] as number;
    const steps = numbersAfter(flags, "--steps", [300])[0] as number;
    const counts = numbersAfter(flags, "--workers", [1, 2]);
    const rows: Row[] = [];
    for (const width of numbersAfter(flags, "--widths", [16])) {
      const recipe: Recipe = {
        ...{ ...DEFAULT_RECIPE, engine: "wasm" as const, widths: [width], seeds: SEEDS },
        ...{ steps, evalEvery: steps },
      };
      rows.push(...(await timeWidth(recipe, counts, rounds)));
    }
    process.stdout.write(flags.includes("--json") ? `${JSON.stringify(rows)}\n` : table(rows));
  },
};

/** Trains in turn with each number of workers, round after round; the first round warms up. */
async function timeWidth(recipe: Recipe, counts: readonly number[], rounds: number): Promise<Row[]> {
  const trainers = counts.map((count) => new Trainer(count));
  const times: Times[][] = [];
  for (let round = 0; round <= rounds; round++) {
    const turns: Times[] = [];
    for (const [i, trainer] of trainers.entries()) {
      turns.push({ ...(await trainer.train(recipe)), counting: await count(counts[i] as number) });
    }
    if (round > 0) times.push(turns);
  }
  for (const trainer of trainers) trainer.end();
  return counts.map((count, i) => ({
    width: recipe.widths[0] as number,
    workers: count,
    seconds: median(times.map((turns) => turns[i]?.seconds ?? Number.NaN)),
    processor: median(times.map((turns) => turns[i]?.processor ?? Number.NaN)),
    ratio: median(times.map((turns) => ratioOf(turns, i, ({ seconds }) => seconds))),
    cores: median(
      times.map((turns) => (count / (counts[0] as number)) * ratioOf(turns, i, ({ counting }) => counting)),
    ),
  }));
}

/** A turn with so many workers. */
interface Times extends Pick<Row, "seconds" | "processor"> {
  /** Seconds of as many threads that only count. */
  readonly counting: number;
}

const ratioOf = (turns: readonly Times[], i: number, seconds: (turn: Times) => number): number =>
  seconds(turns[0] as Times) / seconds(turns[i] as Times);

const COUNTING = "let sum = 0; for (let i = 0; i < 6e8; i++) sum = (sum + i) | 0;";

/** Seconds until so many threads have each counted as far. */
async function count(threads: number): Promise<number> {
  const start = performance.now();
  const started = Array.from({ length: threads }, () => new Worker(COUNTING, { eval: true }));
  await Promise.all(started.map((worker) => new Promise((resolve) => worker.once("exit", resolve))));
  return (performance.now() - start) / 1000;
}

/** A client of the command line's kind with so many workers. */
class Trainer {
  readonly #client: Client;
  #end: (error?: Error) => void = () => undefined;

  constructor(workers: number) {
    const hear: Parameters<typeof createClient>[1] = (events) => {
      for (const event of events) {
        if (event.type === "finished") this.#end();
        if (event.type === "failed") this.#end(new Error(event.message));
      }
    };
    this.#client = createClient(() => spawnNodeWorker(), hear, workers);
  }

  /** From resume to the end. */
  async train(recipe: Recipe): Promise<Pick<Row, "seconds" | "processor">> {
    const ended = new Promise<void>((resolve, reject) => {
      this.#end = (error) => (error ? reject(error) : resolve());
    });
    const result = await this.#client.start(recipe, true);
    if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join("; "));
    const [start, used] = [performance.now(), process.cpuUsage()];
    await this.#client.resume();
    await ended;
    const { user, system } = process.cpuUsage(used);
    return { seconds: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
  }

  end(): void {
    this.#client.dispose();
  }
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ width, workers, seconds, processor, ratio, cores }) => {
    const cells = [
      width,
      workers,
      seconds.toFixed(2),
      processor.toFixed(2),
      ratio.toFixed(2),
      cores.toFixed(2),
    ];
    return `| ${cells.join(" | ")} |\n`;
  });
  const head =
    "| width | workers | seconds | processor seconds | times one worker | threads that only count |";
  return `${head}\n| --- | --- | --- | --- | --- | --- |\n${lines.join("")}`;
}
