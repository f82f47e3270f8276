import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { CSV_HEADER, csvChunks, textCell } from "../src/export/csv.ts";
import { exportFiles } from "../src/export/download.ts";
import { finalScores, meanOf } from "../src/export/final.ts";
import { jsonlChunks } from "../src/export/jsonl.ts";
import { jsonNumber, numberText } from "../src/export/number.ts";
import { runManifest } from "../src/export/run-json.ts";
import { pointCount, type Run } from "../src/metrics/run.ts";
import { applyEvent, type SweepLog } from "../src/metrics/sweep.ts";
import { aSweep, BEGAN, evalRow, feed, trainRow } from "./export-source.ts";

const ODD = [
  Number.NaN,
  Infinity,
  -Infinity,
  -0,
  0,
  1e-7,
  5e-324,
  1.7976931348623157e308,
  0.1 + 0.2,
  1e21,
  -2.5,
];
const ENVIRONMENT = { version: "1.2.3", commit: "abc", runtime: "Node 20", exportedAt: BEGAN + 9000 };

const csv = (sweep: SweepLog) => [...csvChunks(sweep)].join("");
const jsonl = (sweep: SweepLog) => [...jsonlChunks(sweep)].join("");

/** A small reader of RFC 4180, written apart from the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') cell += text[i++];
    else if (c === '"') quoted = !quoted;
    else if (quoted || (c !== "," && c !== "\n")) cell += c;
    else {
      row.push(cell);
      cell = "";
      if (c === ",") continue;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

const fromJson = (value: unknown): number => Number(value);

suite("numbers as text", () => {
  test("read back to the same bits, and non-finite ones by name", () => {
    for (const value of ODD) {
      expect(Object.is(Number(numberText(value)), value)).toBe(true);
      expect(Object.is(fromJson(JSON.parse(jsonNumber(value))), value)).toBe(true);
    }
    expect(ODD.map(numberText).slice(0, 6)).toEqual(["NaN", "Infinity", "-Infinity", "-0", "0", "1e-7"]);
    expect(ODD.map(jsonNumber).slice(0, 4)).toEqual(['"NaN"', '"Infinity"', '"-Infinity"', "-0"]);
  });

  test("hold for any double", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(Number(numberText(value))).toBe(value);
        expect(fromJson(JSON.parse(jsonNumber(value)))).toBe(value);
      }),
      { numRuns: 500 },
    );
  });
});

suite("text cells of the CSV", () => {
  test("are no formulas, and quoted where needed", () => {
    expect(textCell("sort")).toBe("sort");
    expect(textCell("")).toBe("");
    for (const start of ["=", "+", "-", "@", "\t"]) expect(textCell(`${start}1`)).toBe(`'${start}1`);
    expect(textCell("\r1")).toBe(`"'\r1"`);
    expect(textCell('=a,"b"')).toBe(`"'=a,""b"""`);
    expect(textCell("a\nb")).toBe('"a\nb"');
    expect(textCell("a-b")).toBe("a-b");
  });
});

suite("tidy CSV", () => {
  test("has the header and one row a point", () => {
    const lines = csv(aSweep()).split("\n");
    expect(lines[0]).toBe(CSV_HEADER);
    expect(lines[0]).toBe("run_id,task,width,seed,split,metric,step,tokens,flops,wall_time,value");
    expect(lines.slice(1, 5)).toEqual([
      "w2-s0,,2,0,train,loss/train,1,1024,14336,0.1,2.5",
      "w2-s0,,2,0,train,grad_norm,1,1024,14336,0.1,1",
      "w2-s0,,2,0,train,lr,1,1024,14336,0.1,0.01",
      "w2-s0,,2,0,train,loss/train,2,2048,28672,0.2,0.30000000000000004",
    ]);
    expect(lines).toContain("w2-s0,,2,0,train,loss/train,3,3072,43008,0.3,1e-7");
    expect(lines).toContain("w2-s0,,2,0,heldout,loss/heldout,0,0,0,0,2.6");
    expect(lines).toContain("w2-s0,sort,2,0,heldout,ability/sort/exact,2,2048,28672,0.2,0.5");
    expect(lines).toContain("w2-s0,sort,2,0,heldout,ability/sort/loglik,2,2048,28672,0.2,-1.25");
    expect(lines.at(-1)).toBe("");
    expect(lines.length).toBe(1 + 3 * 3 + 2 * 4 + 1);
  });

  test("never touches numbers: a negative value stays a number", () => {
    expect(csv(aSweep())).not.toContain("'");
  });

  test("protects a task whose name is a formula", () => {
    const rows = readCsv(csv(aSweep({ tasks: [{ name: '=HYPERLINK("x"),1', weight: 1 }] })));
    const tasks = new Set(rows.map((row) => row[1]));
    expect(tasks).toEqual(new Set(["task", "", `'=HYPERLINK("x"),1`]));
    expect(rows.every((row) => row.length === 11)).toBe(true);
  });

  test("has every value of any table, exactly", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double(), { minLength: 3, maxLength: 3 }), { maxLength: 40 }),
        (rows) => {
          const sweep = aSweep();
          const run = sweep.runs[3] as Run;
          feed(
            sweep,
            run.id,
            "train",
            rows.map((values, i) => trainRow(i + 1, values[0] as number, values.slice(1))),
          );
          const own = readCsv(csv(sweep)).filter((row) => row[0] === run.id);
          expect(own.map((row) => Number(row[10]))).toEqual(rows.flat());
          expect(own.map((row) => row[6])).toEqual(rows.flatMap((_, i) => Array(3).fill(String(i + 1))));
        },
      ),
    );
  });

  test("comes in chunks, and their sum has every point of a long log", () => {
    const sweep = aSweep();
    const rows = Array.from({ length: 20_000 }, (_, i) => trainRow(i + 4, Math.sin(i), [Math.cos(i), 1 / i]));
    feed(sweep, "w4-s1", "train", rows);
    feed(sweep, "w4-s1", "eval", [evalRow(20_000, Number.NaN, [1, 1, -0])]);
    const chunks = [...csvChunks(sweep)];
    expect(chunks.length).toBeGreaterThan(5);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(1 << 20);
    const points = sweep.runs.reduce((sum, run) => sum + pointCount(run), 0);
    expect(chunks.join("").split("\n").length).toBe(points + 2);
    expect(csv(sweep)).toContain(",ability/sort/loglik,20000,20480000,573440000,2000,-0\n");
    expect(csv(sweep)).toContain(",loss/heldout,20000,20480000,573440000,2000,NaN\n");
  });

  test("a sweep without points is a header", () => {
    expect(csv(aSweep({ widths: [4] }))).toBe(`${CSV_HEADER}\n`);
  });
});

suite("JSON lines", () => {
  test("one object a log call, training and evaluation of a step together, in order", () => {
    const lines = jsonl(aSweep()).trimEnd().split("\n");
    expect(lines[0]).toBe(
      '{"_step":0,"_runtime":0,"_timestamp":1700000000.5,"run_id":"w2-s0","width":2,"seed":0,"loss/heldout":2.6,"ability/sort/exact":0.5,"ability/sort/token":0.75,"ability/sort/loglik":-1.25}',
    );
    expect(lines[2]).toBe(
      '{"_step":2,"_runtime":0.2,"_timestamp":1700000002,"run_id":"w2-s0","width":2,"seed":0,"loss/train":0.30000000000000004,"grad_norm":1,"lr":0.01,"loss/heldout":0.4,"ability/sort/exact":0.5,"ability/sort/token":0.75,"ability/sort/loglik":-1.25}',
    );
    expect(lines.map((line) => JSON.parse(line)._step)).toEqual([0, 1, 2, 3]);
  });

  test("has every value of any two tables, whatever steps they share", () => {
    const steps = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 30 });
    fc.assert(
      fc.property(steps, steps, fc.infiniteStream(fc.double()), (trainSteps, evalSteps, values) => {
        const sweep = aSweep();
        const run = sweep.runs[1] as Run;
        const draw = () => values.next().value as number;
        const train = trainSteps.sort((a, b) => a - b).map((s) => trainRow(s, draw(), [draw(), draw()]));
        const held = evalSteps.sort((a, b) => a - b).map((s) => evalRow(s, draw(), [draw(), draw(), draw()]));
        feed(sweep, run.id, "train", train);
        feed(sweep, run.id, "eval", held);
        const objects = jsonl(sweep)
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line));
        const own = objects.filter((object) => object.run_id === run.id);
        expect(own.map((o) => o._step)).toEqual(
          [...new Set([...trainSteps, ...evalSteps])].sort((a, b) => a - b),
        );
        for (const table of [run.train, run.eval]) {
          for (const name of table.columns.slice(3)) {
            const told = own.filter((object) => name in object).map((object) => fromJson(object[name]));
            expect(told).toEqual([...table.column(name)]);
          }
        }
      }),
    );
  });

  test("writes what diverged as strings", () => {
    const sweep = aSweep();
    feed(sweep, "w4-s0", "train", [trainRow(1, Number.NaN, [Infinity, -Infinity])]);
    expect(jsonl(sweep)).toContain('"loss/train":"NaN","grad_norm":"Infinity","lr":"-Infinity"}');
  });
});

suite("final scores", () => {
  test("mean of the last 50 training losses, last evaluation, null where nothing was measured", () => {
    const sweep = aSweep();
    feed(
      sweep,
      "w4-s0",
      "train",
      Array.from({ length: 120 }, (_, i) => trainRow(i + 1, i < 70 ? 100 : 2)),
    );
    const [first, second, third] = sweep.runs as [Run, Run, Run];
    expect(finalScores(third, ["sort"])).toEqual({
      ...{ steps: 120, trainLoss: 2, heldoutLoss: null, abilities: { sort: null } },
    });
    expect(finalScores(first, ["sort"])).toMatchObject({ heldoutLoss: 0.4, abilities: { sort: 0.5 } });
    expect(finalScores(first, []).trainLoss).toBeCloseTo((2.5 + 0.3 + 1e-7) / 3, 12);
    expect(finalScores(second, []).trainLoss).toBeNull();
    expect(meanOf([1, null, 3])).toBe(2);
    expect(meanOf([null])).toBeNull();
  });
});

suite("run.json", () => {
  test("says what fixes the sweep, what ran it and how it ended", () => {
    const sweep = aSweep({ steps: 3 });
    feed(sweep, "w4-s1", "train", [trainRow(1, Number.NaN)]);
    applyEvent(sweep, { type: "diverged", run: "w4-s1", step: 1, message: "" });
    applyEvent(sweep, { type: "done", run: "w2-s0" });
    applyEvent(sweep, { type: "finished", stopped: false }, BEGAN + 2500);
    const manifest = JSON.parse(runManifest(sweep, ENVIRONMENT));
    expect(manifest).toMatchObject({
      schema_version: 1,
      app: { name: "widthwise", version: "1.2.3", commit: "abc" },
      recipe: { ...sweep.summary.recipe },
      address: "#widths=2,4&seeds=0,1&steps=3",
      seeds: [0, 1],
      vocabulary_size: 3,
      context: 16,
      runtime: "Node 20",
      started_at: "2026-01-02T03:04:05.000Z",
      ended_at: "2026-01-02T03:04:07.500Z",
      wall_seconds: 2.5,
      data: null,
    });
    expect(Object.keys(manifest.recipe)).toEqual(Object.keys(sweep.summary.recipe));
    expect(Object.keys(manifest.engine.details)).toEqual(["ant", "zebra"]);
    expect(manifest.files.map((file: { name: string }) => file.name)).toEqual([
      ...["loss-log.csv", "loss-log.jsonl", "run.json"],
    ]);
    expect(manifest.files[0].points).toBe(3 * 3 + 2 * 4 + 3);
    expect(manifest.runs.map((run: { status: string }) => run.status)).toEqual([
      ...["done", "stopped", "stopped", "diverged"],
    ]);
    expect(manifest.runs[3]).toMatchObject({
      id: "w4-s1",
      diverged_at: 1,
      train_loss: "NaN",
      heldout_loss: null,
    });
    expect(manifest.runs[0]).toMatchObject({
      ...{
        parameters: 200,
        non_embedding_parameters: 160,
        flops_per_token: 14,
        tokens_per_step: 1024,
        steps: 3,
      },
      ...{ heldout_loss: 0.4, abilities: { sort: 0.5 } },
    });
  });

  test("is the same text for the same sweep, and tells the user's file", () => {
    const sweep = aSweep();
    const data = { name: "a.txt", bytes: 9, sha256: "ff", kind: "text" as const, train: 8, heldOut: 1 };
    const chance = { chance: 0.5, chanceWhy: "Half of the characters are alike." };
    const own = {
      ...sweep,
      summary: { ...sweep.summary, data: { ...data, ...chance, vocabulary: 3, warnings: [], examples: [] } },
    };
    expect(runManifest(own, ENVIRONMENT)).toBe(runManifest(own, ENVIRONMENT));
    const manifest = JSON.parse(runManifest(own, { ...ENVIRONMENT, commit: "" }));
    expect(manifest.data).toEqual({ name: "a.txt", bytes: 9, sha256: "ff" });
    expect(manifest.app.commit).toBeNull();
    expect(manifest).toMatchObject({ ended_at: null, wall_seconds: 9 });
  });
});

test("the page's three files hold the same text", async () => {
  const sweep = aSweep();
  const files = await exportFiles(sweep, ENVIRONMENT);
  expect(files.map((file) => file.name)).toEqual(["loss-log.csv", "loss-log.jsonl", "run.json"]);
  const texts = await Promise.all(files.map((file) => file.blob.text()));
  expect(texts).toEqual([csv(sweep), jsonl(sweep), runManifest(sweep, ENVIRONMENT)]);
});
