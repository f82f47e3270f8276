import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expose } from "comlink";
import { afterAll, expect, suite, test } from "vitest";
import { readFlags } from "../src/cli/flags.ts";
import type { CliIo } from "../src/cli/io.ts";
import { editDistance, nearest } from "../src/cli/nearest.ts";
import { spaceProblem } from "../src/cli/out.ts";
import { Progress, progressLine, shareDone } from "../src/cli/progress.ts";
import { runCli } from "../src/cli/run.ts";
import { duration, number, oneLine, percent, table } from "../src/cli/words.ts";
import type { WorkerHandle } from "../src/client/connection.ts";
import { namedError } from "../src/lib/errors.ts";
import { applyEvent } from "../src/metrics/sweep.ts";
import type { Building, StartResult, TrainerApi, TrainerEvent, TrainerSink } from "../src/protocol.ts";
import { FIELD_NAMES, FIELDS, type Recipe } from "../src/recipe/schema.ts";
import { TASK_NAMES } from "../src/tasks/registry.ts";
import { aSummary, aSweep, evalRow, feed, trainRow } from "./export-source.ts";

const folder = mkdtempSync(join(tmpdir(), "widthwise-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A fresh path inside the tests' folder, and a file there. */
const fresh = (name: string) => join(mkdtempSync(join(folder, "t-")), name);
function aFile(name: string, text: string): string {
  const path = fresh(name);
  writeFileSync(path, text);
  return path;
}

/** What a trainer of these tests tells once it may train. */
type Script = (tell: TrainerSink, recipe: Recipe) => void;

const rowsOf = (run: string, table: "train" | "eval", rows: readonly number[][]): TrainerEvent => ({
  ...{ type: "rows", run, table, rows: Float64Array.from(rows.flat()) },
});

/** Two steps of every run, one evaluation, and the end. */
const trains: Script = (tell, recipe) => {
  const measures = recipe.tasks.flatMap(() => [1, 1, -0.1]);
  for (const width of recipe.widths) {
    const run = `w${width}-s0`;
    tell([
      rowsOf(run, "train", [trainRow(1, 3), trainRow(2, 1)]),
      rowsOf(run, "eval", [evalRow(2, 0.5, measures)]),
    ]);
    tell([{ type: "done", run }]);
  }
  tell([{ type: "finished", stopped: false }]);
};

interface World {
  readonly script?: Script;
  readonly refuse?: StartResult | Error;
  /** Told before start answers. */
  readonly building?: readonly Building[];
  readonly columns?: number;
  readonly cores?: number;
  /** Interrupts once training has begun. */
  readonly interrupt?: "SIGINT" | "SIGTERM";
  /** Interrupts while the sweep is being started. */
  readonly interruptStart?: "SIGINT" | "SIGTERM";
}

/** A command line in this process with a trainer that follows a script instead of training. */
async function cli(argv: readonly string[], world: World = {}) {
  const text = { stdout: "", stderr: "" };
  const calls: string[] = [];
  let asked = 0;
  let signal: ((name: "SIGINT" | "SIGTERM") => void) | undefined;
  let stopStart: () => void = () => undefined;
  let sink: TrainerSink | undefined;
  let recipe: Recipe | undefined;
  const trainer: TrainerApi = {
    hello: async () => "ready",
    async loadData(name, bytes) {
      calls.push(`loadData ${name} ${bytes.byteLength}`);
      if (bytes.byteLength < 3) throw namedError("DataError", `${name}: expected text;\ngot an empty file`);
      const data = {
        name,
        kind: "examples" as const,
        bytes: bytes.byteLength,
        sha256: "00",
        train: 1,
        heldOut: 1,
      };
      const chance = { chance: 1, chanceWhy: "There is one answer." };
      return {
        ...data,
        ...chance,
        vocabulary: 2,
        warnings: ["one prompt stands in both splits"],
        examples: [],
      };
    },
    dropData: async () => undefined,
    measure: async () => null,
    async start(wanted, paused, tell, share) {
      asked = share.of;
      calls.push(`start ${wanted.tasks.map((task) => task.name)}${paused ? " paused" : ""}`);
      if (world.building) {
        tell(world.building);
        await new Promise((resolve) => setTimeout(resolve, 50)); // it comes by another port than the answer
      }
      if (world.interruptStart) {
        signal?.(world.interruptStart);
        await new Promise<void>((resolve) => {
          stopStart = resolve;
        });
        return { ok: false, problems: [] };
      }
      if (world.refuse instanceof Error) throw world.refuse;
      if (world.refuse) return world.refuse;
      sink = tell;
      recipe = wanted;
      return { ok: true, summary: aSummary({ ...wanted, seeds: [0] }) };
    },
    pause: async () => undefined,
    async resume() {
      calls.push("resume");
      (world.script ?? trains)(sink as TrainerSink, recipe as Recipe);
      if (world.interrupt) setTimeout(() => signal?.(world.interrupt as "SIGINT"), 30);
    },
    step: async () => undefined,
    async stop() {
      calls.push("stop");
      stopStart();
      sink?.([{ type: "finished", stopped: true }]);
    },
    ask: async () => ({ ok: false, problem: { kind: "gone" } }),
    inspect: async () => ({ ok: false, problem: { kind: "gone" } }),
  };
  const io: CliIo = {
    stdout: { write: (more) => (text.stdout += more) },
    stderr: { write: (more) => (text.stderr += more) },
    columns: () => world.columns ?? null,
    spawn: () => spawnHere(trainer),
    cores: world.cores ?? 1,
    program: () => ({ version: "0", commit: "", runtime: "a test" }),
    onInterrupt(listener) {
      signal = listener;
      return () => {
        signal = undefined;
      };
    },
  };
  const code = await runCli(argv, io);
  return { code, ...text, calls, asked };
}

function spawnHere(trainer: TrainerApi): WorkerHandle {
  const { port1, port2 } = new MessageChannel();
  expose(trainer, port2);
  return {
    endpoint: port1,
    terminate: () => {
      port1.close();
      port2.close();
    },
    onError: () => undefined,
  };
}

/** Wrong input: one line on stderr, exit 2, nothing on stdout, nothing trained and nothing written. */
async function refused(argv: readonly string[], world: World = {}): Promise<string> {
  const out = fresh("out");
  const { code, stdout, stderr } = await cli([...argv, "--out", out], world);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^Wrong input: [^\n]+\n$/);
  expect(() => readdirSync(out)).toThrow();
  return stderr.slice("Wrong input: ".length, -1);
}

suite("flags", () => {
  test("with a space and with an equals sign are the same", () => {
    const spaced = readFlags(["--widths", "8,16", "--data", "a b.txt", "--json", "--lr", "-1"]);
    expect(readFlags(["--widths=8,16", "--data=a b.txt", "--json", "--lr=-1"])).toEqual(spaced);
    expect(spaced).toMatchObject({ data: "a b.txt", out: null, json: true, help: false, problems: [] });
    expect(spaced.pairs).toEqual([
      ["widths", "8,16"],
      ["lr", "-1"],
    ]);
    expect(readFlags(["--out=a=b"]).out).toBe("a=b");
    expect(readFlags(["--", "-h"])).toMatchObject({ help: true, problems: [] });
  });

  const wrong = (...argv: string[]) => readFlags(argv).problems.map((problem) => problem.message);

  test("say what is wrong with them, all at once", () => {
    expect(wrong("--stesp", "5", "sort", "--json=yes", "--out")).toEqual([
      'there is no flag "--stesp"; did you mean --steps?',
      '"sort" is no flag; expected flags such as --steps 200 (with npm, after --: npm run train -- --steps 200)',
      '--json takes no value; got "yes"',
      "out: expected a folder after --out; got nothing",
    ]);
    expect(wrong("--learning-rate", "1")).toEqual(['there is no flag "--learning-rate"; did you mean --lr?']);
    expect(wrong("--frobnicate")).toEqual(['there is no flag "--frobnicate"; --help lists all flags']);
    expect(wrong("--steps", "1", "--steps=2")).toEqual(["--steps is there twice; leave one out"]);
    expect(wrong("-x", "--", "---", "--=3")).toHaveLength(3);
    expect(wrong("--data", "--json")).toEqual(["data: expected a file after --data; got nothing"]);
  });

  test("finds the flag that was meant", () => {
    expect([
      editDistance("stesp", "steps"),
      editDistance("", "abc"),
      editDistance("kitten", "sitting"),
    ]).toEqual([1, 3, 3]);
    expect([nearest("Width", ["widths", "warmup"]), nearest("x", ["lr"]), nearest("lr2", ["lr"])]).toEqual([
      ...["widths", undefined, "lr"],
    ]);
  });
});

suite("wrong input", () => {
  test.each([
    [["--widths", "0"], /^widths: expected up to 16 whole numbers .*; got "0"$/],
    [["--widths", "1e9"], /; got "1e9"$/],
    [["--widths"], /^widths: .*; got nothing$/],
    [["--steps="], /^steps: expected a whole number from 1 to 1,000,000; got nothing$/],
    [["--steps", "0"], /^steps: .*; got "0"$/],
    [["--lr", "NaN"], /^lr: expected a number above 0 and up to 10; got "NaN"$/],
    [["--heads", "3", "--widths", "16"], /^heads: 3 does not divide width 16; use 1, 2, 4, 8 or 16$/],
    [["--heads", "3", "--widths", "x"], /^widths: [^;]*; got "x"$/],
    [["--tasks", "srot"], /^tasks: there is no task "srot"; use largest, copy, /],
    [["--tasks", "data"], /^tasks: data stands for a file of your own, and none is given; add --data FILE$/],
    [["--preset", "fast"], /^preset: expected quick, [a-z, -]+ or [a-z-]+; got "fast"$/],
    [["--preset"], /^preset: expected a preset's name after --preset; got nothing$/],
    [["--help", "--stesp"], /^there is no flag "--stesp"; did you mean --steps\?$/],
    [["--workers", "0"], /^workers: expected a whole number from 1 to 64; got "0"$/],
    [["--workers", "many"], /^workers: expected a whole number from 1 to 64; got "many"$/],
    [["--workers"], /^workers: expected a number after --workers; got nothing$/],
    [["--beta1", "1"], /^beta1: expected a number from 0 to 0\.9999; got "1"$/],
  ] as [string[], RegExp][])("%j", async (argv, message) => {
    expect(await refused(argv)).toMatch(message);
  });

  test("is told all at once, in one line, whatever stands in it", async () => {
    const line = await refused([
      "--widths",
      "8,\u001b[31m\nx",
      "--steps",
      "0",
      "--nope",
      "--data",
      fresh("none.txt"),
    ]);
    expect(line).toMatch(
      /^there is no flag "--nope".*; widths: .*; steps: .*; data: expected a file that can be read; .*: no such file; check the path$/,
    );
    expect(line).not.toContain("\u001b");
  });

  test("a data file that is a folder, no file, or refused by its reader", async () => {
    expect(await refused(["--data", folder])).toMatch(
      /^data: expected a file that can be read; got ".*": it is a folder; check the path$/,
    );
    expect(await refused(["--data", "/dev/null"])).toMatch(/: it is no ordinary file; check the path$/);
    expect(await refused(["--data", aFile("a.txt", "")])).toBe("a.txt: expected text; got an empty file");
  });

  test("what the trainer refuses, and an engine that cannot run", async () => {
    const problems = [
      { key: "context", message: "context: too small" },
      { key: "batch", message: "batch: too large" },
    ];
    expect(await refused([], { refuse: { ok: false, problems } })).toBe(
      "context: too small; batch: too large",
    );
    expect(await refused([], { refuse: namedError("EngineError", "no WebGPU") })).toBe("no WebGPU");
  });

  test("a folder that cannot be written to", async () => {
    const file = aFile("taken", "x");
    for (const out of [file, join(file, "deeper")]) {
      const { code, stderr, calls } = await cli(["--out", out]);
      expect([code, calls]).toEqual([2, []]);
      expect(stderr).toMatch(
        /^Wrong input: out: expected a folder that can be written to; got .*file; choose another with --out\n$/,
      );
    }
  });
});

suite("a run of the command line", () => {
  test("writes the three files and ends with 0", async () => {
    const out = fresh("deep/er");
    const { code, stdout, stderr, calls } = await cli(["--widths", "2,4", "--steps", "2", "--out", out]);
    expect([code, stdout, calls]).toEqual([0, "", ["start sort paused", "resume"]]);
    expect(readdirSync(out).sort()).toEqual(["loss-log.csv", "loss-log.jsonl", "run.json"]);
    expect(readFileSync(join(out, "loss-log.csv"), "utf8").split("\n")).toHaveLength(1 + 2 * (2 * 3 + 4) + 1);
    expect(readFileSync(join(out, "loss-log.jsonl"), "utf8").trimEnd().split("\n")).toHaveLength(4);
    const manifest = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    expect(manifest).toMatchObject({
      app: { version: "0", commit: null },
      runtime: "a test",
      recipe: { steps: 2 },
    });
    expect(stderr).toMatch(/^ {4}2 +200 +2 +2\.0000 +0\.5000 +100\.0 %$/m);
    expect(stderr).toContain("Sort emerged by width 2");
    expect(stderr).toContain(`Written: ${join(out, "loss-log.csv")}`);
  });

  test("with --json, stdout is one line of JSON", async () => {
    const out = fresh("out");
    const { stdout } = await cli(["--json", "--widths", "2", "--steps", "2", "--out", out]);
    expect(stdout).toMatch(/^\{.*\}\n$/);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({
      recipe: { widths: [2], steps: 2 },
      engine: { engine: "tfjs", backend: "cpu" },
      ...{ stopped: false, failed: null, problems: [] },
      widths: [
        {
          width: 2,
          parameters: 200,
          seeds: 1,
          steps: 2,
          train_loss: 2,
          heldout_loss: 0.5,
          abilities: { sort: 1 },
        },
      ],
      runs: [{ id: "w2-s0", status: "done", diverged_at: null, steps: 2, abilities: { sort: 1 } }],
    });
    expect(summary.seconds).toBeGreaterThanOrEqual(0);
    expect(summary.files).toEqual(
      ["loss-log.csv", "loss-log.jsonl", "run.json"].map((name) => join(out, name)),
    );
  });

  test("a diverged run is told and ends with 1; its log is written", async () => {
    const script: Script = (tell) => {
      tell([rowsOf("w2-s0", "train", [trainRow(1, Number.NaN)])]);
      tell([
        { type: "diverged", run: "w2-s0", step: 1, message: "the loss is NaN" },
        { type: "finished", stopped: false },
      ]);
    };
    const out = fresh("out");
    const { code, stdout, stderr } = await cli(["--json", "--widths", "2", "--out", out], { script });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).runs[0]).toMatchObject({
      status: "diverged",
      diverged_at: 1,
      train_loss: "NaN",
    });
    expect(stderr).toContain("w2-s0: the loss is NaN");
    expect(readFileSync(join(out, "loss-log.csv"), "utf8")).toContain(",loss/train,1,1024,14336,0.1,NaN\n");
  });

  test("where training breaks, what there is is written, and the code is 1", async () => {
    const script: Script = (tell) => {
      tell([
        rowsOf("w2-s0", "train", [trainRow(1, 2)]),
        { type: "failed", name: "EngineError", message: "device lost" },
      ]);
    };
    const out = fresh("out");
    const { code, stdout, stderr } = await cli(["--json", "--widths", "2", "--out", out], { script });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      failed: "device lost",
      runs: [{ status: "stopped", steps: 1 }],
    });
    expect(stderr).toContain("Training broke: device lost");
    expect(readdirSync(out)).toHaveLength(3);
  });

  test("where nothing was measured, an older log is left in its place", async () => {
    const script: Script = (tell) => tell([{ type: "failed", name: "EngineError", message: "device lost" }]);
    const out = fresh("out");
    mkdirSync(out);
    writeFileSync(join(out, "loss-log.csv"), "an older log");
    const { code, stdout, stderr } = await cli(["--json", "--widths", "2", "--out", out], { script });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).files).toEqual([]);
    expect(stderr).toContain("Nothing was measured, so no file was written.");
    expect(readFileSync(join(out, "loss-log.csv"), "utf8")).toBe("an older log");
  });

  test("a file that cannot be written is told and goes elsewhere; the code is 1", async () => {
    const out = fresh("out");
    mkdirSync(join(out, "loss-log.csv", "in-the-way"), { recursive: true });
    const { code, stdout, stderr } = await cli(["--json", "--widths", "2", "--out", out]);
    expect(code).toBe(1);
    const { files, widths } = JSON.parse(stdout);
    expect(widths).toMatchObject([{ width: 2, steps: 2 }]);
    expect(files.slice(1)).toEqual([join(out, "loss-log.jsonl"), join(out, "run.json")]);
    expect(readFileSync(files[0], "utf8")).toMatch(/^run_id,task,/);
    expect(stderr).toContain(`loss-log.csv" could not be written: `);
    expect(stderr).toContain(`; it is "${files[0]}" instead\n`);
    expect(readdirSync(out).sort()).toEqual(["loss-log.csv", "loss-log.jsonl", "run.json"]);
    rmSync(dirname(files[0]), { recursive: true });
  });

  test("logs that will not fit on the disk are refused before training", async () => {
    expect(await spaceProblem(fresh("a/b/c"), 1000)).toBeNull();
    expect(await spaceProblem(fresh("a/b/c"), 1e15)).toMatch(
      /^out: expected a folder .*: the logs will take about 140,000,000,000 MB, and its disk has [\d,.]+ MB left;/,
    );
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s stops, writes what there is, and ends with %d", async (interrupt, expected) => {
    const script: Script = (tell) => tell([rowsOf("w2-s0", "train", [trainRow(1, 2)])]);
    const out = fresh("out");
    const { code, stdout, calls } = await cli(["--json", "--widths", "2", "--out", out], {
      script,
      interrupt,
    });
    expect([code, calls.at(-1)]).toEqual([expected, "stop"]);
    expect(JSON.parse(stdout)).toMatchObject({ stopped: true, runs: [{ status: "stopped", steps: 1 }] });
    expect(readdirSync(out)).toHaveLength(3);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "%s during the start stops it, writes nothing, and ends with %d",
    async (interruptStart, expected) => {
      const out = fresh("out");
      const { code, stdout, stderr, calls } = await cli(["--widths", "2", "--out", out], { interruptStart });
      expect([code, stdout, stderr]).toEqual([expected, "", "Stopping …\n"]);
      expect(calls).toEqual(["start sort paused", "stop"]);
      expect(() => readdirSync(out)).toThrow();
    },
  );

  test("a file of one's own takes the place of the tasks, unless tasks are named", async () => {
    const data = aFile("words.jsonl", '{"prompt":"a","answer":"b"}\n');
    const one = await cli(["--data", data, "--preset", "abilities", "--out", fresh("out")]);
    expect(one.calls).toEqual(["loadData words.jsonl 28", "start data paused", "resume"]);
    expect(one.stderr).toContain("one prompt stands in both splits\n");
    const two = await cli(["--data", data, "--tasks", "sort,data", "--out", fresh("out")]);
    expect(two.calls).toContain("start sort,data paused");
    const three = await cli(["--data", data, "--tasks", "sort", "--out", fresh("out")]);
    expect(three.stderr).toContain("The file is not trained on: --tasks does not name data.\n");
  });

  test("asks for a worker a core, at most eight, unless told how many", async () => {
    const asked = async (cores: number, ...flags: string[]) =>
      (await cli([...flags, "--widths", "2", "--out", fresh("out")], { cores })).asked;
    expect([await asked(1), await asked(4), await asked(64)]).toEqual([1, 4, 8]);
    expect([await asked(4, "--workers", "1"), await asked(1, "--workers", "12")]).toEqual([1, 12]);
  });

  test("on a terminal the progress is one line, no longer than the window", async () => {
    const { stderr } = await cli(["--widths", "2", "--out", fresh("out")], { columns: 20 });
    const rewritten = stderr.split("\r\u001b[2K").slice(1, -1);
    for (const line of rewritten) expect(line.length).toBeLessThan(20);
  });
});

