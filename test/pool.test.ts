import { afterEach, expect, suite, test } from "vitest";
import type { Spawn } from "../src/client/connection.ts";
import { namedError } from "../src/lib/errors.ts";
import { applyEvent, type SweepLog } from "../src/metrics/sweep.ts";
import type { Recipe } from "../src/recipe/schema.ts";
import { answersOf } from "../src/ui/view/answers.ts";
import { pageWorkers } from "../src/worker-spawn.ts";
import {
  bound,
  type CreateEngine,
  type Heard,
  listen,
  openWasm,
  quiet,
  SIX,
  stepsOf,
  train,
  Workers,
} from "./client/workers.ts";

const ENDLESS: Recipe = { ...SIX, steps: 100_000 };
/** On the user's file. */
const OWN: Recipe = { ...SIX, tasks: [{ name: "data", weight: 1 }], context: 16, steps: 3 };
const ALL = ["w2-s0", "w2-s1", "w2-s2", "w4-s0", "w4-s1", "w4-s2"];

/** For a busy machine. */
const PATIENCE = { timeout: 20_000 };

let heard: Heard | null = null;
afterEach(() => heard?.client.dispose());

/** A client with so many of these workers. */
function open(workers: Workers | Spawn = new Workers(), count = 2): Heard {
  heard = listen(workers instanceof Workers ? workers.spawn : workers, count);
  return heard;
}

const losses = (log: SweepLog) => log.runs.map((run) => [...run.train.column("loss/train")]);

/** What is told of a sweep, without the news of its start. */
const told = ({ events }: Heard) => events.filter(({ type }) => type !== "building");

/** No step is told any more. */
async function expectSilence({ events }: Heard): Promise<void> {
  await quiet();
  const steps = stepsOf(events);
  await quiet();
  expect(stepsOf(events)).toEqual(steps);
}

/** Every run goes on. */
async function expectProgress({ events }: Heard): Promise<void> {
  const before = stepsOf(events);
  const isBehind = (run: string) => (stepsOf(events)[run] ?? 0) <= (before[run] ?? 0);
  await expect.poll(() => ALL.filter(isBehind), PATIENCE).toEqual([]);
}

