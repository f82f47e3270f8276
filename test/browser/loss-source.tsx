import { render } from "preact";
import { DEFAULT_RECIPE, type RecipeOverride } from "../../src/recipe/schema.ts";
import { createStore, type StoreControl } from "../../src/store/store.ts";
import { taskOf } from "../../src/tasks/registry.ts";
import { LossChart } from "../../src/ui/charts/LossChart.tsx";
import "../../src/ui/css/base.css";
import "../../src/ui/css/charts.css";
import "../../src/ui/css/loss.css";

/** Columns of a row of the table of training. */
const COLUMNS = 6;

/** A loss that falls as a power of the step, with a batch's noise: a cheap hash, the same at every call. */
function lossAt(width: number, seed: number, step: number): number {
  const noise = Math.sin(step * 12.9898 + seed * 78.233 + width) * 43758.5453;
  return (0.02 + 3 / (1 + step * width * 1e-3)) * (0.85 + 0.3 * (noise - Math.floor(noise)));
}

/** A page's store with a sweep that has begun. */
export function begun(override: RecipeOverride): StoreControl {
  const recipe = { ...DEFAULT_RECIPE, ...override };
  const { widths, seeds } = recipe;
  const cohort = { heads: 1, seeds, nonEmbedding: 1, flopsPerToken: 1, tokensPerStep: 1024 };
  const control = createStore(recipe);
  control.beginSweep({
    recipe,
    tasks: [{ ...taskOf("sort")!, heldOut: true }],
    vocabulary: [],
    context: 16,
    cohorts: widths.map((width) => ({ ...cohort, width, parameters: 100 * width })),
    data: null,
    engine: { engine: "tfjs", backend: "wasm", device: "WebAssembly SIMD", reason: "A test.", details: {} },
    workers: [widths.flatMap((width) => seeds.map((seed) => `w${width}-s${seed}`))],
  });
  return control;
}

/** The steps after `from` of every run, told as a worker tells them; every tenth is evaluated where asked for. */
export function tell(control: StoreControl, from: number, steps: number, isEvaluated = false): void {
  const { runs } = control.store.sweep.value!;
  control.accept(
    runs.flatMap(({ id, width, seed }) => {
      const rows = new Float64Array(steps * COLUMNS);
      const evaluated: number[] = [];
      for (let i = 0, at = 0; i < steps; i++) {
        const step = from + i + 1;
        const loss = lossAt(width, seed, step);
        rows[at++] = step;
        rows[at++] = step / 50;
        rows[at++] = 1.7e9 + step;
        rows[at++] = loss;
        rows[at++] = 1;
        rows[at++] = 0.01;
        if (isEvaluated && step % 10 === 0) evaluated.push(step, step / 50, 1.7e9 + step, loss, 0.5, 0.5, -1);
      }
      const told = { type: "rows", run: id, table: "train", rows } as const;
      if (evaluated.length === 0) return [told];
      return [told, { type: "rows", run: id, table: "eval", rows: Float64Array.from(evaluated) } as const];
    }),
  );
}

/** The loss chart alone in an otherwise empty page, as the page draws it after a change. */
export function draw(control: StoreControl): void {
  const sweep = control.store.sweep.value;
  render(
    <div style={{ width: "640px" }}>
      <LossChart
        {...{ sweep, origin: null, provenance: null, behind: null, behindName: "" }}
        widths={sweep?.summary.recipe.widths ?? []}
        follow={control.store.version}
        version={control.store.version.value}
      />
    </div>,
    document.body,
  );
}

/** Takes the chart away. */
export const clear = (): void => render(null, document.body);

/** Waits for so many frames. */
export async function frames(n: number): Promise<void> {
  for (let i = 0; i < n; i++) await new Promise(requestAnimationFrame);
}

/** Waits for the chart's first picture. */
export async function drawn(): Promise<void> {
  while (!document.querySelector(".loss canvas")) await frames(1);
  await frames(3);
}

/** Waits until the chart has drawn what it was told: it redraws ten times a second at most. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 250));
  await frames(3);
}

/** The chart's pixels, four bytes each. */
export function pixels(): Uint8ClampedArray {
  const canvas = document.querySelector("canvas")!;
  return canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height).data;
}

/** How many pixels differ by more than what antialiasing at a seam may leave. */
export function different(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let n = 0;
  for (let i = 0; i < a.length; i += 4) {
    const most = Math.max(...[0, 1, 2, 3].map((c) => Math.abs(a[i + c]! - b[i + c]!)));
    if (most > 48) n++;
  }
  return n;
}

export const button = (name: string) =>
  [...document.querySelectorAll("button")].find((candidate) => candidate.textContent === name)!;

/** Opens the options and chooses a line for each seed instead of means. */
export async function chooseSingle(): Promise<void> {
  button("Options").click();
  await frames(2);
  const label = [...document.querySelectorAll("label")].find((one) => one.textContent === "a line each");
  label?.click();
  await frames(3);
}