suite("the start", () => {
  const news = { type: "building", phase: "kernels", width: 2, place: 1, cohorts: 1 } as const;
  const building: Building[] = [
    { ...news, done: 5, of: 9 },
    { ...news, done: 9, of: 9 },
  ];

  test("is one line on a terminal, that is gone when something else is said", async () => {
    const argv = ["--widths", "2", "--json", "--out", fresh("out")];
    const { stdout, stderr } = await cli(argv, { building, columns: 80 });
    const line = "\r\u001b[2KPreparing width 2: ";
    expect(stderr).toContain(`${line}5 of 9 kernels compiled${line}9 of 9 kernels compiled\r\u001b[2K`);
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(JSON.parse(stdout)).toBeTypeOf("object");
  });

  test("is gone where the start fails", async () => {
    const refuse = namedError("EngineError", "webgpu engine: no.");
    const { stderr } = await cli(["--widths", "2", "--out", fresh("out")], { building, columns: 80, refuse });
    expect(stderr.split("\r\u001b[2K").at(-1)).toBe("Wrong input: webgpu engine: no.\n");
  });

  test("is not told where there is no terminal", async () => {
    const { stderr } = await cli(["--widths", "2", "--out", fresh("out")], { building });
    expect(stderr).not.toContain("Preparing");
  });
});

