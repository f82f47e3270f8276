import { expect, suite, test } from "vitest";
import { preparingShare, preparingWords } from "../src/analysis/preparing.ts";
import type { Building } from "../src/protocol.ts";
import { DEFAULT_RECIPE } from "../src/recipe/schema.ts";
import { createStore } from "../src/store/store.ts";
import { BuildingNews } from "../src/train/building.ts";
import { announcement, statusWords, waitingWords } from "../src/ui/view/status.ts";

/** News of two cohorts, with a clock to turn. */
function listen() {
  const told: Building[] = [];
  const clock = { now: 0 };
  const sink = (events: readonly unknown[]) => void told.push(...(events as Building[]));
  return { told, clock, news: new BuildingNews(sink, 2, 0, () => clock.now) };
}

const kernels = (done: number, of: number) => ({ phase: "kernels", done, of }) as const;

suite("news of a start", () => {
  test("comes at once where something else begins or ends, else ten times a second", () => {
    const { told, clock, news } = listen();
    news.engine({ phase: "self-test", done: 0, of: 9 });
    const first = news.cohort(8, 1);
    for (let done = 0; done < 100; done++) {
      first(kernels(done, 100));
      clock.now += 5;
    }
    first(kernels(100, 100));
    news.cohort(16, 2);
    expect(told.map(({ phase, place, done }) => [phase, place, done])).toEqual([
      ["self-test", 0, 0],
      ["width", 1, 0],
      ...[0, 20, 40, 60, 80, 100].map((done) => ["kernels", 1, done]),
      ["width", 2, 0],
    ]);
  });

  test("reads as plain words, and its share only rises", () => {
    const { told, clock, news } = listen();
    const tell = (step: () => void) => {
      clock.now += 1000;
      step();
    };
    tell(() => news.engine({ phase: "self-test", done: 3, of: 9 }));
    clock.now += 1000;
    const width = news.cohort(8, 1);
    tell(() => width({ phase: "tuning", done: 1, of: 4 }));
    tell(() => width(kernels(37, 62)));
    tell(() => news.cohort(16, 2));
    expect(told.map(preparingWords)).toEqual([
      "Testing this adapter: 3 of 9 kernels compiled",
      "Preparing width 8",
      "Preparing width 8: timing kernels, shape 2 of 4",
      "Preparing width 8: 37 of 62 kernels compiled",
      "Preparing width 16",
    ]);
    const shares = told.map(preparingShare);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });
});

const IDLE = {
  phase: "idle",
  recipe: DEFAULT_RECIPE,
  machine: { speed: null, workers: 1 },
  sweep: null,
  progress: null,
  building: null,
} as const;

suite("the store", () => {
  const news: Building = {
    ...{ type: "building", phase: "kernels", width: 8, place: 1, cohorts: 3, done: 5, of: 10 },
  };

  test("keeps the last news while a start is under way, and no longer", () => {
    const { store, accept, setPhase } = createStore(DEFAULT_RECIPE);
    accept([news]);
    expect(store.building.value).toBeNull();
    setPhase("starting");
    accept([{ ...news, done: 4 }, news]);
    expect(store.building.value).toEqual(news);
    setPhase("training");
    accept([news]);
    expect(store.building.value).toBeNull();
  });

  test("is told in words: every kernel to the eye, every quarter to the ear", () => {
    const words = (building: Building | null) => statusWords({ ...IDLE, phase: "starting", building });
    const said = (building: Building | null) => announcement("starting", null, null, building);
    expect(words(null)).toBe("Starting: opening the engine …");
    expect(words(news)).toBe("Preparing width 8: 5 of 10 kernels compiled");
    expect([null, { ...news, place: 0, phase: "self-test" } as const, news].map(said)).toEqual([
      "Starting.",
      "Testing this adapter.",
      "Preparing, 25 % done.",
    ]);
    expect(said({ ...news, done: 6 })).toBe(said(news));
    expect([null, { ...news, phase: "self-test" } as const, news].map(waitingWords)).toEqual([
      "The engine is chosen by what this machine has.",
      "This adapter is new here: its results are checked before it trains.",
      "Everything is made ready once, width by width; then training starts.",
    ]);
  });
});
