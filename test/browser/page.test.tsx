import axe from "axe-core";
import { render } from "preact";
import { afterEach, expect, suite, test } from "vitest";
import { DEFAULT_RECIPE, type Recipe } from "../../src/recipe/schema.ts";
import { createStore, type StoreControl } from "../../src/store/store.ts";
import { taskOf } from "../../src/tasks/registry.ts";
import { App } from "../../src/ui/App.tsx";
import type { Actions } from "../../src/ui/actions.ts";

const recipe: Recipe = { ...DEFAULT_RECIPE, widths: [2, 4, 8], seeds: [0], steps: 100 };

/** Actions that only write down what was wished. */
function recorder() {
  const wishes: string[] = [];
  const wish =
    (name: string) =>
    (...given: unknown[]) =>
      void wishes.push([name, ...given].join(" "));
  const names =
    "train pause resume step stop startOver exportAll setField setWidths setPreset openFiles dropFile dismiss showSweep showOwn useShownRecipe setAgainst reload reloadLater";
  const actions = Object.fromEntries(
    names.split(" ").map((name) => [name, wish(name)]),
  ) as unknown as Actions;
  return { wishes, actions };
}

function mount() {
  const control = createStore(recipe);
  const host = document.createElement("div");
  document.body.replaceChildren(host);
  const { wishes, actions } = recorder();
  render(<App store={control.store} actions={actions} appVersion="0" />, host);
  return { control, host, wishes };
}

function begin(control: StoreControl, names: readonly string[] = ["sort"]) {
  const cohort = { heads: 1, seeds: [0], nonEmbedding: 1, flopsPerToken: 1, tokensPerStep: 1024 };
  control.beginSweep({
    recipe,
    tasks: names.map((name) => ({ ...taskOf(name)!, heldOut: true })),
    vocabulary: [],
    context: 16,
    cohorts: recipe.widths.map((width) => ({ ...cohort, width, parameters: 100 * width })),
    data: null,
    engine: { engine: "tfjs", backend: "wasm", device: "WebAssembly SIMD", reason: "A test.", details: {} },
    workers: [recipe.widths.map((width) => `w${width}-s0`)],
  });
  control.setPhase("training");
}

/** Ten steps of each width and one evaluation: width 8 can sort, the others cannot. */
function tell(control: StoreControl, from: number) {
  for (const width of recipe.widths) {
    const steps = Array.from({ length: 10 }, (_, i) => from + i);
    const rows = steps.flatMap((step) => [step, step / 10, 0, 2 / width, 1, 0.01]);
    const score = width === 8 ? 0.9 : 0.1;
    control.accept([
      { type: "rows", run: `w${width}-s0`, table: "train", rows: Float64Array.from(rows) },
      {
        type: "rows",
        run: `w${width}-s0`,
        table: "eval",
        rows: Float64Array.from([from, 0, 0, 2 / width, score, score, -1]),
      },
    ]);
  }
}

const calm = () => new Promise((resolve) => setTimeout(resolve, 1200));
const button = (name: string) =>
  [...document.querySelectorAll("button")].find((candidate) => candidate.textContent === name)!;
const texts = (selector: string) =>
  [...document.querySelectorAll(selector)].map((element) => element.textContent);

