import { afterEach, expect, suite, test } from "vitest";
import { openEngine } from "../src/engine/choose.ts";
import { messageOf } from "../src/lib/errors.ts";
import type { Answer, Asked, Question, TrainerEvent } from "../src/protocol.ts";
import type { Recipe } from "../src/recipe/schema.ts";
import { bound, type Heard, listen, openWasm, quiet, SIX, stepsOf, Workers } from "./client/workers.ts";

const ENDLESS: Recipe = { ...SIX, steps: 100_000 };
const ALL = ["w2-s0", "w2-s1", "w2-s2", "w4-s0", "w4-s1", "w4-s2"];
const QUESTION: Question = { task: "sort", prompt: "ponmdcba" };
/** Answers of one length, and where every answer has a question of its own. */
const MIXED = ["sort", "add", "mqar"].map((name) => ({ name, weight: 1 }));
const PATIENCE = { timeout: 20_000 };

let heard: Heard | null = null;
afterEach(() => heard?.client.dispose());

function open(count = 2, workers = new Workers()): Heard {
  heard = listen(workers.spawn, count);
  return heard;
}

function good(asked: Asked) {
  if (!asked.ok) throw new Error(`expected answers; got ${JSON.stringify(asked.problem)}`);
  return asked;
}

const symbols = ({ tokens }: Answer) => tokens.map(({ symbol }) => symbol).join("");

/** Trains to the end and asks again and again meanwhile; the losses and answers. */
async function trainAsking(recipe: Recipe, times: number, workers: number) {
  const { client, events, next } = open(workers);
  const finished = next("finished");
  await client.start(recipe, false);
  const asked: Asked[] = [];
  for (let i = 0; i < times; i++) asked.push(await client.ask(QUESTION));
  await finished;
  const last = good(await client.ask(QUESTION));
  client.dispose();
  return { rows: bitsOf(events), asked, last };
}

/** Every number that was told but those of time, by run and table. */
function bitsOf(events: readonly TrainerEvent[]): Record<string, number[]> {
  const bits: Record<string, number[]> = {};
  for (const event of events) {
    if (event.type !== "rows") continue;
    const key = `${event.run} ${event.table}`;
    const columns = event.table === "train" ? 6 : 7;
    bits[key] ??= [];
    bits[key].push(...event.rows.filter((_, i) => ![1, 2].includes(i % columns)));
  }
  return bits;
}

