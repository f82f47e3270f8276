import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { Rng } from "../src/lib/rng.ts";
import { parseDelimited } from "../src/tasks/delimited.ts";
import { type OwnData, readOwnData } from "../src/tasks/own-data.ts";
import { emptyExample, isHeldOut, type Task } from "../src/tasks/task.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (name: string, text: string) => readOwnData(name, bytesOf(text));

const shown = (task: Task, ids: Int32Array, length: number) =>
  Array.from(ids.subarray(0, length), (id) => task.symbols[id]).join("");

function trainExample(task: Task, seed = 0): [string, string] {
  const out = emptyExample(task);
  task.sample(Rng.fromSeed(seed), out);
  return [shown(task, out.prompt, out.promptLength), shown(task, out.answer, out.answerLength)];
}

function heldOutExample(task: Task, index: number): [string, string] {
  const out = emptyExample(task);
  task.heldOut?.(index, out);
  return [shown(task, out.prompt, out.promptLength), shown(task, out.answer, out.answerLength)];
}

const heldOutExamples = (data: OwnData) => {
  const task = data.task("auto");
  return Array.from({ length: task.heldOutCount ?? 0 }, (_, index) => heldOutExample(task, index));
};

const trainExamples = (data: OwnData, draws = 400) =>
  Array.from({ length: draws }, (_, seed) => trainExample(data.task("auto"), seed));

/** The message of a rejected file, after checking that it is a DataError. */
function problem(name: string, content: string | Uint8Array): string {
  try {
    readOwnData(name, typeof content === "string" ? bytesOf(content) : content);
  } catch (error) {
    expect((error as Error).name).toBe("DataError");
    return (error as Error).message;
  }
  throw new Error(`${name} was read without a complaint`);
}

const HEAD = "prompt,answer\n";