suite("page", () => {
  afterEach(() => document.body.replaceChildren());

  test("is quiet before training: empty cells, Train and Step on, nothing else", () => {
    const { wishes } = mount();
    expect(texts(".cell")).toEqual(["not yet", "not yet", "not yet"]);
    expect(["Train", "Step"].map((name) => button(name).disabled)).toEqual([false, false]);
    expect(["Pause", "Stop", "Export"].map((name) => button(name).disabled)).toEqual([true, true, true]);
    button("Train").click();
    expect(wishes).toEqual(["train"]);
  });

  test("follows the tables although they change in place", async () => {
    const { control } = mount();
    begin(control);
    tell(control, 1);
    await calm();
    expect(texts(".cell")).toEqual(["not yet", "not yet", "90"]);
    expect(texts("figcaption")[0]).toContain("Width 8 is lowest on held-out prompts: 0.250 nats");
    expect(texts("figcaption")[1]).toBe("Steepest rise: sort, from 10 % at width 4 to 90 % at width 8.");
    expect(texts(".finding")[0]).toBe(
      "Sort emerged between 4 and 8. So far, at step 1. 1 seed, so a preview.",
    );
    expect(texts(".where")[0]).toContain("step 10 of 100");
    tell(control, 11);
    control.accept([{ type: "diverged", run: "w4-s0", step: 20, message: "NaN" }]);
    await calm();
    expect(texts(".where")[0]).toContain("step 20 of 100");
    expect(texts(".cell")).toEqual(["not yet", "diverged", "90"]);
    expect(texts(".rung .trouble")).toEqual(["", "diverged", ""]);
    expect(texts(".runs .diverged .text")).toEqual(["diverged at step 20"]);
    expect(texts("figcaption")[0]).toContain("Diverged: 4.");
  });

  test("shows how far a start is, in the place of the training's progress", async () => {
    const { control, host } = mount();
    const place = () =>
      [".bar", ".where"].map((part) => document.querySelector(part)!.getBoundingClientRect().top);
    const before = place();
    control.setPhase("starting");
    const news = { type: "building", phase: "kernels", width: 4, place: 2, cohorts: 3, of: 40 } as const;
    control.accept([{ ...news, done: 20 }]);
    await calm();
    expect(texts(".where")).toEqual(["Preparing width 4: 20 of 40 kernels compiled"]);
    const bar = document.querySelector("progress")!;
    expect([bar.getAttribute("aria-label"), bar.value, bar.max]).toEqual(["Preparation", 2.5 / 4, 1]);
    const said = () => document.querySelector('.unseen[role="status"]')?.textContent;
    await expect.poll(said, { timeout: 10_000 }).toBe("Preparing, 50 % done."); // at its own pace
    expect(place()).toEqual(before);
    expect(button("Stop").disabled).toBe(false);
    expect((await axe.run(host)).violations.map((found) => found.id)).toEqual([]);
    begin(control);
    await calm();
    expect(document.querySelector("progress")).toBeNull();
  });

  test("keeps the places of its buttons whatever the phase", async () => {
    const { control } = mount();
    begin(control);
    await calm();
    const place = () => button("Stop").getBoundingClientRect().left;
    const before = place();
    expect(button("Pause").disabled).toBe(false);
    control.setPhase("paused");
    await calm();
    expect(button("Resume").disabled).toBe(false);
    expect(place()).toBe(before);
  });

  test("rows keep their order while training and stand by emergence once it has finished", async () => {
    const { control } = mount();
    const titles = () => texts(".grid .label > span:first-child").slice(1);
    begin(control, ["sort", "copy"]);
    for (const width of recipe.widths) {
      const [sort, copy] = [width === 8 ? 1 : 0, width === 2 ? 0 : 1];
      const rows = Float64Array.from([1, 0, 0, 1, sort, sort, -1, copy, copy, -1]);
      control.accept([{ type: "rows", run: `w${width}-s0`, table: "eval", rows }]);
    }
    await calm();
    expect(titles()).toEqual(["Sort", "Copy"]);
    const cell = document.querySelectorAll<HTMLElement>(".cell")[2]!;
    cell.focus();
    control.setPhase("finished");
    await calm();
    expect(titles()).toEqual(["Copy", "Sort"]);
    expect(document.activeElement).toBe(cell);
    expect(texts(".finding")[0]).toContain("Copy emerged between 2 and 4. Sort emerged between 4 and 8.");
    control.setPhase("starting");
    await calm();
    expect(titles()).toEqual(["Sort", "Copy"]);
  });

  test("arrow keys walk the cells, which are one stop for Tab", async () => {
    const { control } = mount();
    begin(control, ["sort", "copy"]);
    await calm();
    const cells = [...document.querySelectorAll<HTMLElement>(".cell")];
    const press = (key: string) => {
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      return cells.indexOf(document.activeElement as HTMLElement);
    };
    cells[0]?.focus();
    expect(["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "ArrowDown"].map(press)).toEqual([
      0, 0, 1, 4, 4,
    ]);
    await calm();
    expect(cells.map((cell) => cell.tabIndex)).toEqual([-1, -1, -1, -1, 0, -1]);
    expect(texts(".cell-words")[0]).toContain("Copy, width 4: not evaluated yet");
  });

  test("a slider reads the losses of a step, and lets go when it is left", async () => {
    const { control } = mount();
    begin(control);
    tell(control, 1);
    await calm();
    const slider = document.querySelector<HTMLInputElement>('.reader input[type="range"]')!;
    expect([slider.min, slider.max, slider.value]).toEqual(["0", "9", "9"]); // steps 1 to 10
    slider.focus();
    slider.value = "3";
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await calm();
    expect(texts(".read-out dt")[0]).toContain("At step 4");
    expect(slider.getAttribute("aria-valuetext")).toBe("step 4: width 2 1.000, width 4 0.500, width 8 0.250");
    slider.blur();
    await calm();
    expect(texts(".read-out dt")[0]).toContain("Now");
  });

  test("a column's title sorts the runs, and sorts them the other way again", async () => {
    const { control } = mount();
    begin(control);
    tell(control, 1);
    await calm();
    const sorted = () => document.querySelector('[aria-sort$="ending"]');
    const widths = () => texts(".runs tbody th");
    expect([widths(), sorted()?.textContent]).toEqual([["2", "4", "8"], "↑Width"]);
    const titles = [...document.querySelectorAll<HTMLButtonElement>(".runs thead button")];
    const title = titles.find((one) => one.textContent?.endsWith("Train loss"))!;
    title.click();
    await calm();
    expect([widths(), sorted()?.textContent]).toEqual([["8", "4", "2"], "↑Train loss"]);
    title.click();
    await calm();
    expect([widths(), sorted()?.textContent]).toEqual([["2", "4", "8"], "↓Train loss"]);
  });

  test("has no accessibility violation before and during training", async () => {
    const { control, host } = mount();
    const violations = async () => (await axe.run(host)).violations.map((found) => found.id);
    expect(await violations()).toEqual([]);
    begin(control);
    tell(control, 1);
    await calm();
    expect(await violations()).toEqual([]);
  });
});
