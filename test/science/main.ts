/** `npm run science -- NAME [flags]`: one module per check, named here. */
import { mkdir } from "node:fs/promises";
import { dataFileProblem } from "../../src/cli/data-file.ts";
import { nearest } from "../../src/cli/nearest.ts";
import { messageOf } from "../../src/lib/errors.ts";
import { allowRelaxedSimd } from "../../workers/relaxed-simd.ts";
import { type Check, isPassed } from "./check.ts";
import { Lab } from "./lab.ts";
import { type Options, readOptions } from "./options.ts";
import { textOf, writeReport } from "./report.ts";

/** A new check is a new line. */
const CHECKS: Readonly<Record<string, () => Promise<Check>>> = {
  addition: async () => (await import("./checks/addition.ts")).addition,
  "coordinate-check": async () => (await import("./checks/coordinate-check.ts")).coordinateCheck,
  induction: async () => (await import("./checks/induction.ts")).induction,
  "lr-transfer": async () => (await import("./checks/lr-transfer.ts")).lrTransfer,
  reverse: async () => (await import("./checks/reverse.ts")).reverse,
  shakespeare: async () => (await import("./checks/shakespeare.ts")).shakespeare,
  sort: async () => (await import("./checks/sort.ts")).sort,
  "ten-digits": async () => (await import("./checks/ten-digits.ts")).tenDigits,
  verdicts: async () => (await import("./checks/verdicts.ts")).verdicts,
};

const OUTSIDE = 1;
const WRONG_INPUT = 2;

const USAGE = `Usage: npm run science -- NAME [--engine wasm|webgpu|tfjs] [--workers 2] [--data FILE] [--out out/science]
Exits with 0 where every figure is within its tolerance, 1 where one is outside or training breaks, 2 for wrong input.
`;

async function listing(): Promise<string> {
  const lines = Object.entries(CHECKS).map(async ([name, load]) => {
    const { about, takes } = await load();
    return `  ${name.padEnd(16)}  ${about}\n${" ".repeat(20)}Takes ${takes}.`;
  });
  return `${USAGE}\n${(await Promise.all(lines)).join("\n")}\n`;
}

/** Everything wrong with what is asked for, before anything is trained; null where nothing is. */
async function problemOf(name: string, check: Check, { data, out }: Options): Promise<string | null> {
  if (check.needsData && data === null) {
    return `${name}: expected --data FILE, the text it trains on; got none`;
  }
  if (data !== null && !check.needsData) return `${name}: --data is not used by this check; leave it out`;
  const made = await mkdir(out, { recursive: true }).catch((error: unknown) => error);
  if (made instanceof Error) return `--out: expected a folder that can be written to; got: ${made.message}`;
  return data === null ? null : dataFileProblem(data);
}

/** @returns the exit code */
async function run(name: string, check: Check, options: Options): Promise<number> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  allowRelaxedSimd();
  const lab = new Lab({ ...options, say });
  const [start, used] = [performance.now(), process.cpuUsage()];
  try {
    const outcome = await check.run(lab);
    const { user, system } = process.cpuUsage(used);
    const facts = {
      name,
      source: check.source,
      date: new Date().toISOString().slice(0, 10),
      seconds: (performance.now() - start) / 1000,
      processorSeconds: (user + system) / 1e6,
    };
    process.stdout.write(textOf(outcome, facts));
    const files = await writeReport(options.out, outcome, facts, lab.record());
    say(`Written: ${files.join(", ")}`);
    return isPassed(outcome.lines) ? 0 : OUTSIDE;
  } finally {
    lab.dispose();
  }
}

function refuse(message: string): number {
  console.error(`Wrong input: ${message}`);
  return WRONG_INPUT;
}

async function main(argv: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(argv);
  } catch (error) {
    return refuse(`${messageOf(error)}.\n${USAGE}`);
  }
  const { name } = options;
  if (name === null) {
    process.stdout.write(await listing());
    return 0;
  }
  const load = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  if (!load) {
    const names = Object.keys(CHECKS);
    const meant = nearest(name, names);
    const hint = meant ? `; did you mean ${meant}?` : "";
    return refuse(`there is no check "${name}"${hint} Expected one of ${names.join(", ")}.`);
  }
  const check = await load();
  const problem = await problemOf(name, check, options);
  if (problem !== null) return refuse(problem);
  try {
    return await run(name, check, options);
  } catch (error) {
    console.error(`${name}: ${messageOf(error)}`);
    return OUTSIDE;
  }
}

process.exitCode = await main(process.argv.slice(2));
