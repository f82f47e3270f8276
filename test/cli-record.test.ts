import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, suite, test } from "vitest";
import { readFlags } from "../src/cli/flags.ts";
import { writeFiles } from "../src/cli/out.ts";
import { runRecord } from "../src/cli/record.ts";
import { findingLines } from "../src/export/finding.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import { trainCommand } from "../src/recipe/command.ts";
import { PRESETS, recipeOf } from "../src/recipe/presets.ts";
import { DEFAULT_RECIPE, type RecipeOverride } from "../src/recipe/schema.ts";
import { readRecipe } from "../src/recipe/validate.ts";
import { parseIndex } from "../src/recorded/head.ts";
import { readLog } from "../src/recorded/log.ts";
import { parseRecording } from "../src/recorded/parse.ts";
import { replayed } from "../src/recorded/replay.ts";
import { createMixture } from "../src/tasks/mixture.ts";
import { aSummary, aVariedSummary, BEGAN, evalRow, feed, trainRow } from "./export-source.ts";

const ENVIRONMENT = { version: "1.2.3", commit: "abc", runtime: "Node 20", exportedAt: BEGAN };
const HARDWARE = ["--hardware", "one core"];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "widthwise-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A finished sweep: sorting emerges between 2 and 4, and one number is not finite. */
function aSweep(override: RecipeOverride = {}): SweepLog {
  const varied = { seeds: [0, 1, 2], steps: 2, ...override };
  const summary = varied.variants ? aVariedSummary(varied.variants, varied) : aSummary(varied);
  const { vocabulary } = createMixture(summary.recipe, null);
  const sweep = createSweepLog({ ...summary, vocabulary }, BEGAN);
  for (const { id, width, seed } of sweep.runs) {
    const score = width === 2 ? 0.1 : 0.6 + seed / 10;
    feed(sweep, id, "eval", [evalRow(0, 2.5, [0, 0, -3])]);
    feed(sweep, id, "train", [
      trainRow(1, 2.5 / width),
      trainRow(2, 1.25 / width, [Number.POSITIVE_INFINITY, 0.01]),
    ]);
    feed(sweep, id, "eval", [evalRow(2, 1 / 3, [score, 0.9, -0.1])]);
    applyEvent(sweep, { type: "done", run: id });
  }
  applyEvent(sweep, { type: "finished", stopped: false }, BEGAN + 1000);
  return sweep;
}

/** The three files of a sweep in a folder of their own. */
async function logOf(name: string, sweep: SweepLog): Promise<string> {
  const out = await mkdtemp(join(folder, name));
  expect((await writeFiles(out, sweep, ENVIRONMENT)).problems).toEqual([]);
  return out;
}

/** Runs the command and says how it ended. */
async function record(...argv: string[]) {
  let [out, err] = ["", ""];
  const code = await runRecord(argv, { write: (text) => (out += text) }, { write: (text) => (err += text) });
  return { code, out, err };
}

async function* lines(text: string) {
  yield* text.split("\n");
}

suite("npm run record", () => {
  test("makes a recorded sweep and the index, and tells the command that trains it", async () => {
    const sweep = aSweep();
    const to = join(folder, "to");
    const log = await logOf("log", sweep);
    const first = await record(log, ...HARDWARE, "--to", to);
    expect([first.code, first.err]).toEqual([0, ""]);
    expect(first.out).toContain("npm run train -- --preset quick --widths 2,4 --steps 2\n");
    expect((await record(log, ...HARDWARE, "--to", to, "--name", "other", "--title", "Other")).code).toBe(0);
    expect((await readdir(to)).sort()).toEqual(["index.json", "other.json", "quick.json"]);
    const index = parseIndex(await readFile(join(to, "index.json"), "utf8"));
    expect(index.map(({ name, title }) => [name, title])).toEqual([
      ["other", "Other"],
      ["quick", "Quick: sort"],
    ]);
    const recording = parseRecording(await readFile(join(to, "quick.json"), "utf8"), "quick");
    expect(recording.head).toMatchObject({ hardware: "one core", runtime: "Node 20", endedAt: BEGAN + 1000 });
    expect(recording.head.finding).toBe(findingLines(sweep));
    expect(recording.head.finding).toContain("emerged between 2 and 4, at about");
    // what a page tells of a task is not in the log: it is the registry's
    expect(recording.summary.tasks[0]).toMatchObject({ about: expect.stringContaining("order") });
  });

  test("keeps the variants of a sweep apart", async () => {
    const sweep = aSweep({ variants: [{ layers: 1 }, { layers: 2 }] });
    const to = join(folder, "varied-to");
    const { code, out, err } = await record(await logOf("varied", sweep), ...HARDWARE, "--to", to);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain(" --variants layers=1,layers=2 ");
    const told = replayed(parseRecording(await readFile(join(to, "quick.json"), "utf8"), "quick"));
    expect(told.summary.cohorts).toEqual(sweep.summary.cohorts);
    expect(told.runs.map(({ id }) => id)).toContain("w4-l1-s2");
    expect(told.runs.map(({ id }) => id)).toEqual(sweep.runs.map(({ id }) => id));
  });

  test.each([
    [[], "expected one folder with a log; got 0"],
    [["a", "b"], "expected one folder with a log; got 2"],
    [["a"], "hardware: expected words such as"],
    [["a", ...HARDWARE, "--name", "A b"], 'name: expected small letters, digits and hyphens; got "A b"'],
    [["a", "--colour", "red"], "Unknown option '--colour'"],
    [["/nowhere", ...HARDWARE], 'expected a log in "/nowhere"; got "/nowhere/run.json": no such file'],
  ])("%j is refused", async (argv, message) => {
    const { code, err, out } = await record(...argv);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(`Wrong input: ${message}`);
    expect(err.split("\n")).toHaveLength(2);
  });

  test("--help says how", async () => {
    const { code, out } = await record("--help");
    expect([code, out]).toEqual([0, expect.stringContaining("npm run -s record -- DIR --hardware")]);
  });

  test("a log that is cut off is refused, and nothing is written", async () => {
    const log = await logOf("cut", aSweep());
    const path = join(log, "loss-log.jsonl");
    const text = await readFile(path, "utf8");
    await writeFile(path, text.slice(0, text.lastIndexOf("{")));
    const to = join(folder, "cut-to");
    const { code, err } = await record(log, ...HARDWARE, "--to", to);
    expect(code).toBe(2);
    expect(err).toContain("loss-log.jsonl: steps of w4-s2: expected 2, as run.json says; got 1");
    expect(await readdir(folder)).not.toContain("cut-to");
  });

  test("a log that has not ended, or is of a file of one's own or of tasks that have changed, is refused", async () => {
    const going = { ...aSweep(), endedAt: null };
    const { err } = await record(await logOf("going", going), ...HARDWARE);
    expect(err).toContain("ended_at: expected a date such as");
    const strange = { ...aSweep(), summary: { ...aSweep().summary, vocabulary: ["a"] } };
    const { err: told } = await record(await logOf("strange", strange), ...HARDWARE);
    expect(told).toContain("vocabulary_size: expected 17, as the tasks have in this version; got 1");
    const sweep = aSweep();
    const file = { name: "a.txt", bytes: 9, sha256: "ff", kind: "text" as const, train: 8, heldOut: 1 };
    const data = { ...file, vocabulary: 3, warnings: [], examples: [], chance: 0, chanceWhy: "" };
    const own = { ...sweep, summary: { ...sweep.summary, data } };
    const refused = await record(await logOf("own", own), ...HARDWARE);
    expect(refused.err).toContain(
      "data: expected a sweep of the task suite, whose data every visitor has; got an object",
    );
  });
});

