import { readFileSync } from "node:fs";
import { afterEach, beforeAll, expect, suite, test } from "vitest";
import { decide } from "../src/engine/choose.ts";
import { messageOf } from "../src/lib/errors.ts";
import { parseField } from "../src/recipe/parse.ts";
import { PRESETS } from "../src/recipe/presets.ts";
import { DEFAULT_RECIPE, type FieldName, type Recipe } from "../src/recipe/schema.ts";
import { recipeFromAddress } from "../src/recipe/url.ts";
import { validateRecipe } from "../src/recipe/validate.ts";
import { en } from "../src/strings/en/index.ts";
import { ko } from "../src/strings/ko/index.ts";
import { both, object, subject, topic } from "../src/strings/ko/words.ts";
import { chooseLanguage, language } from "../src/strings/language.ts";
import { speak, strings } from "../src/strings/strings.ts";
import { mixtureProblems } from "../src/tasks/mixture.ts";
import { readOwnData } from "../src/tasks/own-data.ts";
import { TASK_NAMES, TASKS } from "../src/tasks/registry.ts";

const HANGUL = /[가-힣]/;

/** Every leaf of a tree of strings by its path; a list of words counts as one, since languages need more or fewer. */
function leaves(tree: unknown, path = ""): [string, unknown][] {
  if (Array.isArray(tree)) return [[path, tree.join(" ")]];
  if (typeof tree !== "object" || tree === null) return [[path, tree]];
  return Object.entries(tree).flatMap(([key, value]) => leaves(value, `${path}.${key}`));
}

/** English sentences of the named tables stand beside what they name. */
const { named: _, ...enAreas } = en;
const { named, ...koAreas } = ko;

/** What is the same in every language: units, names and kinds of files. */
const SAME = /\b([GT]?FLOPs|muP|MLP|PNG|SVG|CSV|JSONL|en-GB)\b/g;

suite("languages", () => {
  afterEach(() => speak("en"));

  test("the first that the browser wants and the page has", () => {
    expect(chooseLanguage(["ko-KR", "en"])).toBe("ko");
    expect(chooseLanguage(["fr", "KO"])).toBe("ko");
    expect(chooseLanguage(["en-GB", "ko"])).toBe("en");
    expect(chooseLanguage(["constructor"])).toBe("en");
    expect(chooseLanguage([])).toBe("en");
  });

  test("the last wish holds, however long an earlier one takes", async () => {
    const [korean, english] = [speak("ko"), speak("en")];
    expect(await english).toBe(true);
    expect(await korean).toBe(false);
    expect(language.value).toBe("en");
    expect(await speak("ko")).toBe(true);
    expect(strings().desk.train).toBe(ko.desk.train);
  });

  test("all have the same keys, and no more", () => {
    const keys = (tree: unknown) => leaves(tree).map(([path]) => path);
    expect(keys(koAreas).sort()).toEqual(keys(enAreas).sort());
  });

  test("where English has a word, Korean has Hangul", () => {
    const korean = new Map(leaves(koAreas));
    const left = leaves(enAreas).filter(([path, words]) => {
      if (typeof words !== "string" || !/[A-Za-z]{2}/.test(words.replace(SAME, ""))) return false;
      return !HANGUL.test(String(korean.get(path)));
    });
    expect(left).toEqual([]);
  });

  test("functions of words give Hangul, too", () => {
    const korean = new Map(leaves(koAreas));
    const silent = leaves(enAreas).filter(([path, words]) => {
      if (typeof words !== "function" || path === ".messages.say") return false;
      return !HANGUL.test(String(korean.get(path))) && /[A-Za-z]{3,} [A-Za-z]{2,}/.test(String(words));
    });
    // a date, by the locale
    expect(silent.map(([path]) => path).filter((path) => path !== ".share.day")).toEqual([]);
  });

  test("Korean particles follow the sound before them", () => {
    expect([topic("정렬"), topic("복사"), subject("폭 6"), subject("폭 4")]).toEqual([
      ...["정렬은", "복사는", "폭 6이", "폭 4가"],
    ]);
    expect([both(4, 6), both(6, 8), object("‘정렬’"), both("7.6", 9)]).toEqual([
      ...["4와 6", "6과 8", "‘정렬’을", "7.6과 9"],
    ]);
  });
});

suite("what stands beside what it names", () => {
  const all = TASKS.flatMap((task) => [task, ...(task.probes ?? [])]);

  test("every task and preset has Korean words, and none is left over", () => {
    expect(Object.keys(named.tasks).sort()).toEqual(all.map(({ name }) => name).sort());
    expect(Object.keys(named.presets).sort()).toEqual(PRESETS.map(({ name }) => name).sort());
  });

  test.each(all)("$name: whatever English tells, Korean tells, with the same numbers", (task) => {
    const words = named.tasks[task.name]!;
    const chance = words.chance ?? ko.messages.say(task.chanceWhy);
    expectSame(task.about, words.about);
    expectSame(task.chanceWhy, chance);
    expectSame(task.baseline?.why ?? "", words.baseline ?? "");
    expectSame(task.ceiling?.why ?? "", words.ceiling ?? "");
    expectSame(task.pilot ?? "", words.pilot ?? "");
    expect(words.title).toMatch(HANGUL);
  });

  test.each(PRESETS)("preset $name: the same", (preset) => {
    const words = named.presets[preset.name]!;
    expect(words.title).toMatch(HANGUL);
    expectSame(preset.about, words.about);
    expectSame(preset.checked, words.checked);
    expectSame(preset.reason, words.reason);
  });
});

/** Both empty or both full; and numbers of two figures or with decimals stand in both, so that none goes stale. */
function expectSame(english: string, korean: string): void {
  expect(korean !== "").toBe(english !== "");
  if (english === "") return;
  expect(korean).toMatch(HANGUL);
  for (const number of english.match(/\d[\d,.]*\d/g) ?? []) expect(korean).toContain(number);
}

suite("reports in Korean", () => {
  beforeAll(() => speak("en"));

  /** Nothing of the English sentence is left: no two of its words in a row. */
  const isSaid = (message: string) => {
    const said = ko.messages.say(message);
    expect(said).toMatch(HANGUL);
    expect(said.replace(/"[^"]*"/g, "")).not.toMatch(
      /\b(expected|got|of|the|is|a|whole|or|use|leave|with|from|computes|here)\b/,
    );
  };

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

  test("files", () => {
    const file = (name: string, text: string) => () =>
      readOwnData(name, new TextEncoder().encode(text)).summary.chanceWhy;
    const reports = [
      file("notes.pdf", "x"),
      file("notes", "x"),
      file("letter.txt", ""),
      file("letter.txt", "short"),
      file("letter.txt", "So many characters are enough for a text. ".repeat(20)),
      file("pairs.jsonl", "[]"),
      file("pairs.jsonl", '{"prompt": "1"}'),
      file("pairs.csv", "question,answer\n1,2"),
      file("pairs.csv", "prompt,answer\n1,2,3"),
    ].map(saidOf);
    for (const report of reports) isSaid(report);
  });
});

/** What a function says, or the message that it throws. */
function saidOf(read: () => string): string {
  try {
    return read();
  } catch (error) {
    return messageOf(error);
  }
}

test("the page's document has both languages before its script runs", () => {
  const html = readFileSync(new URL("../index.html", import.meta.url), "utf8");
  expect(html).toContain('lang="en"');
  expect(html).toContain(en.frame.description);
  expect(html).toMatch(/<noscript>[\s\S]*lang="ko"[\s\S]*<\/noscript>/);
});
