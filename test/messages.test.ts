import { readdirSync, readFileSync } from "node:fs";
import { expect, suite, test } from "vitest";
import { decide } from "../src/engine/choose.ts";
import { messageOf } from "../src/lib/errors.ts";
import { openFiles } from "../src/open-files.ts";
import { parseField } from "../src/recipe/parse.ts";
import { DEFAULT_RECIPE, type FieldName, type Recipe } from "../src/recipe/schema.ts";
import { recipeFromAddress } from "../src/recipe/url.ts";
import { validateRecipe } from "../src/recipe/validate.ts";
import { loadIndex } from "../src/recorded/load.ts";
import { parseSweep } from "../src/recorded/parse.ts";
import { ko } from "../src/strings/ko/index.ts";
import { mixtureProblems } from "../src/tasks/mixture.ts";
import { checkFileSize, readOwnData } from "../src/tasks/own-data.ts";
import { TASK_NAMES } from "../src/tasks/registry.ts";

/** A report is said in Korean, and of its English sentence nothing is left; what it quotes stays as it is. */
function isSaid(message: string): void {
  const said = ko.messages.say(message);
  expect(message).toMatch(/[a-z]{3}/);
  expect(said).toMatch(/[가-힣]/);
  expect(said.replace(/"[^"]*"/g, "")).not.toMatch(
    /\b(expected|got|of|the|is|a|whole|or|use|leave|with|from|computes|here)\b/,
  );
}

