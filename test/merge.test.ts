import { expect, suite, test } from "vitest";
import { Merge } from "../src/client/merge.ts";
import type { TrainerEvent } from "../src/protocol.ts";

const paused: TrainerEvent = { type: "paused" };
const finished = (stopped = false): TrainerEvent => ({ type: "finished", stopped });
const done = (run: string): TrainerEvent => ({ type: "done", run });
const failed: TrainerEvent = { type: "failed", name: "EngineError", message: "lost" };

/** A merge of so many workers, and what it has told since the last look. */
function merging(workers: number | null) {
  const told: TrainerEvent[] = [];
  const merge = new Merge((events) => told.push(...events));
  if (workers !== null) merge.expect(workers);
  return { merge, news: () => told.splice(0) };
}

suite("one stream of many workers", () => {
  test("of one worker tells everything as it is", () => {
    const { merge, news } = merging(1);
    const all = [paused, done("w2-s0"), paused, finished(true)];
    merge.receive(0, all);
    expect(news()).toEqual(all);
  });

  test("of a start made side by side tells only what is further", () => {
    const { merge, news } = merging(2);
    const at = (place: number, done = 0): TrainerEvent => ({
      ...{ type: "building", phase: "width", width: 8, place, cohorts: 4, done, of: 2 },
    });
    merge.receive(0, [at(0), at(1), at(1, 2)]);
    merge.receive(1, [at(0), at(3)]);
    merge.receive(0, [at(2)]);
    merge.receive(1, [at(4)]);
    expect(news()).toEqual([at(0), at(1), at(1, 2), at(3), at(4)]);
  });

  test("has paused once all have, again after a wish to go on", () => {
    const { merge, news } = merging(2);
    merge.receive(0, [paused, paused]);
    expect(news()).toEqual([]);
    merge.receive(1, [done("w2-s1"), paused]);
    expect(news()).toEqual([done("w2-s1"), paused]);
    merge.goOn();
    merge.receive(1, [paused]);
    expect(news()).toEqual([]);
    merge.receive(0, [paused]);
    expect(news()).toEqual([paused]);
  });

  test("one that has finished is not waited for in a pause, before it and during it", () => {
    const { merge, news } = merging(2);
    merge.receive(0, [finished()]);
    merge.goOn();
    merge.receive(1, [paused]);
    expect(news()).toEqual([paused]);
    const other = merging(2);
    other.merge.receive(1, [paused]);
    other.merge.receive(0, [finished()]);
    expect(other.news()).toEqual([paused]);
  });

  test("has finished once all have; stopped if one was", () => {
    const { merge, news } = merging(3);
    merge.receive(2, [finished()]);
    merge.receive(0, [finished(true)]);
    expect(news()).toEqual([]);
    expect(merge.needs(2)).toBe(true);
    merge.receive(1, [finished()]);
    expect(news()).toEqual([finished(true)]);
    expect(merge.needs(2)).toBe(false);
  });

  test("fails with the first, and then is silent", () => {
    const { merge, news } = merging(2);
    merge.receive(1, [done("w2-s1"), failed, done("w4-s1")]);
    merge.receive(0, [done("w2-s0"), failed, finished()]);
    expect(news()).toEqual([done("w2-s1"), failed]);
  });

  test("a first worker that ends before it is known how many there are", () => {
    const alone = merging(null);
    alone.merge.receive(0, [done("w2-s0"), finished()]);
    expect(alone.news()).toEqual([done("w2-s0")]);
    alone.merge.expect(1);
    expect(alone.news()).toEqual([finished()]);
    const one = merging(null);
    one.merge.receive(0, [finished()]);
    one.merge.expect(2);
    expect([one.news(), one.merge.needs(1), one.merge.needs(2)]).toEqual([[], true, false]);
  });
});
