import { readFileSync } from "node:fs";
import { afterEach, expect, suite, test } from "vitest";
import { PRESETS } from "../src/recipe/presets.ts";
import { en } from "../src/strings/en/index.ts";
import { later } from "../src/strings/en/later.ts";
import { ko } from "../src/strings/ko/index.ts";
import { both, object, subject, topic } from "../src/strings/ko/words.ts";
import { chooseLanguage, language } from "../src/strings/language.ts";
import { speak, strings } from "../src/strings/strings.ts";
import { TASKS } from "../src/tasks/registry.ts";

const HANGUL = /[가-힣]/;

/** Every leaf of a tree of strings by its path; a list of words counts as one, since languages need more or fewer. */
function leaves(tree: unknown, path = ""): [string, unknown][] {
  if (Array.isArray(tree)) return [[path, tree.join(" ")]];
  if (typeof tree !== "object" || tree === null) return [[path, tree]];
  return Object.entries(tree).flatMap(([key, value]) => leaves(value, `${path}.${key}`));
}

/** English sentences of the named tables stand beside what they name. */
const { named: _, ...enAreas } = { ...en, later };
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

test("the page's document has both languages before its script runs", () => {
  const html = readFileSync(new URL("../index.html", import.meta.url), "utf8");
  expect(html).toContain('lang="en"');
  expect(html).toContain(en.frame.description);
  expect(html).toMatch(/<noscript>[\s\S]*lang="ko"[\s\S]*<\/noscript>/);
});