suite("a log read back", () => {
  test("has every point, and every run as it ended", async () => {
    const sweep = aSweep();
    applyEvent(sweep, { type: "diverged", run: "w4-s2", step: 2, message: "" });
    const log = await logOf("whole", sweep);
    const [manifest, text] = await Promise.all(
      ["run.json", "loss-log.jsonl"].map((name) => readFile(join(log, name), "utf8")),
    );
    const words = () => ({ about: "a task of a test", chanceWhy: "one of ten" });
    const read = await readLog(JSON.parse(manifest!), lines(text!), words, () => sweep.summary.vocabulary);
    expect(read.app).toEqual({ version: "1.2.3", commit: "abc" });
    const { workers, ...summary } = sweep.summary;
    expect(read.sweep.summary).toMatchObject(summary);
    for (const [i, run] of sweep.runs.entries()) {
      const back = read.sweep.runs[i]!;
      expect([back.id, back.status, back.divergedAt]).toEqual([run.id, run.status, run.divergedAt]);
      for (const table of ["train", "eval"] as const) {
        for (const name of run[table].columns.filter(
          (column) => table === "train" || column !== "timestamp",
        )) {
          expect([...back[table].column(name)]).toEqual([...run[table].column(name)]);
        }
      }
    }
  });
});

suite("the command of a recipe", () => {
  test.each(PRESETS.map((preset) => [preset.name, recipeOf(preset)] as const))(
    "%s, with other seeds and engine, is read back as the same recipe",
    (name, preset) => {
      const recipe = { ...preset, seeds: [4, 5], engine: "wasm", learningRate: 0.0125 } as const;
      const command = trainCommand(recipe);
      expect(command).toContain(`npm run train -- --preset ${name} `);
      const { recipe: read, problems } = readRecipe(readFlags(command.split(" ").slice(3)).pairs);
      expect(problems).toEqual([]);
      expect(read).toEqual(recipe);
    },
  );
});

suite("public/recorded", () => {
  const read = (file: string) => readFile(join("public/recorded", file), "utf8");

  test("the index lists every file, and each shows what its whole log showed", async () => {
    const listed = parseIndex(await read("index.json"));
    const files = (await readdir("public/recorded")).filter((file) => file !== "index.json");
    expect(listed.map(({ name }) => `${name}.json`).sort()).toEqual(files.sort());
    for (const head of listed) {
      const recording = parseRecording(await read(`${head.name}.json`), head.name);
      expect(recording.head).toEqual(head);
      expect(findingLines(replayed(recording))).toBe(head.finding);
      const { recipe, problems } = readRecipe(readFlags(head.command.split(" ").slice(3)).pairs);
      expect([problems, recipe]).toEqual([[], head.recipe]);
    }
  });

  test("quick has eight seeds, every evaluation and answers, in at most 40 kB gzip", async () => {
    const text = await read("quick.json");
    expect(gzipSync(text).length).toBeLessThanOrEqual(40_000);
    const recording = parseRecording(text, "quick");
    const { head } = recording;
    expect(head.recipe).toMatchObject({ ...DEFAULT_RECIPE, seeds: [0, 1, 2, 3, 4, 5, 6, 7], engine: "wasm" });
    const sweep = replayed(recording);
    const evaluations = sweep.runs.map((run) => run.eval.length);
    expect(new Set(evaluations)).toEqual(new Set([1 + head.recipe.steps / head.recipe.evalEvery]));
    expect(sweep.runs.map((run) => run.status)).toEqual(Array(48).fill("done"));
    expect(sweep.samples.size).toBe(6);
    expect(head.finding).toMatch(/^Sort emerged between \d+ and \d+, at about/);
  });
});
