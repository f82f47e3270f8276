/** Training speed of the preset quick: sort, L = 2, T = 16, V = 17, B = 64. */
import type { Cohort, CohortSpec, Engine } from "../../src/engine/engine.ts";
import { createTfjsEngine } from "../../src/engine/tfjs/engine.ts";
import { type Batch, emptyBatch } from "../../src/lib/batch.ts";
import { Rng } from "../../src/lib/rng.ts";
import { initialWeights } from "../../src/model/init.ts";
import { modelSpec } from "../../src/model/spec.ts";
import type { Benchmark } from "./main.ts";

const BACKENDS = ["wasm", "cpu"] as const;
const V = 17;
const T = 16;
const B = 64;
/** Steps before the first timing, while the JavaScript engine still optimises. */
const WARM_UP = 20;
/** Steps timed together, per backend: about a third of a second each. */
const STEPS = { wasm: 20, cpu: 2 } as const;

interface Row {
  readonly width: number;
  readonly backend: (typeof BACKENDS)[number];
  readonly msPerStep: number;
  readonly stepsPerSecond: number;
  readonly tokensPerSecond: number;
}

export const step: Benchmark = {
  about: "training steps and tokens per second of the tfjs engine, by width, on wasm and cpu",
  async run(flags) {
    const rows: Row[] = [];
    for (const width of numbers(flags, "--widths", [2, 4, 6, 8, 12, 16])) {
      rows.push(...(await timeWidth(width, numbers(flags, "--rounds", [5])[0] ?? 5)));
    }
    process.stdout.write(flags.includes("--json") ? `${JSON.stringify(rows)}\n` : table(rows));
  },
};

/** The comma-separated numbers after a flag. */
function numbers(flags: readonly string[], flag: string, otherwise: readonly number[]): readonly number[] {
  const at = flags.indexOf(flag);
  if (at < 0) return otherwise;
  const given = (flags[at + 1] ?? "").split(",").map(Number);
  if (given.every((n) => Number.isInteger(n) && n > 0)) return given;
  throw new Error(`bench step: ${flag} expected whole numbers such as 2,8, got ${flags[at + 1]}.`);
}

/** Times the backends in turn, round after round, so that a busy moment of the machine meets them all. */
async function timeWidth(width: number, rounds: number): Promise<Row[]> {
  const trials = await Promise.all(BACKENDS.map((backend) => prepare(backend, width)));
  const times: number[][] = trials.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, trial] of trials.entries()) times[i]?.push(await trial.time());
  }
  for (const trial of trials) trial.end();
  return BACKENDS.map((backend, i) => row(width, backend, median(times[i] ?? [])));
}

async function prepare(backend: Row["backend"], width: number) {
  const engine = await createTfjsEngine(backend);
  const cohort = await buildCohort(engine, width);
  const batch = randomBatch();
  let done = backend === "wasm" ? WARM_UP : 2;
  await train(cohort, batch, done, 1);
  return {
    /** Milliseconds per step. */
    async time(): Promise<number> {
      const steps = STEPS[backend];
      const start = performance.now();
      await train(cohort, batch, steps, done + 1);
      done += steps;
      return (performance.now() - start) / steps;
    },
    end: () => engine.dispose(),
  };
}

function buildCohort(engine: Engine, width: number): Promise<Cohort> {
  const nHeads = width < 4 || width % 2 === 1 ? 1 : width < 64 ? 2 : 4;
  const shape = { vocabulary: V, context: T, dModel: width, nHeads, nLayers: 2, baseWidth: 32 };
  const model = modelSpec({ ...shape, parametrisation: "mup" });
  const optimiser = { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0, clip: 1 };
  const spec: CohortSpec = { model, replicas: 1, batch: B, optimiser };
  return engine.build(spec, [initialWeights(model, Rng.fromSeed(0))]);
}

async function train(cohort: Cohort, batch: Batch, steps: number, from: number): Promise<void> {
  for (let i = 0; i < steps; i++) {
    await cohort.submit([{ step: from + i, learningRate: 1e-3, batches: [batch] }]);
  }
  await cohort.drain();
  cohort.poll();
}

/** Random tokens, the second half of each sequence scored, as in sort. */
function randomBatch(): Batch {
  const rng = Rng.fromSeed(0);
  const batch = emptyBatch(B, T);
  for (let i = 0; i < B * T; i++) {
    batch.inputs[i] = rng.below(V);
    batch.targets[i] = rng.below(V);
    batch.weights[i] = i % T >= T / 2 ? 1 : 0;
  }
  return batch;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const row = (width: number, backend: Row["backend"], ms: number): Row => ({
  width,
  backend,
  msPerStep: ms,
  stepsPerSecond: 1000 / ms,
  tokensPerSecond: (1000 / ms) * B * T,
});

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ width, backend, msPerStep, stepsPerSecond, tokensPerSecond }) => {
    const other = rows.find((r) => r.width === width && r.backend === "cpu")?.msPerStep ?? Number.NaN;
    const cells = [width, backend, msPerStep.toFixed(1), stepsPerSecond.toFixed(1)];
    return `| ${[...cells, Math.round(tokensPerSecond), (other / msPerStep).toFixed(1)].join(" | ")} |`;
  });
  const head = "| width | backend | ms/step | steps/s | tokens/s | times cpu |\n|---|---|---|---|---|---|";
  return `${head}\n${lines.join("\n")}\n`;
}