suite("--help and --list-tasks", () => {
  test("help has every flag of the field table with its default", async () => {
    const { code, stdout, stderr, calls } = await cli(["--help", "--steps", "0"]);
    expect([code, stderr, calls]).toEqual([0, "", []]);
    for (const name of FIELD_NAMES) {
      expect(stdout).toContain(`  --${FIELDS[name].key} `);
      expect(stdout).toContain(FIELDS[name].help);
    }
    for (const flag of ["preset", "data", "workers", "out", "json", "list-tasks", "help"])
      expect(stdout).toContain(`--${flag} `);
    expect(stdout).toContain("a whole number from 1 to 1,000,000; default: 1500");
    expect(stdout).toContain("a number from 0 to 0.9999; default: 0.9");
  });

  test("the list has a line a task, its name first", async () => {
    const { code, stdout } = await cli(["--list-tasks"]);
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split(" ")[0]),
    ).toEqual(TASK_NAMES);
  });
});

suite("progress", () => {
  test("tells steps, share, loss per width and the time left", () => {
    const sweep = aSweep({ steps: 10 });
    expect(progressLine(sweep)).toBe("step 3 of 10   7 %   2 s left   loss 2: 0.933");
    expect(shareDone(sweep)).toBeCloseTo(3 / 40, 12);
    applyEvent(sweep, { type: "diverged", run: "w2-s1", step: 0, message: "" });
    expect(shareDone(sweep)).toBeCloseTo(13 / 40, 12);
  });

  test("comes every five seconds or tenth of the way where there is no terminal", () => {
    let now = 0;
    let text = "";
    const progress = new Progress(
      { stderr: { write: (more) => (text += more) }, columns: () => null },
      () => now,
    );
    const sweep = aSweep({ steps: 100, widths: [2], seeds: [0] });
    const lines = () => text.split("\n").length - 1;
    progress.update(sweep);
    expect(lines()).toBe(1);
    now = 4000;
    progress.update(sweep);
    expect(lines()).toBe(1);
    now = 5000;
    progress.update(sweep);
    expect(lines()).toBe(2);
    feed(sweep, "w2-s0", "train", [trainRow(20, 1)]);
    progress.update(sweep);
    expect(lines()).toBe(3);
  });

  test("numbers and times read as a person says them", () => {
    expect([0, 99.4, 99.6, 3599, 7500].map(duration)).toEqual([
      "0 s",
      "99 s",
      "2 min",
      "1 h 0 min",
      "2 h 5 min",
    ]);
    expect([number(null, 2), number(1.005, 1), number(Number.NaN, 1), number(6.2e9, 1)]).toEqual([
      "–",
      "1.0",
      "NaN",
      "6.2e+9",
    ]);
    expect([percent(null), percent(0.999), percent(Number.NaN)]).toEqual(["–", "99.9 %", "NaN"]);
    expect(oneLine(" a\r\n\tb\u001b[0m\u2028c ")).toBe("a b [0m c");
    expect(
      table([
        ["a", "bb"],
        ["ccc", "d"],
      ]),
    ).toBe("  a   bb\nccc    d\n");
  });
});
