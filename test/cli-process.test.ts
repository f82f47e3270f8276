import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, suite, test } from "vitest";

/** The real command line in a process of its own, with its real worker: what a person types. */

const folder = mkdtempSync(join(tmpdir(), "widthwise-process-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TSX = join("node_modules", "tsx", "dist", "cli.mjs");
const TINY = ["--widths", "2,4", "--steps", "20", "--batch", "8", "--eval-size", "8", "--eval-every", "10"];

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line; `interruptAt` sends SIGINT once that stands on stderr. */
function train(argv: readonly string[], interruptAt?: string): Promise<Ended> {
  const child = spawn(process.execPath, [TSX, "src/cli/main.ts", ...argv]);
  const text = { stdout: "", stderr: "" };
  let interrupted = false;
  child.stdout.on("data", (more) => {
    text.stdout += more;
  });
  child.stderr.on("data", (more) => {
    text.stderr += more;
    if (interrupted || interruptAt === undefined || !text.stderr.includes(interruptAt)) return;
    interrupted = true;
    child.kill("SIGINT");
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...text })));
}

const lines = (path: string): string[] => readFileSync(path, "utf8").trimEnd().split("\n");

function aFile(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

suite("the command line as a process", () => {
  test("trains, writes three files of one sweep, and prints one JSON line", async () => {
    const out = join(folder, "tiny");
    const { code, stdout, stderr } = await train([...TINY, "--seeds", "0,1", "--json", "--out", out]);
    expect(code, stderr).toBe(0);
    const summary = JSON.parse(stdout);
    expect(stdout).toMatch(/^\{[^\n]*\}\n$/);
    expect(summary).toMatchObject({ recipe: { widths: [2, 4], seeds: [0, 1], steps: 20 }, stopped: false });
    expect(summary.runs.map((run: { id: string }) => run.id)).toEqual(["w2-s0", "w2-s1", "w4-s0", "w4-s1"]);

    // every point: 20 steps and evaluations at 0 (before the first), 10 and 20, of four runs
    const csv = lines(join(out, "loss-log.csv")).slice(1);
    expect(csv).toHaveLength(4 * (20 * 3 + 3 * 4));
    const jsonl = lines(join(out, "loss-log.jsonl")).map((line) => JSON.parse(line));
    expect(jsonl.filter((object) => "loss/train" in object)).toHaveLength(4 * 20);
    expect(jsonl.filter((object) => "loss/heldout" in object)).toHaveLength(4 * 3);

    const losses = csv.filter((line) => line.startsWith("w4-s1,") && line.includes(",loss/train,"));
    const told = jsonl.filter((object) => object.run_id === "w4-s1" && "loss/train" in object);
    expect(losses.map((line) => Number(line.split(",")[10]))).toEqual(
      told.map((object) => object["loss/train"]),
    );
    const manifest = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    expect(manifest).toMatchObject({ recipe: summary.recipe, engine: { engine: summary.engine.engine } });
    expect(manifest.runs[3].heldout_loss).toBe(summary.runs[3].heldout_loss);
    expect(manifest.runtime).toContain(process.versions.node);
  });

  test("trains on a file of one's own", async () => {
    const pairs = Array.from({ length: 60 }, (_, i) => ({ prompt: `${i}+1`, answer: String(i + 1) }));
    const data = aFile("next.jsonl", pairs.map((pair) => JSON.stringify(pair)).join("\n"));
    const out = join(folder, "own");
    const { code, stdout, stderr } = await train([...TINY, "--data", data, "--json", "--out", out]);
    expect(code, stderr).toBe(0);
    expect(Object.keys(JSON.parse(stdout).widths[0].abilities)).toEqual(["data"]);
    const manifest = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    expect(manifest.data).toMatchObject({ name: "next.jsonl" });
    expect(manifest.data.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ["text.txt", "the quick brown fox jumps over the lazy dog. ".repeat(60)],
    ["한글 😀.txt", "다람쥐가 헌 쳇바퀴를 돌린다. 👩‍🚀🇰🇷❤️ שלום مرحبا\n".repeat(40)],
    ["short.txt", "a".repeat(40)],
  ])("trains on a text of one's own: %s", async (name, text) => {
    const out = join(folder, `out of ${name}`);
    const { code, stdout, stderr } = await train([
      ...TINY,
      "--data",
      aFile(name, text),
      "--json",
      "--out",
      out,
    ]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`${name}, bits per character of held-out text: `);
    const [told] = JSON.parse(stdout).texts;
    expect(told.widths.map((one: { bits: number }) => Number.isFinite(one.bits))).toEqual([true, true]);
    expect(told.baselines.trigram).toBeLessThanOrEqual(told.baselines.unigram);
    const manifest = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    expect(manifest).toMatchObject({ data: { name }, vocabulary_size: new Set(text).size });
    expect(manifest.tasks[0].bits_per_character_baselines).toEqual(told.baselines);
  });

  test.each([
    ["empty.jsonl", ""],
    ["binary.txt", Uint8Array.of(0, 1, 2, 255)],
    ["ragged.csv", "prompt,answer\na,b,c\n"],
    ["other.jsonl", '{"prompt": 1}\n'],
  ])("refuses %s with exit code 2 and writes nothing", async (name, content) => {
    const out = join(folder, `no-${name}`);
    const { code, stdout, stderr } = await train(["--data", aFile(name, content), "--out", out]);
    expect([code, stdout, existsSync(out)]).toEqual([2, "", false]);
    expect(stderr).toMatch(new RegExp(`^Wrong input: ${name.replace(".", "\\.")}.*\\n$`));
  });

  test("refuses a backend that Node does not have, and writes nothing", async () => {
    const out = join(folder, "no-webgpu");
    const { code, stdout, stderr } = await train([...TINY, "--backend", "webgpu", "--out", out]);
    expect([code, stdout, existsSync(out)]).toEqual([2, "", false]);
    expect(stderr).toMatch(/^Wrong input: .*webgpu.*\n$/i);
  });

  test("refuses what cannot be read as flags", async () => {
    const { code, stdout, stderr } = await train(["--stesp", "5", "--widths", "0"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^Wrong input: there is no flag "--stesp"; did you mean --steps\?; widths: .*\n$/);
  });

  test("ends with 1 where runs diverge, and keeps their logs to the last, non-finite step", async () => {
    const out = join(folder, "diverged");
    const wild = ["--lr", "10", "--weight-decay", "10", "--clip", "0", "--schedule", "constant", "--json"];
    const { code, stdout, stderr } = await train([...TINY, ...wild, "--out", out]);
    expect(code, stderr).toBe(1);
    const run = JSON.parse(stdout).runs.find((each: { status: string }) => each.status === "diverged");
    expect(stderr).toContain(`${run.id} diverged at step ${run.diverged_at}`);
    const last = lines(join(out, "loss-log.csv")).filter(
      (line) => line.startsWith(`${run.id},,`) && line.includes(`,${run.diverged_at},`),
    );
    expect(last.join("\n")).toMatch(/,(NaN|Infinity)$/m);
  });

  test("interrupted, it writes what there is and ends with 130", async () => {
    const out = join(folder, "interrupted");
    const long = ["--widths", "2", "--seeds", "0", "--steps", "1000000", "--batch", "8", "--eval-size", "8"];
    const { code, stdout, stderr } = await train([...long, "--json", "--out", out], "step ");
    expect(code, stderr).toBe(130);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({ stopped: true, runs: [{ status: "stopped" }] });
    expect(lines(join(out, "loss-log.jsonl")).length).toBeGreaterThanOrEqual(summary.runs[0].steps);
  });
});