suite("a sweep on several workers", () => {
  test("is one stream: every run once, and one end", async () => {
    const workers = new Workers();
    const sharing = open(workers, 3);
    const log = await train(sharing, SIX);
    expect(workers.kills).toHaveLength(3);
    expect(log.runs.map((run) => [run.id, run.status, run.train.length])).toEqual(
      ALL.map((run) => [run, "done", 30]),
    );
    expect(log.summary.workers.flat().sort()).toEqual(ALL);
    expect(log.summary.workers.map((runs) => runs.length)).toEqual([2, 2, 2]);
    expect(log.summary.engine.details.workers).toBe("3");
    expect(sharing.events.filter((event) => event.type === "finished")).toHaveLength(1);
    expect(sharing.events.at(-1)).toEqual({ type: "finished", stopped: false });
    const building = sharing.events.flatMap((event) => (event.type === "building" ? [event] : []));
    const places = building.map(({ place }) => place);
    expect(places[0]).toBe(1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(
      building.every((news) => news.cohorts === building[0]?.cohorts && news.place <= news.cohorts),
    ).toBe(true);
  });

  test("has on the page a worker for every core but one, at least one and at most eight", () => {
    expect([1, 2, 3, 8, 64, undefined].map(pageWorkers)).toEqual([1, 1, 2, 7, 8, 1]);
  });

  test("keeps its workers for the next sweep, has no more than runs, and ends with the same bits", async () => {
    const workers = new Workers();
    const sharing = open(workers, 8);
    const shared = losses(await train(sharing, SIX));
    expect(losses(await train(sharing, SIX))).toEqual(shared);
    expect(workers.kills).toHaveLength(6);
    const alone = await train(sharing, { ...SIX, widths: [4], seeds: [1] });
    expect(alone.summary.workers).toEqual([["w4-s1"]]);
    expect(losses(alone)[0]).toEqual(shared[4]);
  });

  test("has one worker where a GPU computes", async () => {
    const onGpu: CreateEngine = async (recipe) => {
      const engine = await openWasm(recipe);
      const info = { ...engine.info, backend: "webgpu" as const };
      return { ...bound(engine), info };
    };
    const workers = new Workers(() => onGpu);
    const log = await train(open(workers, 4), { ...SIX, steps: 3 });
    expect(workers.kills).toHaveLength(1);
    expect(log.summary.workers).toEqual([ALL]);
    expect(log.summary.engine.details.workers).toBe("1");
  });

  test("the user's file is given to all, a new one too", async () => {
    const sharing = open();
    for (const words of ["one two three four five ", "six seven eight nine "]) {
      const bytes = new TextEncoder().encode(words.repeat(20));
      await sharing.client.loadData({ name: "words.txt", arrayBuffer: async () => bytes.slice().buffer });
      const log = await train(sharing, OWN);
      expect(log.summary.vocabulary).toContain(words[0]);
      expect(log.runs.every((run) => run.status === "done")).toBe(true);
    }
    await sharing.client.dropData();
    expect(await sharing.client.start(OWN, false)).toMatchObject({ ok: false });
  });

  test("a file that a worker could not be given is read again for the next start", async () => {
    const sharing = open();
    let reads = 0;
    const give = (words: string, failsAt = 0) => {
      reads = 0;
      const arrayBuffer = async () => {
        if (++reads === failsAt) throw new Error("the disk was away");
        return new TextEncoder().encode(words.repeat(20)).buffer;
      };
      return sharing.client.loadData({ name: "words.txt", arrayBuffer });
    };
    await give("one two three four ");
    await train(sharing, OWN);
    await give("five six seven eight ", 2);
    await expect(sharing.client.start(OWN, false)).rejects.toThrow("the disk was away");
    await train(sharing, OWN);
    expect(reads).toBe(3);
  });

  test("a file that changes between the reads of two workers is refused", async () => {
    const sharing = open();
    let words = "one two three four ";
    const arrayBuffer = async () => {
      const bytes = new TextEncoder().encode(words.repeat(20));
      words = "two one three four "; // of the same length, with the same characters
      return bytes.buffer;
    };
    await sharing.client.loadData({ name: "words.txt", arrayBuffer });
    await expect(sharing.client.start(OWN, false)).rejects.toMatchObject({
      name: "DataError",
      message: expect.stringMatching(
        /^words\.txt: expected the same file in all workers; got .*choose it again/,
      ),
    });
    await quiet();
    expect(told(sharing)).toEqual([]);
    await sharing.client.loadData({ name: "words.txt", arrayBuffer });
    await train(sharing, OWN);
  });

  test("a file chosen during a start is for the next one; a start waits for the one before it", async () => {
    const fileOf = (words: string) => ({
      name: "words.txt",
      arrayBuffer: async () => {
        await quiet();
        return new TextEncoder().encode(words.repeat(20)).buffer;
      },
    });
    const sharing = open();
    const first = sharing.client.loadData(fileOf("one two three four "));
    const starting = sharing.client.start({ ...OWN, steps: 100_000 }, true);
    const second = sharing.client.loadData(fileOf("six vex zebu jay "));
    const result = await starting;
    expect(result).toMatchObject({ ok: true, summary: { data: await first } });
    const next = await Promise.all([second, sharing.client.start(OWN, true), sharing.client.dropData()]);
    expect(next[1]).toMatchObject({ ok: true, summary: { data: next[0] } });
    expect((await sharing.client.start(OWN, true)).ok).toBe(false);
  });

  test("the answers of a width are its first living seed's, wherever the others are", async () => {
    const log = await train(open(new Workers(), 6), SIX);
    const first = log.samples.get("w4-s0")?.samples;
    expect(log.samples.size).toBe(6);
    const shown = () => answersOf("sort", [2, 4], log).map(({ answers }) => answers[1]?.sample);
    expect(shown()).toEqual(first);
    applyEvent(log, { type: "diverged", run: "w4-s0", step: 30, message: "" });
    expect(shown()).toEqual(log.samples.get("w4-s1")?.samples);
  });
});

suite("wishes go to all", () => {
  test("pause is told once all have paused; then resume, stop", async () => {
    const sharing = open();
    await sharing.client.start(ENDLESS, false);
    await expectProgress(sharing);
    const paused = sharing.next("paused");
    await sharing.client.pause();
    await paused;
    await expectSilence(sharing);
    await sharing.client.resume();
    await expectProgress(sharing);
    const finished = sharing.next("finished");
    await sharing.client.stop();
    expect(await finished).toEqual({ type: "finished", stopped: true });
    await expectSilence(sharing);
  });

  test("a single step is one update of every run, from a standing start and from full speed", async () => {
    const sharing = open();
    await sharing.client.start(ENDLESS, true);
    await Promise.all([sharing.client.step(), sharing.client.step()]);
    await quiet();
    expect(stepsOf(sharing.events)).toEqual(Object.fromEntries(ALL.map((run) => [run, 2])));
    await sharing.client.resume();
    await expectProgress(sharing);
    await sharing.client.step();
    await expectSilence(sharing);
  });
});

/** An engine that takes its time to open. */
const slowly: CreateEngine = async (recipe) => {
  await new Promise((resolve) => setTimeout(resolve, 400));
  return openWasm(recipe);
};

suite("starts that come to nothing", () => {
  const stubborn: CreateEngine = () =>
    Promise.reject(namedError("EngineError", "this worker computes nothing"));

  test("a stop while the second worker is starting ends the first, and nothing is told", async () => {
    for (const wait of [50, 200]) {
      const sharing = open(new Workers((worker) => (worker === 1 ? slowly : openWasm)));
      const starting = sharing.client.start(ENDLESS, false);
      await new Promise((resolve) => setTimeout(resolve, wait));
      await sharing.client.stop();
      expect(await starting).toEqual({ ok: false, problems: [] });
      await quiet();
      expect(told(sharing)).toEqual([]);
      sharing.client.dispose();
    }
  });

  test("of two starts at once the later one runs", async () => {
    const sharing = open(new Workers(() => slowly));
    const both = [2, 6].map((width) => sharing.client.start({ ...ENDLESS, widths: [width] }, false));
    expect((await Promise.all(both)).map((result) => result.ok)).toEqual([false, true]);
    await expect
      .poll(() => Object.keys(stepsOf(sharing.events)).sort(), PATIENCE)
      .toEqual(["w6-s0", "w6-s1", "w6-s2"]);
    await sharing.client.stop();
    await expectSilence(sharing);
  });

  test("what the second refuses stops the first and is told; the next start may go well", async () => {
    let willing = false;
    const workers = new Workers(
      (worker) => (recipe) => (worker === 0 || willing ? openWasm : stubborn)(recipe),
    );
    const sharing = open(workers);
    await expect(sharing.client.start(ENDLESS, false)).rejects.toMatchObject({
      name: "EngineError",
      message: "this worker computes nothing",
    });
    await quiet();
    expect(told(sharing)).toEqual([]);
    willing = true;
    await train(sharing, SIX);
    expect(workers.kills).toHaveLength(2);
  });

  test("a second worker that cannot be started is told, too", async () => {
    const workers = new Workers();
    const spawnOne: Spawn = () => {
      if (workers.kills.length === 1) throw new Error("no more workers");
      return workers.spawn();
    };
    const sharing = open(spawnOne);
    await expect(sharing.client.start(ENDLESS, false)).rejects.toMatchObject({
      name: "WorkerError",
      message: expect.stringContaining("no more workers"),
    });
    await expectSilence(sharing);
    expect(told(sharing)).toEqual([]);
  });

  test("workers that would compute differently do not share a sweep", async () => {
    const other: CreateEngine = async (recipe) => {
      const engine = await openWasm(recipe);
      return { ...bound(engine), info: { ...engine.info, device: "an abacus" } };
    };
    const sharing = open(new Workers((worker) => (worker === 1 ? other : openWasm)));
    await expect(sharing.client.start(ENDLESS, false)).rejects.toMatchObject({
      name: "EngineError",
      message: expect.stringMatching(/^The workers would not compute alike: .*an abacus/),
    });
    await quiet();
    expect(told(sharing)).toEqual([]);
  });

  test("a start that the first refuses leaves the sweep that runs alone; a smaller one takes its place", async () => {
    const sharing = open();
    await sharing.client.start(ENDLESS, false);
    await expectProgress(sharing);
    expect((await sharing.client.start({ ...ENDLESS, steps: 0 }, false)).ok).toBe(false);
    await expectProgress(sharing);
    const small = await train(sharing, { ...SIX, widths: [6], seeds: [0], steps: 5 });
    expect(small.summary.workers).toEqual([["w6-s0"]]);
    await expectSilence(sharing);
  });

  test("a start that the engine's memory refuses leaves the sweep that runs alone, too", async () => {
    let disposed = 0;
    const small: CreateEngine = async (recipe) => {
      const engine = await openWasm(recipe);
      const dispose = () => {
        disposed++;
        engine.dispose();
      };
      const refusal = () => (recipe.widths.includes(6) ? "no room for 6" : null);
      return { ...bound(engine), info: engine.info, refusal, dispose };
    };
    const sharing = open(new Workers(() => small));
    await sharing.client.start(ENDLESS, false);
    await expectProgress(sharing);
    const refused = await sharing.client.start({ ...ENDLESS, widths: [6] }, false);
    expect(refused).toMatchObject({ ok: false, problems: [{ key: "batch", message: "no room for 6" }] });
    expect(disposed).toBe(1);
    await expectProgress(sharing);
  });
});

suite("workers that fail", () => {
  test("the second dies: all are ended, it is told once, and the next start gets new ones", async () => {
    const workers = new Workers();
    const sharing = open(workers);
    await sharing.client.start(ENDLESS, false);
    await expectProgress(sharing);
    workers.kills[1]?.(new Error("out of memory"));
    await expectSilence(sharing);
    expect(workers.ended.sort()).toEqual([0, 1]);
    const failures = sharing.events.filter((event) => event.type === "failed");
    expect(failures).toMatchObject([
      { name: "WorkerError", message: expect.stringContaining("out of memory") },
    ]);
    await train(sharing, SIX);
    expect(workers.kills).toHaveLength(4);
    expect(sharing.events.filter((event) => event.type === "failed")).toHaveLength(1);
  });

  test.each([
    [0, "the first"],
    [1, "the second"],
    [2, "the last"],
  ])("%i dies while the last one is starting: the start fails, and the next goes well", async (dies) => {
    const workers = new Workers((worker) => (worker === 2 ? slowly : openWasm));
    const sharing = open(workers, 3);
    const starting = sharing.client.start(ENDLESS, false);
    starting.catch(() => undefined);
    await expect.poll(() => workers.kills.length, PATIENCE).toBe(3);
    await quiet();
    workers.kills[dies]?.(new Error("out of memory"));
    await expect(starting).rejects.toMatchObject({
      name: "WorkerError",
      message: expect.stringContaining("out of memory"),
    });
    expect(told(sharing)).toEqual([]); // the answer has told it
    await train(sharing, SIX);
    expect(workers.kills).toHaveLength(6);
  });

  test.each([0, 1])(
    "worker %i dies idle: nobody hears of it, and it is replaced with its file",
    async (dies) => {
      const workers = new Workers();
      const sharing = open(workers);
      const bytes = new TextEncoder().encode("one two three four five ".repeat(20));
      await sharing.client.loadData({ name: "words.txt", arrayBuffer: async () => bytes.slice().buffer });
      await train(sharing, OWN);
      workers.kills[dies]?.(new Error("killed while it had nothing to do"));
      await quiet();
      expect(workers.ended).toEqual([dies]);
      await train(sharing, { ...SIX, widths: [4], seeds: [0] });
      await train(sharing, OWN);
      expect(workers.kills).toHaveLength(3);
      expect(sharing.events.filter((event) => event.type === "failed")).toEqual([]);
    },
  );

  test("the engine of one is lost: the sweep has failed, once", async () => {
    let lose: (error: Error) => void = () => undefined;
    const losable: CreateEngine = async (recipe) => {
      const engine = await openWasm(recipe);
      const onLost = (listener: typeof lose) => {
        lose = listener;
      };
      return { ...bound(engine), info: engine.info, onLost };
    };
    const workers = new Workers((worker) => (worker === 1 ? losable : openWasm));
    const sharing = open(workers);
    await sharing.client.start(ENDLESS, false);
    await expectProgress(sharing);
    const failed = sharing.next("failed");
    lose(namedError("EngineError", "the device was lost"));
    expect(await failed).toMatchObject({ name: "EngineError", message: "the device was lost" });
    await expectSilence(sharing);
    expect(workers.ended.sort()).toEqual([0, 1]);
    expect(sharing.events.at(-1)).toMatchObject({ type: "failed" });
  });
});