suite("asking every run", () => {
  test("while it trains: each run answers, its probabilities add up, and it learns", async () => {
    const { client, events } = open(3);
    await client.start({ ...ENDLESS, widths: [2, 16] }, false);
    const first = good(await client.ask(QUESTION));
    expect(first.prompt.join("")).toBe("ponmdcba=");
    expect(first.answers.map(({ run }) => run).toSorted()).toEqual(
      ALL.map((run) => run.replace("w4", "w16")).toSorted(),
    );
    for (const { tokens } of first.answers) {
      expect(tokens).toHaveLength(8);
      for (const { symbol, probability, likeliest } of tokens) {
        expect(likeliest[0]).toEqual({ symbol, probability });
        expect(likeliest).toHaveLength(5);
        const chances = likeliest.map((one) => one.probability);
        expect(chances).toEqual(chances.toSorted((a, b) => b - a));
        expect(chances.reduce((a, b) => a + b)).toBeLessThanOrEqual(1 + 1e-9);
        expect(probability).toBeGreaterThanOrEqual(1 / 17);
      }
    }
    await expect.poll(() => stepsOf(events)["w16-s0"] ?? 0, PATIENCE).toBeGreaterThan(60);
    const [later] = good(await client.ask({ ...QUESTION, runs: ["w16-s0"] })).answers;
    expect(later?.run).toBe("w16-s0");
    expect(later?.step).toBeGreaterThan(60);
    expect(later?.tokens).not.toEqual(first.answers.find(({ run }) => run === "w16-s0")?.tokens);
  });

  test("gives what any number of workers gives", async () => {
    const one = await trainAsking(SIX, 0, 1);
    const three = await trainAsking(SIX, 0, 3);
    const byRun = (answers: readonly Answer[]) => answers.toSorted((a, b) => (a.run < b.run ? -1 : 1));
    expect(byRun(one.last.answers)).toEqual(byRun(three.last.answers));
  });

  test("gives the answers that the engine's own logits give", async () => {
    const { client, events, next } = open();
    const finished = next("finished");
    await client.start({ ...SIX, tasks: MIXED, widths: [2, 8], steps: 60 }, false);
    await finished;
    const told = events.flatMap((event) => (event.type === "samples" && event.step === 60 ? [event] : []));
    expect(told.length).toBeGreaterThan(1);
    for (const { run, samples } of told) {
      for (const { task, prompt, answer } of samples) {
        const asked = good(await client.ask({ task, prompt: prompt.join(""), runs: [run] }));
        expect(asked.prompt).toEqual([`<${task}>`, ...prompt, "="].slice(0, asked.prompt.length));
        const shown = (asked.answers[0] as Answer).tokens.map(({ symbol }) => symbol);
        expect(shown.filter((symbol) => symbol !== "<end>")).toEqual(answer);
      }
    }
  });

  test("leaves every bit of the training as it is", async () => {
    const plain = await trainAsking({ ...SIX, steps: 200 }, 0, 2);
    const asking = await trainAsking({ ...SIX, steps: 200 }, 12, 2);
    expect(asking.rows).toEqual(plain.rows);
    expect(asking.last).toEqual(plain.last);
    expect(asking.asked.every((one) => one.ok)).toBe(true);
  });

  test("paused and stopped it is the answer of that step; a pause stays one, and is told once", async () => {
    const { client, events, next } = open();
    await client.start(ENDLESS, true);
    await client.step();
    await client.step();
    await quiet();
    const told = events.filter(({ type }) => type === "paused").length;
    const paused = good(await client.ask(QUESTION));
    expect(paused.answers.map(({ step }) => step)).toEqual(Array(6).fill(2));
    await quiet();
    expect(stepsOf(events)).toEqual(Object.fromEntries(ALL.map((run) => [run, 2])));
    expect(events.filter(({ type }) => type === "paused")).toHaveLength(told);
    await client.step();
    expect(good(await client.ask(QUESTION)).answers[0]?.step).toBe(3);
    const finished = next("finished");
    const before = good(await client.ask(QUESTION));
    await client.stop();
    await finished;
    expect(await client.ask(QUESTION)).toEqual(before);
  });

  test("the runs that a worker has finished while others go on", async () => {
    const { client, events } = open();
    await client.start({ ...ENDLESS, order: "narrow-first", steps: 400 }, false);
    await expect.poll(() => events.some(({ type }) => type === "done"), PATIENCE).toBe(true);
    const done = events.flatMap((event) => (event.type === "done" ? [event.run] : []));
    const { answers } = good(await client.ask({ ...QUESTION, runs: done }));
    expect(answers.map(({ run, step }) => [run, step])).toEqual(done.map((run) => [run, 400]));
  });
});

