import { afterEach, expect, test, vi } from "vitest";
import { Controller } from "../src/controller.ts";
import { namedError } from "../src/lib/errors.ts";
import { DEFAULT_RECIPE } from "../src/recipe/schema.ts";
import { Recordings } from "../src/recordings.ts";
import { createStore, type StoreControl } from "../src/store/store.ts";
import { Visit } from "../src/visit.ts";
import { openWasm, SIX, Workers } from "./client/workers.ts";
import { HERE } from "./export-source.ts";

afterEach(() => vi.unstubAllGlobals());

const controllerOf = (control: StoreControl, workers: Workers) =>
  new Controller(
    control,
    { spawn: workers.spawn, count: 1 },
    new Recordings(control, "http://localhost/recorded/"),
    () => undefined,
    new Visit(control, HERE),
  );

test("a restart that is refused leaves a finished sweep finished", async () => {
  vi.stubGlobal("confirm", () => true);
  let willing = true;
  const refuse = () => Promise.reject(namedError("EngineError", "nothing computes here"));
  const workers = new Workers(() => (recipe) => (willing ? openWasm(recipe) : refuse()));
  const control = createStore({ ...SIX, widths: [2], seeds: [0], steps: 3 });
  const controller = controllerOf(control, workers);
  const phase = () => control.store.phase.value;
  controller.train();
  await expect.poll(phase, { timeout: 20_000 }).toBe("finished");
  willing = false;
  controller.train();
  expect(phase()).toBe("starting");
  await expect.poll(phase).not.toBe("starting");
  expect(phase()).toBe("finished");
  expect(control.store.notices.value.map(({ text }) => text)).toEqual(["nothing computes here"]);
});

test("a field that is set while the machine is measured stays as it was set", async () => {
  vi.stubGlobal("location", { pathname: "/", search: "", hash: "" });
  vi.stubGlobal("history", { replaceState: () => undefined });
  const control = createStore(DEFAULT_RECIPE);
  const controller = controllerOf(control, new Workers(() => openWasm));
  const measured = controller.measure();
  controller.setField("steps", "7");
  await measured;
  expect(control.store.machine.value.speed).not.toBeNull();
  expect(control.store.recipe.value.steps).toBe(7);
});

test("of messages that are only good to know the newest stays; errors all stay, each once", () => {
  const { store, tell } = createStore(DEFAULT_RECIPE);
  const told = () => store.notices.value.map(({ text }) => text);
  for (const text of ["saved a", "saved b"]) tell({ kind: "info", text });
  for (const text of ["broken", "torn", "broken"]) tell({ kind: "error", text });
  expect(told()).toEqual(["saved b", "torn", "broken"]);
  tell({ kind: "info", text: "saved c" });
  expect(told()).toEqual(["torn", "broken", "saved c"]);
});
