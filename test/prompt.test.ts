import { expect, suite, test } from "vitest";
import { DEFAULT_RECIPE } from "../src/recipe/schema.ts";
import { createMixture } from "../src/tasks/mixture.ts";
import { readOwnData } from "../src/tasks/own-data.ts";
import { readPrompt } from "../src/tasks/prompt.ts";
import type { Task } from "../src/tasks/task.ts";
import { symbolsOf } from "../src/tasks/vocabulary.ts";

/** What is made of a text asked of a task, the first of a mixture of some. */
function ask(names: readonly string[], text: string, own: Task | null = null) {
  const tasks = names.map((name) => ({ name, weight: 1 }));
  const mixture = createMixture({ ...DEFAULT_RECIPE, tasks, evalSize: 8 }, own);
  const place = { task: mixture.tasks[0] as Task, layout: mixture.layout(0), context: mixture.context };
  const read = readPrompt(place, text);
  if (!read.ok) return read.problem;
  const { given, questions, answers } = read.prompt;
  const shown = (ids: Int32Array) => symbolsOf(mixture.vocabulary, ids).join(" ");
  return [shown(given), shown(questions), answers];
}

const ownTask = (name: string, text: string, context: "auto" | number = "auto") =>
  readOwnData(name, new TextEncoder().encode(text)).task(context);

suite("a prompt of somebody's", () => {
  test("is what stands before an answer in training: task token, symbols, separator", () => {
    expect(ask(["sort"], "hgfedcba")).toEqual(["h g f e d c b a =", "", 8]);
    expect(ask(["sort"], " h g f e d c b a = ")).toEqual(["h g f e d c b a =", "", 8]);
    expect(ask(["sort", "add"], "hgfedcba")).toEqual(["<sort> h g f e d c b a =", "", 8]);
    expect(ask(["add"], "417+586")).toEqual(["4 1 7 + 5 8 6 =", "", 4]);
    expect(ask(["induction"], "abcdefgha")).toEqual(["a b c d e f g h a", "", 24]);
  });

  test("may be shorter than the task's own, and no longer", () => {
    expect(ask(["sort"], "ba")).toEqual(["b a =", "", 8]);
    expect(ask(["sort"], "abcabcabc")).toEqual({ kind: "length", got: 9, most: 8 });
    expect(ask(["sort"], "  ")).toEqual({ kind: "empty" });
    expect(ask(["sort"], "=")).toEqual({ kind: "empty" });
  });

  test("has symbols of several characters, and those that no keyboard has", () => {
    expect(ask(["modular-table"], "12 101")).toEqual(["12 101 =", "", 1]);
    expect(ask(["multiply"], "47*6")).toEqual(["4 7 × 6 =", "", 3]);
    expect(ask(["multiply"], "47x6")).toEqual(ask(["multiply"], "47×6"));
  });

  test("with a symbol that is none is refused, and told where", () => {
    const refused = (text: string) => ask(["sort"], text);
    expect(refused("abz")).toMatchObject({ kind: "symbol", got: "z", at: 2 });
    expect(refused("a😀b")).toMatchObject({ kind: "symbol", got: "😀", at: 1 });
    expect(refused("a=b")).toMatchObject({ kind: "symbol", got: "=", at: 1 });
    expect(refused("B")).toMatchObject({ symbols: [..."abcdefghijklmnop"] });
  });

  test("brings its questions after the separator where every answer has one", () => {
    expect(ask(["mqar"], "aKbDcP=bca")).toEqual(["a K b D c P = b", "b c a", 3]);
    expect(ask(["mqar"], "aKbDcP")).toEqual({ kind: "questions", separator: "=" });
    expect(ask(["mqar"], "aKbDcP=")).toEqual({ kind: "questions", separator: "=" });
    expect(ask(["mqar"], "aKbDcP=b?")).toMatchObject({ kind: "symbol", got: "?", at: 8 });
    expect(ask(["mqar"], "aKbDcP=bcabcab")).toEqual({ kind: "length", got: 7, most: 6 });
  });

  test("of a text is its end, so that there is room to go on", () => {
    const text = "the cat sat on the mat. ".repeat(40);
    const [given, , answers] = ask(["data"], "the cat ", ownTask("a.txt", text)) as [string, string, number];
    expect([given.split(" ").length - 1, answers]).toEqual([9, 24]);
    const [end] = ask(["data"], text, ownTask("a.txt", text)) as [string];
    expect(end.replaceAll(" ", "")).toBe(text.slice(-41).replaceAll(" ", ""));
    expect(ask(["data"], "ttt", ownTask("a.txt", text, 2))).toEqual(["t t", "", 1]);
  });

  test("of a file's own: unknown characters are the unknown token where there is one, else refused", () => {
    const known = ownTask("a.csv", "prompt,answer\nab,c\nba,cc\n");
    expect(ask(["data"], "ab", known)).toEqual(["a b =", "", 3]);
    expect(ask(["data"], "aé", known)).toMatchObject({ kind: "symbol", got: "é" });
    const text = `${"abc".repeat(30)}abé`; // é stands in the held-out part alone
    expect(ask(["data"], "aé", ownTask("a.txt", text))).toEqual(["a \uFFFD", "", 8]);
  });
});
