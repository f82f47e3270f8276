/** What a page begins with, once it knows how fast its machine is. */
import { expose } from "comlink";
import { afterEach, beforeEach, expect, suite, test, vi } from "vitest";
import { type Speed, secondsOf, stepCost } from "../src/analysis/cost.ts";
import type { Spawn } from "../src/client/connection.ts";
import { Controller } from "../src/controller.ts";
import type { TrainerApi } from "../src/protocol.ts";
import { presetOf, recipeOf } from "../src/recipe/presets.ts";
import { DEFAULT_RECIPE } from "../src/recipe/schema.ts";
import { recipeToHash } from "../src/recipe/url.ts";
import { Recordings } from "../src/recordings.ts";
import { createStore } from "../src/store/store.ts";
import { createTrainer } from "../src/train/trainer.ts";
import { Visit } from "../src/visit.ts";
import { openWasm, Workers } from "./client/workers.ts";
import { HERE } from "./export-source.ts";

/** A step of the wide runs that are trained here. */
const STEP = { layers: 2, width: 8, heads: 2, vocabulary: 17, context: 16, batch: 8, replicas: 1 };

/** A GPU fast enough for the long staircase. There is none here, so only its measured speed is made up. */
const GPU: Speed = { engine: "webgpu", upkeep: 1e-6, products: 1e-9 };

beforeEach(() => {
  vi.stubGlobal("location", { pathname: "/", search: "", hash: "" });
  vi.stubGlobal("history", { replaceState: vi.fn() });
});
afterEach(() => vi.unstubAllGlobals());

/** A worker whose machine has been measured already. */
const measured =
  (speed: Speed | null): Spawn =>
  () => {
    const { port1, port2 } = new MessageChannel();
    const api: TrainerApi = { ...createTrainer(openWasm), measure: async () => speed };
    expose(api, port2);
    port1.start();
    const terminate = () => [port1, port2].forEach((port) => void port.close());
    return { endpoint: port1, terminate, onError: () => undefined };
  };

function open(spawn: Spawn, address = { search: "", hash: "" }) {
  const control = createStore(DEFAULT_RECIPE, 2);
  const recordings = new Recordings(control, "http://localhost/recorded/");
  const visit = new Visit(control, HERE);
  const controller = new Controller(control, { spawn, count: 2 }, recordings, () => undefined, visit);
  controller.readAddress(address);
  return { controller, store: control.store };
}

const ABILITIES = recipeOf(presetOf("abilities")!);

suite("the first look", () => {
  test("an untouched page begins with the long staircase where a GPU makes it short", async () => {
    const { controller, store } = open(measured(GPU));
    await controller.measure();
    expect(store.machine.value).toEqual({ speed: GPU, workers: 2 });
    expect(store.recipe.value).toEqual(ABILITIES);
    expect(history.replaceState).toHaveBeenLastCalledWith(null, "", `/${recipeToHash(ABILITIES)}`);
  });

  test("nothing changes under somebody's hands", async () => {
    const { controller, store } = open(measured(GPU));
    controller.touched();
    await controller.measure();
    expect(store.machine.value.speed).toEqual(GPU);
    expect(store.recipe.value).toEqual(DEFAULT_RECIPE);
  });

  test("a link's recipe wins", async () => {
    const { controller, store } = open(measured(GPU), { search: "", hash: "#widths=4,8" });
    await controller.measure();
    expect(store.recipe.value.widths).toEqual([4, 8]);
    expect(store.recipe.value.tasks).toEqual(DEFAULT_RECIPE.tasks);
  });

  test("without a GPU it stays the quick one; the machine is measured in truth, and once", async () => {
    const workers = new Workers();
    const { controller, store } = open(workers.spawn);
    await controller.measure();
    const { speed } = store.machine.value;
    expect(speed).toMatchObject({ engine: "wasm" });
    expect(speed?.upkeep).toBeGreaterThan(1e-8);
    expect(store.recipe.value).toEqual(DEFAULT_RECIPE);
    await controller.measure();
    expect(store.machine.value.speed).toBe(speed);
  });

  test("where nothing can be measured nothing is told", async () => {
    const { controller, store } = open(measured(null));
    await controller.measure();
    expect(store.machine.value.speed).toBeNull();
    const dead = open(() => {
      throw new Error("no workers here");
    });
    await dead.controller.measure();
    expect(dead.store.notices.value).toEqual([]);
  });

  test("Train does not wait for the measuring; then the sweep tells the speed", async () => {
    const hash = "#widths=2,8&steps=60&seeds=0&batch=8";
    const { controller, store } = open(new Workers().spawn, { search: "", hash });
    const measuring = controller.measure();
    controller.train();
    await expect.poll(() => store.phase.value, { timeout: 20_000 }).toBe("finished");
    await measuring;
    const { speed } = store.machine.value;
    expect(speed).toMatchObject({ engine: "wasm" });
    const narrow = secondsOf(stepCost({ ...STEP, width: 2, heads: 1 }), speed!);
    const [first, second] = store.sweep.value!.runs.map((run) => run.train.last("wall_time") / 60);
    expect(narrow + secondsOf(stepCost(STEP), speed!)).toBeCloseTo(first! + second!, 9);
  });
});