suite("reports in Korean", () => {
  const texts: readonly (readonly [FieldName, string])[] = [
    ...(
      ["tasks", "widths", "stages", "variants", "heads", "param", "layers", "learningRate", "warmup"] as const
    )
      .map((name) => (name === "param" ? "parametrisation" : name))
      .flatMap((name) => [[name, "?"] as const, [name, ""] as const]),
    ["widths", "4,4"],
    ["widths", "4,,8"],
    ["widths", "4,x"],
    ["widths", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17"],
    ["stages", "20,10"],
    ["tasks", "sort:0"],
    ["tasks", "sort,sort"],
    ["variants", "layers=1,layers=1"],
    ["variants", "layers=1,"],
    ["variants", "width=1"],
    ["variants", "layers=1+layers=2"],
    ["variants", "layers=99"],
  ];

  test.each(texts)("%s = %j", (name, text) => {
    const parsed = parseField(name, text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) isSaid(parsed.problem.message);
  });

  test("whole recipes", () => {
    const wrong: readonly Partial<Recipe>[] = [
      { heads: 3 },
      { stages: [5000] },
      { tasks: [{ name: "data", weight: 1 }] },
      { tasks: [{ name: "juggle", weight: 1 }] },
      { variants: [{ layers: 2 }, { learningRate: DEFAULT_RECIPE.learningRate }] },
    ];
    for (const part of wrong) {
      const problems = validateRecipe({ ...DEFAULT_RECIPE, ...part }, TASK_NAMES);
      expect(problems.length).toBeGreaterThan(0);
      for (const { message } of problems) isSaid(message);
    }
    const fits: readonly Partial<Recipe>[] = [
      { context: 3 },
      { stages: [10] },
      { tasks: [{ name: "ten-digits", weight: 1 }], stages: [1, 2, 3] },
      { tasks: [{ name: "stories", weight: 1 }], context: 3 },
    ];
    const misfits = fits.flatMap((part) => mixtureProblems({ ...DEFAULT_RECIPE, ...part }, null));
    expect(misfits.length).toBeGreaterThanOrEqual(3);
    for (const { message } of misfits) isSaid(message);
  });

  test("addresses", () => {
    const hashes = ["#widths=x", "#preset=none", "#width=4", `#tasks=${"a".repeat(3000)}`];
    for (const hash of hashes) {
      const { problems } = recipeFromAddress({ search: "", hash });
      expect(problems).toHaveLength(1);
      for (const { message } of problems) isSaid(message);
    }
  });

  test("why an engine computes", () => {
    const adapters = [null, { name: "Some GPU", hardware: true }, { name: "SwiftShader", hardware: false }];
    const choices = [
      { engine: "auto", backend: "auto" },
      { engine: "wasm", backend: "auto" },
      { engine: "webgpu", backend: "auto" },
      { engine: "tfjs", backend: "auto" },
      { engine: "tfjs", backend: "cpu" },
      { engine: "tfjs", backend: "wasm" },
      { engine: "tfjs", backend: "webgpu" },
    ] as const;
    for (const choice of choices)
      for (const found of adapters)
        for (const simd of [true, false])
          for (const wasm of [true, false]) {
            const noAdapter = found ? "" : "it has no navigator.gpu";
            const can = { adapter: found as never, noAdapter, wasm, simd: simd && wasm };
            isSaid(saidOf(() => decide(choice, can).reason));
          }
  });

  test.each([
    ["notes.pdf", "x"],
    ["notes", "x"],
    ["letter.txt", ""],
    ["letter.txt", "\0\0"],
    ["letter.txt", "short"],
    ["letter.txt", "So many characters are enough for a text. ".repeat(20)],
    ["pairs.jsonl", "[]"],
    ["pairs.jsonl", "null"],
    ["pairs.jsonl", "no JSON at all"],
    ["pairs.jsonl", '{"prompt": "1"}'],
    ["pairs.jsonl", '{"prompt": "1", "answer": 2}'],
    ["pairs.jsonl", '{"prompt": "1", "answer": ""}'],
    ["pairs.jsonl", '{"prompt": "1", "answer": "\\ud800"}'],
    ["pairs.jsonl", '{"prompt": "1", "answer": "2", "split": "dev"}'],
    ["pairs.jsonl", '{"prompt": "1", "answer": "2"}'],
    ["pairs.jsonl", '{"prompt": "1", "answer": "2"}\n'.repeat(9)],
    ["pairs.csv", ""],
    ["pairs.csv", "question,answer\n1,2"],
    ["pairs.csv", "prompt,answer,answer\n1,2,3"],
    ["pairs.csv", "prompt,answer\n1,2,3"],
    ["pairs.csv", 'prompt,answer\n1,"2'],
    ["pairs.csv", 'prompt,answer\n1,"2"3'],
    ["pairs.csv", "prompt,answer\n"],
    ["pairs.csv", "prompt,answer,split\n1,2,train\n3,4,"],
    ["pairs.csv", "prompt,answer,split\n1,2,\n3,4,test"],
    ["pairs.csv", "prompt,answer,split\n1,2,train\n3,4,train"],
  ])("a file of one's own: %s with %j", (name, text) => {
    isSaid(saidOf(() => readOwnData(name, new TextEncoder().encode(text)).summary.chanceWhy));
  });

  test("a file of one's own that is too large", () => {
    isSaid(saidOf(() => `${checkFileSize("long.txt", 2 ** 30)}`));
  });
});

suite("reports of sweeps in Korean", () => {
  const QUICK = readFileSync(new URL("../public/recorded/quick.json", import.meta.url), "utf8");
  test.each<[place: string, value: unknown]>([
    ["format", "another"],
    ["version", 99],
    ["head", undefined],
    ["colour", "red"],
    ["head.recipe.widths", "many"],
    ["head.recipe.steps", 5],
    ["head.startedAt", "yesterday"],
    ["head.name", "A b"],
    ["tasks", []],
    ["tasks.0.chance", 2],
    ["tasks.0.scored", "letter"],
    ["tasks.0.answerLength", 0.5],
    ["tasks.0.heldOut", "perhaps"],
    ["runs", {}],
    ["runs", []],
    ["runs.0.status", "diverged"],
    ["runs.0.divergedAt", 4],
    ["runs.0.eval.step", [4, 2]],
    ["runs.0.eval.loss/heldout", [1]],
    ["runs.0.eval.loss/heldout.0", "x"],
    ["cohorts.0.seeds", [9]],
  ])("a sweep file with %s = %j", (place, value) => {
    const file: unknown = JSON.parse(QUICK);
    const keys = place.split(".");
    const last = keys.pop() as string;
    const holder = keys.reduce<Record<string, unknown>>(
      (inside, key) => inside[key] as Record<string, unknown>,
      file as Record<string, unknown>,
    );
    holder[last] = value;
    isSaid(saidOf(() => parseSweep(JSON.stringify(file), "mine.widthwise").head.title));
  });

  test.each<[string, Record<string, string>]>([
    ["what is no JSON", { "mine.widthwise": "half" }],
    ["half a packed file", { "mine.widthwise": "\u001f\u008bhalf" }],
    ["a log without its other half", { "run.json": '{"schema_version":1}' }],
    ["a log of nothing", { "run.json": '{"schema_version":1}', "loss-log.jsonl": '{"_step":1}' }],
  ])("files: %s", async (_, files) => {
    const given = Object.entries(files).map(
      ([name, text]) => new File([Uint8Array.from(text, (char) => char.charCodeAt(0))], name),
    );
    isSaid(await openFiles(given).then(() => "", messageOf));
  });

  test("a recorded sweep that is not there", async () => {
    isSaid(await loadIndex("http://127.0.0.1:9/").then(() => "", messageOf));
  });
});

/** Errors that are made where only a GPU, a full memory or a broken worker comes by. */
suite("reports of engines and workers in Korean", () => {
  /** What stands in a report's gaps, by the expression there; a number where it is not said here. */
  const GAPS: Readonly<Record<string, string>> = {
    problem: "expected at most 8 storage buffers, got 9",
    remedy: "lower batch, context, seeds or the widest width",
    what: "did not load",
    refused:
      "wasm engine: width 8 with 1 seed and batch 4 needs 5 MiB; expected at most 4 MiB of WebAssembly memory; lower batch, context, seeds or the widest width",
    "messageOf(error)": "the server answered 404",
    "BINARIES[variant]": "step.wasm",
    backend: "wasm",
    expected: "a WebGPU adapter",
    got: "none",
    why: "unknown",
    "seedsWords(plan.replicas)": "2 seeds",
    "seedsWords(replicas)": "1 seed",
    fewer: "seeds, variants or",
  };
  const REPORT = /(?:namedError\(\s*"(?:Engine|Worker)Error",\s*|return )([`"])(.*?(?:expected|needs).*?)\1/g;
  /** Said by faults of ours alone, whom nobody but a developer can help. */
  const FAULTS = /^plan, |expected a living cohort/;
  const reports = ["engine", "train", "client"].flatMap(reportsIn).filter((report) => !FAULTS.test(report));

  /** Every report of a folder's sources, with something in its gaps. */
  function reportsIn(folder: string): string[] {
    const root = new URL(`../src/${folder}/`, import.meta.url);
    const files = readdirSync(root, { recursive: true, encoding: "utf8" });
    return files
      .filter((file) => file.endsWith(".ts") && !file.includes("kernels"))
      .flatMap((file) => [...readFileSync(new URL(file, root), "utf8").matchAll(REPORT)])
      .map(([, , text = ""]) =>
        text.replace(/\$\{((?:[^{}]|\{[^{}]*\})*)\}/g, (_, gap: string) => GAPS[gap] ?? "7"),
      );
  }

  test.each(reports)("%s", (report) => isSaid(report));
});

/** What a function says, or the message that it throws. */
function saidOf(read: () => string): string {
  try {
    return read();
  } catch (error) {
    return messageOf(error);
  }
}