suite("files that cannot be read", () => {
  const cases: [string, string | Uint8Array, string][] = [
    [
      "a.pdf",
      "x",
      "a.pdf: expected a .txt, .jsonl, .csv or .tsv file; got .pdf; save it as one of these (a saved sweep ends in .widthwise)",
    ],
    [
      "notes",
      "x",
      "notes: expected a .txt, .jsonl, .csv or .tsv file; got no extension; save it as one of these (a saved sweep ends in .widthwise)",
    ],
    [
      "a.constructor",
      "x",
      "a.constructor: expected a .txt, .jsonl, .csv or .tsv file; got .constructor; save it as one of these (a saved sweep ends in .widthwise)",
    ],
    ["a.txt", "", "a.txt: expected text; got an empty file; choose another file"],
    ["a.txt", "\uFEFF", "a.txt: expected text; got an empty file; choose another file"],
    ["a.csv", " \n\n", "a.csv: expected text; got nothing but white space; choose another file"],
    [
      "a.txt",
      new Uint8Array([0xff, 0xfe, 0x61, 0x00]),
      "a.txt: expected text in UTF-8; got bytes that are not UTF-8; open it in an editor and save it as UTF-8",
    ],
    [
      "a.txt",
      "PK\0\0 and so on",
      "a.txt: expected text in UTF-8; got a binary file (it has zero bytes); open it in an editor and save it as UTF-8",
    ],
    [
      "a.txt",
      "é",
      "a.txt: expected at least 11 characters, so that a tenth can be held out; got 1; choose a longer text",
    ],
    [
      "a.csv",
      "question,reply\na,b\n",
      'a.csv, line 1: expected a header with the columns prompt and answer; got "question", "reply"; name the columns so',
    ],
    [
      "a.tsv",
      "prompt,answer\na,b\n",
      'a.tsv, line 1: expected a header with the columns prompt and answer; got "prompt,answer"; name the columns so',
    ],
    [
      "a.csv",
      "prompt,answer,answer\na,b,c\n",
      'a.csv, line 1: expected one column answer; got "prompt", "answer", "answer"; rename all but one',
    ],
    [
      "words.csv",
      `${HEAD}a,b\n"x\ny",b\na,b,c\n`,
      "words.csv, line 5: expected 2 cells, as in the header; got 3; quote cells that contain commas or line breaks",
    ],
    [
      "words.tsv",
      "prompt\tanswer\na\n",
      "words.tsv, line 2: expected 2 cells, as in the header; got 1; quote cells that contain tabs or line breaks",
    ],
    [
      "a.csv",
      `${HEAD}a,b\nc,"d\n`,
      'a.csv, line 3: expected a closing quote; got the end of the file; close the cell with "',
    ],
    [
      "a.csv",
      `${HEAD}"a"b,c\n`,
      'a.csv, line 2: expected the cell to end after its closing quote; got more text; write quotes inside a cell twice ("")',
    ],
    [
      "a.csv",
      `${HEAD},b\n`,
      "a.csv, line 2: expected some text as prompt; got none; fill it in or leave the example out",
    ],
    [
      "a.csv",
      `${HEAD}a,\n`,
      "a.csv, line 2: expected some text as answer; got none; fill it in or leave the example out",
    ],
    [
      "a.csv",
      HEAD,
      "a.csv: expected at least two examples, one to train on and one to test; got none; add more",
    ],
    [
      "a.csv",
      `${HEAD}a,b\n`,
      "a.csv: expected at least two examples, one to train on and one to test; got one; add more",
    ],
    [
      "a.csv",
      `${HEAD}a,b\na,c\n`,
      'a.csv: expected different prompts, some to train on and some to test; got "a" in all 2 examples; add others or name a split',
    ],
    [
      "a.csv",
      "prompt,answer,split\na,b,dev\n",
      'a.csv, line 2: expected split to be train or test; got "dev"; write one or leave it out',
    ],
    [
      "a.csv",
      "prompt,answer,split\na,b,train\nc,d,\n",
      "a.csv, line 3: expected a split, as the lines before have; got none; name the split of every example or of none",
    ],
    [
      "a.csv",
      "prompt,answer,split\na,b,\nc,d,test\n",
      'a.csv, line 3: expected no split, as the lines before; got "test"; name the split of every example or of none',
    ],
    [
      "a.csv",
      "prompt,answer,split\na,b,train\nc,d,train\n",
      "a.csv: expected some examples with split test; got none; mark some, or leave split out for a 90/10 split",
    ],
    [
      "a.csv",
      "prompt,answer,split\na,b,test\nc,d,test\n",
      "a.csv: expected some examples with split train; got none; mark some, or leave split out for a 90/10 split",
    ],
    [
      "a.jsonl",
      '{"prompt":"a"}\n',
      'a.jsonl, line 1: expected a key answer; got "prompt"; add "answer": "…"',
    ],
    ["a.jsonl", "{}\n", 'a.jsonl, line 1: expected a key prompt; got no keys; add "prompt": "…"'],
    [
      "a.jsonl",
      '{"prompt":"a","answer":"b"}\n\n{"prompt":"a","answer":7}\n',
      "a.jsonl, line 3: expected answer to be a string; got 7; put it in double quotes",
    ],
    [
      "a.jsonl",
      '["a","b"]\n',
      'a.jsonl, line 1: expected a JSON object; got an array; write {"prompt": "…", "answer": "…"}, one a line',
    ],
    [
      "a.jsonl",
      "7\n",
      'a.jsonl, line 1: expected a JSON object; got a number; write {"prompt": "…", "answer": "…"}, one a line',
    ],
    [
      "a.jsonl",
      "null\n",
      'a.jsonl, line 1: expected a JSON object; got null; write {"prompt": "…", "answer": "…"}, one a line',
    ],
    [
      "a.jsonl",
      '{"prompt":"\\ud83d","answer":"b"}\n',
      "a.jsonl, line 1: expected prompt to be whole characters; got half of a surrogate pair; write both \\u escapes",
    ],
    [
      "a.jsonl",
      '{"prompt":"a","answer":"b","split":3}\n',
      "a.jsonl, line 1: expected split to be train or test; got 3; write one or leave it out",
    ],
  ];
  test.each(cases)("%s %#", (name, content, message) => {
    expect(problem(name, content)).toBe(message);
  });

  test("a line that is not JSON", () => {
    const message = problem("a.jsonl", '{"prompt":"a","answer":"b"}\nprompt: a\n');
    expect(message).toMatch(
      /^a\.jsonl, line 2: expected a JSON object on one line; got "prompt: a" \(.+\); write/,
    );
  });

  test("a file over 64 MB", () => {
    expect(problem("a.txt", new Uint8Array(64 * 2 ** 20 + 1))).toBe(
      "a.txt: expected at most 64 MB; got 64.1 MB; cut the file to a part of it",
    );
  });
});

