/** Training speed by width of our engines in Node, and of tfjs as anyone would write it: L = 2, T = 32, V = 32, B = 32, one run, one thread. */
import { createTfjsEngine } from "../../src/engine/tfjs/engine.ts";
import { createWasmEngine } from "../../src/engine/wasm/engine.ts";
import { createWebgpuEngine } from "../../src/engine/webgpu/engine.ts";
import { openDawn } from "../../workers/dawn.ts";
import { readStepBinary } from "../../workers/step-binary.ts";
import { VARIANTS } from "../wasm/variants.ts";
import { median, numbersAfter, wordsAfter } from "./flags.ts";
import type { Benchmark } from "./main.ts";
import type { Contender, Shape } from "./peers/contender.ts";
import { plainWasm } from "./plain.ts";
import { engineContender } from "./trial.ts";

/** The engine that the others are held against. */
const REFERENCE = "tfjs-wasm";
const DEFAULT = [REFERENCE, "plain-tfjs", ...VARIANTS.map((variant) => `wasm-${variant}`)];
/** Milliseconds to time at once, to warm up, and to leave the optimising compiler alone. */
const ROUND = 300;
const WARM_UP = 700;
const PAUSE = 200;

interface Row {
  readonly width: number;
  readonly engine: string;
  /** Processor time, which leaves out what others did on the same cores meanwhile. */
  readonly msPerStep: number;
  /** The least of the rounds. */
  readonly leastMs: number;
  readonly wallMsPerStep: number;
  /** By processor time. */
  readonly tokensPerSecond: number;
  /** Tokens per second ÷ those of tfjs on wasm; medians of the rounds' own ratios. */
  readonly ratio: number;
}

export const step: Benchmark = {
  about:
    "training steps and tokens per second of our engines and of plain tfjs, by width; --engines also tfjs-cpu, webgpu",
  async run(flags) {
    const rows: Row[] = [];
    const rounds = numbersAfter(flags, "--rounds", [5])[0] ?? 5;
    for (const width of numbersAfter(flags, "--widths", [16, 32, 64, 128])) {
      rows.push(...(await timeWidth(width, wordsAfter(flags, "--engines", DEFAULT), rounds)));
    }
    process.stdout.write(flags.includes("--json") ? `${JSON.stringify(rows)}\n` : table(rows));
    if (rows.some(({ engine }) => engine === "webgpu")) process.exit(0); // Dawn's instance would keep Node alive
  },
};

const shapeOf = (width: number): Shape => ({
  layers: 2,
  width,
  heads: width < 4 || width % 2 === 1 ? 1 : width < 64 ? 2 : 4,
  context: 32,
  batch: 32,
  vocabulary: 32,
});

async function prepare(engine: string, shape: Shape): Promise<Contender> {
  const [name, variant] = engine.split("-");
  if (engine === "plain-tfjs") {
    await createTfjsEngine("wasm");
    return plainWasm(shape);
  }
  if (engine === "webgpu") {
    return engineContender(await createWebgpuEngine({ gpu: await openDawn() }), shape);
  }
  if (name === "tfjs" && (variant === "wasm" || variant === "cpu")) {
    return engineContender(await createTfjsEngine(variant), shape);
  }
  if (name === "wasm" && (variant === "plain" || variant === "relaxed")) {
    return engineContender(await createWasmEngine({ readBinary: readStepBinary, variant }), shape);
  }
  throw new Error(
    `bench step: expected an engine of tfjs-wasm, tfjs-cpu, plain-tfjs, wasm-plain, wasm-relaxed, webgpu; got ${engine}.`,
  );
}

/** Times the engines in turn, round after round, so that a busy moment of the machine meets them all. */
async function timeWidth(width: number, engines: readonly string[], count: number): Promise<Row[]> {
  const shape = shapeOf(width);
  const trials = await Promise.all(engines.map((engine) => prepare(engine, shape)));
  for (const trial of trials) await msPerStep(trial, WARM_UP);
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  const rounds: Times[][] = [];
  for (let round = 0; round < count; round++) {
    const times: Times[] = [];
    for (const trial of trials) times.push(await msPerStep(trial, ROUND));
    rounds.push(times);
  }
  const reference = engines.indexOf(REFERENCE);
  return engines.map((engine, i) => rowOf(width, engine, rounds, i, reference));
}

function rowOf(width: number, engine: string, rounds: readonly Times[][], i: number, reference: number): Row {
  const processor = rounds.map((times) => times[i]?.processor ?? Number.NaN);
  const msPerStep = median(processor);
  const { batch, context } = shapeOf(width);
  return {
    width,
    engine,
    msPerStep,
    leastMs: Math.min(...processor),
    wallMsPerStep: median(rounds.map((times) => times[i]?.wall ?? Number.NaN)),
    tokensPerSecond: (1000 / msPerStep) * batch * context,
    ratio: median(processor.map((ms, round) => (rounds[round]?.[reference]?.processor ?? Number.NaN) / ms)),
  };
}

/** Milliseconds of a step. */
interface Times {
  readonly processor: number;
  readonly wall: number;
}

async function msPerStep(trial: Contender, least: number): Promise<Times> {
  const start = performance.now();
  const used = process.cpuUsage();
  let steps = 0;
  while (performance.now() - start < least) {
    await trial.step();
    steps++;
  }
  await trial.loss();
  const { user, system } = process.cpuUsage(used);
  return { processor: (user + system) / 1000 / steps, wall: (performance.now() - start) / steps };
}

function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const times = [row.msPerStep, row.leastMs, row.wallMsPerStep].map((ms) => ms.toFixed(2));
    const cells = [row.width, row.engine, ...times, Math.round(row.tokensPerSecond), row.ratio.toFixed(1)];
    return `| ${cells.join(" | ")} |`;
  });
  const head =
    "| width | engine | processor ms/step | least | wall ms/step | tokens/s | times tfjs-wasm |\n| --- | --- | --- | --- | --- | --- | --- |";
  return `${head}\n${lines.join("\n")}\n`;
}
