import { expect, suite, test } from "vitest";
import { DEFAULT_RECIPE } from "../src/recipe/schema.ts";
import { createMixture } from "../src/tasks/mixture.ts";
import { readOwnData } from "../src/tasks/own-data.ts";
import { readPrompt } from "../src/tasks/prompt.ts";
import type { Task } from "../src/tasks/task.ts";
import { symbolsOf } from "../src/tasks/vocabulary.ts";

function read(names: readonly string[], text: string, own: Task | null) {
  const tasks = names.map((name) => ({ name, weight: 1 }));
  const mixture = createMixture({ ...DEFAULT_RECIPE, tasks, evalSize: 8 }, own);
  const place = { task: mixture.tasks[0] as Task, layout: mixture.layout(0), context: mixture.context };
  return { ...readPrompt(place, text), vocabulary: mixture.vocabulary };
}

/** What is made of a text asked of a task, the first of a mixture of some. */
function ask(names: readonly string[], text: string, own: Task | null = null) {
  const result = read(names, text, own);
  if (!result.ok) return result.problem;
  const { given, questions, answers } = result.prompt;
  const shown = (ids: Int32Array) => symbolsOf(result.vocabulary, ids).join(" ");
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

suite("the right answer", () => {
  const right = (name: string, text: string, own: Task | null = null) => {
    const result = read([name], text, own);
    if (!result.ok) throw new Error(`expected a prompt; got ${JSON.stringify(result.problem)}`);
    const { expected, isForm } = result.prompt;
    return expected?.join(" ") ?? (isForm ? "nobody knows" : "no such form");
  };

  test.each([
    ["largest", "371946", "9"],
    ["copy", "hgfedcba", "h g f e d c b a"],
    ["reverse", "hgfedcab", "b a c d e f g h"],
    ["sort", "ponmdcba", "a b c d m n o p"],
    ["modular", "27+12", "0 8"],
    ["multiply", "47x6", "2 8 2"],
    ["count", "abacadaeaa", "5"],
    ["add", "417+586", "1 0 0 3"],
    ["add-reversed", "417+586", "3 0 0 1"],
    ["facts", "999", "l k"],
    ["recall", "a1b2c3d4e5f6c", "3"],
    ["two-hops", "abbccddeeffaa", "c"],
    ["parity", "01010100", "odd"],
    ["modular-table", "112 5", "4"],
    ["mqar", "aKbDcP=bca", "D P K"],
    ["histogram", "aabcdefghi=abi", "2 1 1"],
    ["induction", "abcdefgha", "b c d e f g h a b c d e f g h a b c d e f g h a"],
    ["ten-digits", "0000000999+0000000001", "0 0 0 1 0 0 0 0 0 0 0"],
  ])("%s of %s is %s", (name, text, expected) => {
    expect(right(name, text)).toBe(expected);
  });

  test.each([
    ["sort", "ba"],
    ["modular", "31+00"],
    ["multiply", "4×76"],
    ["count", "abacadaea1"],
    ["add", "12+3456"],
    ["facts", "a12"],
    ["recall", "a1b2c3d4e5f6g"],
    ["two-hops", "abcdefghijkla"],
    ["parity", "0101010"],
    ["mqar", "aKbDcP=d"],
    ["histogram", "aabcdefghi=j"],
    ["induction", "abcdefghi"],
    ["ten-digits", "999+1"],
  ])("of %s is unknown where the prompt is %s", (name, text) => {
    expect(right(name, text)).toBe("no such form");
  });

  test("of a file's own example is the file's", () => {
    const own = ownTask("a.csv", "prompt,answer\nab,c\nba,cc\naba,b\n");
    expect([right("data", "ba", own), right("data", "aba", own)]).toEqual(["c c", "b"]);
    expect(right("data", "bab", own)).toBe("no such form");
    expect(right("data", "the", ownTask("a.txt", "the cat sat on the mat. ".repeat(9)))).toBe("nobody knows");
  });
});