suite("text", () => {
  const text = "the quick brown fox jumps over the lazy dog.\n".repeat(50);

  test("nine tenths train, a tenth is held out, every position scored", () => {
    const { summary, task } = read("fox.txt", text);
    expect(summary).toMatchObject({ name: "fox.txt", kind: "text", bytes: 2250, train: 2025, heldOut: 225 });
    expect(summary.vocabulary).toBe(new Set(text).size);
    expect(summary.warnings).toEqual([]);
    expect(task("auto")).toMatchObject({
      name: "data",
      promptLength: 1,
      answerLength: 64,
      separator: false,
      variableAnswer: false,
      scored: "token",
      heldOutCount: 3,
    });
    expect(task(100).answerLength).toBe(100);
  });

  test("windows stay in their part and reach its ends", () => {
    const long = Array.from({ length: 1000 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("");
    const task = read("a.txt", long).task(9);
    const starts = new Set<number>();
    for (let seed = 0; seed < 6000; seed++) {
      const [prompt, answer] = trainExample(task, seed);
      const start = long.indexOf(prompt);
      expect(prompt + answer).toBe(long.slice(start, start + 10));
      starts.add(start);
    }
    expect([Math.min(...starts), Math.max(...starts)]).toEqual([0, 900 - 10]);
    expect([task.heldOutCount, task.mostContext]).toEqual([11, 99]);
  });

  test("held-out windows are spread evenly over the held-out tenth", () => {
    const digits = `${"0123456789".repeat(90)}${"0123456789".repeat(10)}`;
    const task = read("a.txt", digits).task(33);
    expect(task.heldOutCount).toBe(3);
    const [first, , last] = [0, 1, 2].map((index) => heldOutExample(task, index));
    expect(first).toEqual(["0", digits.slice(901, 934)]);
    expect(last).toEqual([digits.charAt(966), digits.slice(967, 1000)]);
  });

  test("chance is the share of the most frequent character", () => {
    expect(read("a.txt", "aab".repeat(100)).task(8).chance).toBeCloseTo(2 / 3, 6);
  });

  test("keeps everything but the byte order mark and CRLF", () => {
    const { task, summary } = read("a.txt", `\uFEFF${"a\r\nb\rc\t \u00a0é\u0065\u0301ß\n".repeat(40)}`);
    expect(task(5).symbols).toEqual([
      "\t",
      "\n",
      "\r",
      " ",
      "a",
      "b",
      "c",
      "e",
      "\u00a0",
      "ß",
      "é",
      "\u0301",
    ]);
    expect(summary.train + summary.heldOut).toBe(13 * 40);
  });

  test("counts code points: emoji, Korean, right-to-left", () => {
    const mixed = "😀 한국어 שלום مرحبا 👩‍🚀\n";
    const { summary, task } = read("a.txt", mixed.repeat(20));
    expect(summary.train + summary.heldOut).toBe([...mixed].length * 20);
    expect([...task("auto").symbols].sort()).toEqual([...new Set(mixed)].sort());
    const [prompt, answer] = trainExample(task(30));
    expect(mixed.repeat(20)).toContain(prompt + answer);
  });

  test("auto is 64, or what a short text's held-out tenth has", () => {
    const context = (n: number) => read("a.txt", "ab".repeat(n / 2)).task("auto").answerLength;
    expect([20, 300, 640, 660, 9000].map(context)).toEqual([1, 29, 63, 64, 64]);
  });

  test("right-to-left text, emoji of several code points and Korean come back as they were", () => {
    for (const text of [
      "שלום לכולם, וברוכים הבאים. ",
      "مرحبا بكم في هذا النص. ",
      "👩‍🚀🇰🇷❤️👍🏽👨‍👩‍👧‍👦 ",
      "다람쥐가 헌 쳇바퀴를 돌린다. 한글 ",
    ]) {
      const { task, summary } = read("a.txt", text.repeat(30));
      expect(summary.warnings).toEqual([]);
      expect(summary.train + summary.heldOut).toBe(30 * [...text].length);
      const [prompt, answer] = heldOutExample(task(16), 0);
      expect([...(prompt + answer)]).toHaveLength(17);
      expect(text.repeat(30)).toContain(prompt + answer);
    }
  });

  test("a text of one character, repeated", () => {
    const { summary, task } = read("a.txt", "a".repeat(11));
    expect([summary.train, summary.heldOut, summary.vocabulary]).toEqual([9, 2, 1]);
    expect(task(1)).toMatchObject({ chance: 1, mostContext: 1, heldOutCount: 1 });
  });

  test("characters unseen in training become the unknown token", () => {
    const { summary, task } = read("a.txt", `${"ab".repeat(90)}${"ŵa".repeat(10)}`);
    expect(summary.warnings).toEqual([
      "1 character never seen in training is shown as \uFFFD, the unknown token.",
    ]);
    expect(task(5).symbols).toEqual(["a", "b", "\uFFFD"]);
    expect(heldOutExample(task(5), 0)).toEqual(["\uFFFD", "a\uFFFDa\uFFFDa"]);
  });

  test("characters beyond the 4,095 most frequent become the unknown token", () => {
    const common = Array.from({ length: 4095 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("");
    const { summary, task } = read("a.txt", `😀🚀${common.repeat(3)}`);
    expect(summary.vocabulary).toBe(4096);
    expect(summary.warnings).toEqual([
      "2 characters beyond the 4,095 most frequent share one unknown token, shown as \uFFFD.",
    ]);
    expect(task(5).symbols.at(-1)).toBe("\uFFFD");
    expect(summary.examples[0]?.prompt).toBe("\uFFFD");
    expect(read("a.txt", common.repeat(3)).summary.vocabulary).toBe(4095);
  });

  test("a replacement character in the text is the unknown token", () => {
    expect(read("a.txt", "ab\uFFFD".repeat(30)).task(3).symbols).toEqual(["a", "b", "\uFFFD"]);
  });

  test("reads a megabyte in under 200 ms, at the best of three", () => {
    const bytes = bytesOf(text.repeat(470));
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      readOwnData("a.txt", bytes);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(200);
  });
});

suite("examples", () => {
  const table = (n: number) =>
    HEAD + Array.from({ length: n }, (_, i) => `q${i},${i % 4 === 0 ? "x" : "y"}`).join("\n");

  test("the same from .csv, .tsv and .jsonl", () => {
    const pairs = [
      ["a,b", "1\n2"],
      ['say "hi"', "tab\there"],
      [" 한국 ", "😀"],
    ];
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const files = [
      ["a.csv", HEAD + pairs.map((pair) => pair.map(quoted).join(",")).join("\n")],
      [
        "a.TSV",
        `answer\tprompt\r\n${pairs.map(([p = "", a = ""]) => [a, p].map(quoted).join("\t")).join("\r\n")}\r\n`,
      ],
      ["a.jsonl", pairs.map(([prompt, answer]) => JSON.stringify({ prompt, answer })).join("\n\n")],
    ];
    const [csv, tsv, jsonl] = files.map(([name = "", text = ""]) => {
      const data = read(name, `\uFEFF${text}`);
      return [...trainExamples(data), ...heldOutExamples(data)].map((pair) => pair.join("→")).sort();
    });
    expect(tsv).toEqual(csv);
    expect(jsonl).toEqual(csv);
    expect(new Set(csv).size).toBe(3);
  });

  test("summary, task and chance", () => {
    const { summary, task } = read("quiz.csv", table(200));
    expect(summary).toMatchObject({
      name: "quiz.csv",
      kind: "examples",
      train: 180,
      heldOut: 20,
      warnings: [],
    });
    expect(summary.examples).toHaveLength(3);
    expect(summary.examples[0]?.prompt).toMatch(/^q\d+$/);
    expect(task("auto")).toMatchObject({
      name: "data",
      title: "quiz.csv",
      promptLength: 4,
      answerLength: 1,
      variableAnswer: false,
      separator: true,
      scored: "answer",
      heldOutCount: 20,
    });
    expect(task("auto").chance).toBeGreaterThan(0.7);
    expect(task("auto").chance).toBeLessThan(0.8);
  });

  test("an end token only where answers differ in length", () => {
    const variable = (answers: string[]) =>
      read("a.csv", HEAD + answers.map((answer, i) => `q${i},${answer}`).join("\n")).task("auto")
        .variableAnswer;
    expect(variable(["ab", "cd"])).toBe(false);
    expect(variable(["ab", "c"])).toBe(true);
    expect(variable(["😀", "c"])).toBe(false);
  });

  test("the longest example is one example, not the longest prompt with the longest answer", () => {
    const task = read("a.csv", `${HEAD}aaaaaa,b\na,bbb\n`).task("auto");
    expect([task.promptLength, task.answerLength]).toEqual([6, 3]);
    expect(task.longest).toEqual({ promptLength: 6, answerLength: 1 });
  });

  test("columns that are not asked for are named and ignored", () => {
    const { summary } = read("a.csv", "id,prompt,note,answer\n1,a,n,b\n2,c,n,d\n");
    expect(summary.warnings[0]).toBe("Columns that were ignored: id, note.");
  });

  test("unknown characters in test examples are warned of", () => {
    const { summary } = read("a.csv", "prompt,answer,split\na,b,train\na,żó,test\n");
    expect(summary.warnings).toContain(
      "2 characters never seen in training are shown as \uFFFD, the unknown token.",
    );
  });
});

suite("splits", () => {
  const parts = (data: OwnData) => ({
    train: new Set(trainExamples(data, 2000).map(([prompt]) => prompt)),
    test: new Set(heldOutExamples(data).map(([prompt]) => prompt)),
  });

  test("a file's own split is obeyed", () => {
    const data = read("a.csv", "split,prompt,answer\ntest,ab,1\ntrain,b,1\ntrain,a,1\ntest,ba,1\n");
    expect(parts(data)).toEqual({ train: new Set(["b", "a"]), test: new Set(["ab", "ba"]) });
    expect(isHeldOut(data.task("auto"))).toBe(true);
  });

  test("also where a prompt stands in both parts, with a warning", () => {
    const line = (prompt: string, split: string) => JSON.stringify({ prompt, answer: "1", split });
    const data = read(
      "a.jsonl",
      [line("a", "train"), line("b", "train"), line("a", "test"), line("ab", "test")].join("\n"),
    );
    expect(parts(data)).toEqual({ train: new Set(["a", "b"]), test: new Set(["a", "ab"]) });
    expect(data.summary.warnings).toContain(
      "1 of 2 test examples has a prompt that also stands in training, as the file's split says: there the score shows memory, not ability.",
    );
    expect(isHeldOut(data.task("auto"))).toBe(false);
  });

  test("else equal prompts stay on one side, and a tenth is held out", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 60 }),
        (prompts) => {
          fc.pre(new Set(prompts).size > 1);
          const data = read(
            "a.jsonl",
            prompts.map((prompt) => JSON.stringify({ prompt, answer: "x" })).join("\n"),
          );
          const { train, heldOut } = data.summary;
          expect(train + heldOut).toBe(prompts.length);
          expect(Math.min(train, heldOut)).toBeGreaterThan(0);
          const tested = new Set(heldOutExamples(data).map(([prompt]) => prompt));
          if (data.summary.warnings.length > 0) return; // unknown tokens would make prompts look alike
          for (const [prompt] of trainExamples(data, 100)) expect(tested.has(prompt)).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
    const thousand = read("a.csv", HEAD + Array.from({ length: 1000 }, (_, i) => `${i},x`).join("\n"));
    expect(thousand.summary).toMatchObject({ train: 900, heldOut: 100 });
  });

  test("a prompt that fills most of the file trains", () => {
    for (const common of ["a", "b", "c", "d"]) {
      const rows = [...Array(95).fill(common), "e", "f", "g", "h", "i"].map((prompt) => `${prompt},x`);
      expect(read("a.csv", HEAD + rows.join("\n")).summary.heldOut).toBeLessThan(6);
    }
  });

  test("the same file is split the same way every time, whatever the order of its rows", () => {
    const rows = Array.from({ length: 50 }, (_, i) => `${i},x`);
    const [a, b] = [rows, [...rows].reverse()].map(
      (some) => parts(read("a.csv", HEAD + some.join("\n"))).test,
    );
    expect(a).toEqual(b);
  });

  test("neighbouring prompts are not held out together", () => {
    const rows = Array.from({ length: 1000 }, (_, i) => `${i},x`);
    const tested = [...parts(read("a.csv", HEAD + rows.join("\n"))).test].map(Number);
    for (let hundred = 0; hundred < 10; hundred++) {
      const count = tested.filter((n) => Math.floor(n / 100) === hundred).length;
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThan(25);
    }
  });
});

suite("parseDelimited", () => {
  const parse = (text: string, delimiter = ",") => [...parseDelimited("t", text, delimiter)];

  test("reads back any table that is written with quotes", () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", '"', ",", "\n", "\t", " ", "é", "😀"),
      maxLength: 6,
    });
    const tables = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(tables, fc.constantFrom(",", "\t"), (table, delimiter) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = table.map((cells) => cells.map(quoted).join(delimiter)).join("\n");
        expect(parse(text, delimiter).map((record) => record.cells)).toEqual(table);
      }),
    );
  });

  test("keeps plain cells as they stand, skips empty lines and counts lines", () => {
    expect(parse(' a ,b "c" \n\n"x\n\ny",\n\n,z')).toEqual([
      { cells: [" a ", 'b "c" '], line: 1 },
      { cells: ["x\n\ny", ""], line: 3 },
      { cells: ["", "z"], line: 7 },
    ]);
  });
});