suite("who cannot be asked", () => {
  const GONE = { ok: false, problem: { kind: "gone" } };

  test("nobody before a start", async () => {
    expect(await open().client.ask(QUESTION)).toEqual(GONE);
  });

  test("runs that are not there are named", async () => {
    const { client } = open();
    await client.start(ENDLESS, true);
    const asked = good(await client.ask({ ...QUESTION, runs: ["w2-s0", "w3-s0"] }));
    expect(asked.answers.map(({ run }) => run)).toEqual(["w2-s0"]);
    expect(asked.gone).toEqual(["w3-s0"]);
    expect(await client.ask({ ...QUESTION, runs: ["w3-s0"] })).toEqual(GONE);
  });

  test("the runs of a sweep whose engine broke, or whose worker died", async () => {
    let isBroken = false;
    const breaking = async (recipe: Recipe) => {
      const engine = await openWasm(recipe);
      const build: typeof engine.build = async (spec, weights) => {
        const cohort = await engine.build(spec, weights);
        const submit = cohort.submit.bind(cohort);
        cohort.submit = (steps) => (isBroken ? Promise.reject(new Error("it broke")) : submit(steps));
        return cohort;
      };
      return { ...bound(engine), info: engine.info, build };
    };
    const { client, next } = open(1, new Workers(() => breaking));
    const failed = next("failed");
    await client.start(ENDLESS, false);
    isBroken = true;
    await failed;
    expect(await client.ask(QUESTION)).toEqual(GONE);
  });

  test("of a start that came to nothing after it had ended the sweep before", async () => {
    const workers = new Workers((worker) => async (recipe) => {
      if (worker === 1 && recipe.steps === 7) throw new Error("no room");
      return openEngine({ ...recipe, engine: "tfjs", backend: "cpu" });
    });
    const { client } = open(2, workers);
    await client.start({ ...SIX, engine: "tfjs", backend: "cpu" }, true);
    expect((await client.ask(QUESTION)).ok).toBe(true);
    const wrong = client.start({ ...SIX, engine: "tfjs", backend: "cpu", steps: 7 }, true);
    expect(await wrong.catch(messageOf)).toContain("no room");
    expect(await client.ask(QUESTION)).toEqual(GONE);
  });
});

suite("looking inside a run", () => {
  test("the same answer as asked, and numbers that hang together", async () => {
    const { client } = open(2);
    await client.start({ ...ENDLESS, layers: 2 }, true);
    await client.step();
    const inspected = await client.inspect("w4-s1", QUESTION);
    if (!inspected.ok) throw new Error("expected an inspection");
    const { tokens, given, answer, vocabulary, vectors, ...rest } = inspected.inspection;
    const [asked] = good(await client.ask({ ...QUESTION, runs: ["w4-s1"] })).answers;
    expect(answer).toEqual(asked);
    expect(given).toBe(9);
    expect(tokens.map(({ symbol }) => symbol).join("")).toBe(`ponmdcba=${symbols(answer).slice(0, -1)}`);
    expect(tokens.map(({ id }) => vocabulary[id])).toEqual(tokens.map(({ symbol }) => symbol));
    expect(rest).toMatchObject({ run: "w4-s1", step: 1, width: 4, layers: 2, heads: 2 });
    const T = tokens.length;
    const V = vocabulary.length;
    expect(rest.attention).toHaveLength(2 * 2 * T * T);
    expect(rest.attention.reduce((a, b) => a + b)).toBeCloseTo(2 * 2 * T, 4);
    answer.tokens.forEach((token, k) => {
      const row = rest.probabilities.subarray((given - 1 + k) * V, (given + k) * V);
      expect(Math.max(...row)).toBeCloseTo(token.probability, 6);
    });
    expect(vectors?.residual).toHaveLength(5);
    expect(rest.norms).toHaveLength(5 * T);
    expect(rest.norms[3 * T + 2]).toBeCloseTo(
      Math.hypot(...(vectors?.residual[3]?.subarray(8, 12) ?? [])),
      5,
    );
    const sum = vectors?.tokenEmbedding.map((x, i) => x + (vectors.positionEmbedding[i] as number));
    expect(vectors?.residual[0]).toEqual(sum);
    expect(vectors?.qkv.map((rows) => rows.length)).toEqual([T * 12, T * 12]);
    expect(vectors?.hidden.map((rows) => rows.length)).toEqual([T * 16, T * 16]);
  });

  test("no vectors above width 256, and no run that is not there", async () => {
    const { client } = open(1);
    await client.start({ ...ENDLESS, widths: [260], seeds: [0], batch: 1, evalSize: 1 }, true);
    const inspected = await client.inspect("w260-s0", QUESTION);
    expect(inspected.ok && inspected.inspection.vectors).toBeNull();
    expect(await client.inspect("w4-s0", QUESTION)).toEqual({ ok: false, problem: { kind: "gone" } });
  });
});
