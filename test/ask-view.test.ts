import { expect, suite, test } from "vitest";
import type { Answer, Asked } from "../src/protocol.ts";
import {
  examplePrompt,
  likely,
  markedAnswer,
  problemWords,
  promptNote,
  sureness,
  symbolRanges,
} from "../src/ui/view/ask.ts";

const answer = (text: readonly string[], probability = 0.5): Answer => ({
  run: "w2-s0",
  step: 7,
  tokens: text.map((symbol) => ({ symbol, probability, likeliest: [{ symbol, probability }] })),
});

const shown = (given: Answer, expected: readonly string[] | null) => {
  const { tokens, isRight } = markedAnswer(given, expected);
  return [tokens.map(({ symbol, isWrong }) => (isWrong ? `[${symbol}]` : symbol)).join(""), isRight];
};

suite("symbols in few words", () => {
  test.each([
    [[..."abcdefghijklmnop"], "a–p"],
    [[..."0123456789", "+"], "0–9, +"],
    [[..."01", "even", "odd"], "0, 1, even, odd"],
    [[" ", "!", "a", "b", "c", "z"], "␣, !, a–c, z"],
    [Array.from({ length: 113 }, (_, n) => String(n)), "0–112"],
    [[..."acegikmoqsuwy"], "a, c, e, g, i, k, m, o, q, s, u, w, …"],
  ])("%j", (symbols, words) => {
    expect(symbolRanges(symbols)).toBe(words);
  });
});

suite("an answer's marks", () => {
  test("token by token against the right one", () => {
    expect(shown(answer([..."abcd"]), [..."abcd"])).toEqual(["abcd", true]);
    expect(shown(answer([..."abdd"]), [..."abcd"])).toEqual(["ab[d]d", false]);
    expect(shown(answer([..."ab"]), null)).toEqual(["ab", null]);
  });

  test("the end token is right where the answer ends, and shown where it comes too early", () => {
    expect(shown(answer(["a", "<end>"]), ["a"])).toEqual(["a", true]);
    expect(shown(answer(["a", "<end>"]), ["a", "b"])).toEqual(["a[<end>]", false]);
    expect(shown(answer(["a", "b"]), ["a"])).toEqual(["a[b]", false]);
    expect(shown(answer(["a"]), ["a", "b"])).toEqual(["a", false]);
  });

  test("how sure: of a whole answer the product, of a text the geometric mean", () => {
    expect(sureness(answer([..."abc"]), false)).toBeCloseTo(0.125);
    expect(sureness(answer([..."abc"]), true)).toBeCloseTo(0.5);
    expect([likely(0.004), likely(0.005), likely(0.996), likely(1)]).toEqual(["<1", "1", "99", "100"]);
  });
});

suite("prompts to try", () => {
  const kind = (name: string) => ({ name, data: null, sweep: null });

  test("have the task's form, the same for the same seed", () => {
    expect(examplePrompt(kind("sort"), 3)).toMatch(/^[a-p]{8}$/);
    expect(examplePrompt(kind("sort"), 3)).toBe(examplePrompt(kind("sort"), 3));
    expect(examplePrompt(kind("sort"), 4)).not.toBe(examplePrompt(kind("sort"), 3));
    expect(examplePrompt(kind("modular-table"), 1)).toMatch(/^\d+ \d+$/);
    expect(examplePrompt(kind("mqar"), 1)).toMatch(/^([a-p][A-P]){6}=[a-p]{6}$/);
    expect(examplePrompt(kind("stories"), 1)).toBe("Once there ");
  });

  test("of a file are its own; none where there is none", () => {
    const data = { kind: "examples", examples: [{ prompt: "2+2", answer: "4" }] };
    expect(examplePrompt({ ...kind("data"), data: data as never }, 1)).toBe("2+2");
    const text = { kind: "text", examples: [{ prompt: "I", answer: "t was the best of times, it was" }] };
    expect(examplePrompt({ ...kind("data"), data: text as never }, 1)).toBe("It was the best of times");
    expect(examplePrompt(kind("data"), 1)).toBe("");
  });
});

suite("what is said of a prompt", () => {
  const asked = { ok: true, prompt: ["a"], answers: [], gone: [], expected: null } as const;
  const note = (facts: Partial<Asked & { ok: true }>, task = "sort") =>
    promptNote({ ...asked, isForm: true, leftOut: 0, ...facts }, task, "hgfe");

  test("only what there is to say", () => {
    expect(note({})).toBe("");
    expect(note({ isForm: false })).toContain("looked like hgfe");
    expect(note({ isForm: false }, "data")).toContain("not in your file");
    expect(note({ leftOut: 12 })).toContain("first 12 characters");
  });

  test("every problem has words", () => {
    expect(problemWords({ kind: "symbol", got: "z", at: 2, symbols: [..."abc"] }, "")).toContain(
      "a–c here; got “z”",
    );
    expect(problemWords({ kind: "length", got: 9, most: 8 }, "")).toContain("at most 8 symbols");
    expect(problemWords({ kind: "questions", separator: "=" }, "aK=a")).toContain("aK=a");
    expect(problemWords({ kind: "gone" }, "")).toContain("gone");
    expect(problemWords({ kind: "task", got: "x" }, "")).toContain("not been trained");
    expect(problemWords({ kind: "empty" }, "")).toContain("Type a prompt");
  });
});
