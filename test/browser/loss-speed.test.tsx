import { afterAll, beforeAll, expect, suite, test } from "vitest";
import { cdp } from "vitest/browser";
import type { StoreControl } from "../../src/store/store.ts";
import { begun, chooseSingle, clear, draw, drawn, frames, settled, tell } from "./loss-source.tsx";

const STEPS = 100_000;
const HUNDRED_RUNS = {
  widths: Array.from({ length: 20 }, (_, i) => 2 * i + 2),
  seeds: [0, 1, 2, 3, 4],
  steps: STEPS + 10_000,
};

/** What vitest types of a session of Chromium's debugger, and what it hands out with the provider used here. */
interface Session {
  send(method: string, params?: object): Promise<{ metrics: { name: string; value: number }[] }>;
}
const session = () => cdp() as unknown as Session;

/** Processor milliseconds of this page's main thread so far: a busy machine lengthens them little. */
async function processor(): Promise<number> {
  const { metrics } = await session().send("Performance.getMetrics");
  return 1000 * metrics.find(({ name }) => name === "ThreadTime")!.value;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Moves of a hand that follow on each other. */
const MOVES = 10;

/**
 * Processor milliseconds of a frame while a hand moves: the median of some strokes. The chart draws coarsely while the
 * hand moves and finely once it rests (`lossPlot.ts`), so a stroke does not rest, and the rest after it is not counted.
 */
async function costOfMove(move: (turn: number) => void, strokes = 9): Promise<number> {
  const all: number[] = [];
  for (let turn = 0; turn < strokes; turn++) {
    const before = await processor();
    for (let i = 0; i < MOVES; i++) {
      move(turn);
      await frames(1);
    }
    all.push(((await processor()) - before) / MOVES);
    await settled();
  }
  return median(all);
}

/** Processor milliseconds of a doing with the two frames after it: the median of some. */
async function cost(act: (turn: number) => void, n = 9): Promise<number> {
  const all: number[] = [];
  for (let turn = 0; turn < n; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 120)); // the chart redraws ten times a second
    const before = await processor();
    act(turn);
    await frames(2);
    all.push((await processor()) - before);
  }
  return median(all);
}

function wheel(init: WheelEventInit): void {
  const over = document.querySelector(".u-over")!;
  const { left, top } = over.getBoundingClientRect();
  const at = { clientX: left + 300, clientY: top + 100 };
  over.dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, ...at, ...init }));
}

let control: StoreControl;
beforeAll(async () => {
  await session().send("Performance.enable", { timeDomain: "threadTicks" });
  control = begun(HUNDRED_RUNS);
  for (let from = 0; from < STEPS; from += 5000) tell(control, from, 5000);
}, 300_000);
afterAll(clear);

/** Two steps more of every run. */
const goOn = () => tell(control, control.store.sweep.value!.runs[0]!.train.length, 2);

/** What a hand's move costs; and news, in excess of idle frames and without what the store itself takes. */
async function costs(ofStore: number) {
  const idle = await cost(() => {});
  const zoom = await costOfMove((turn) => wheel({ ctrlKey: true, deltaY: turn % 3 === 2 ? 60 : -30 }));
  const pan = await costOfMove((turn) => wheel({ deltaX: turn % 2 === 0 ? 20 : -20 }));
  document.querySelector(".u-over")!.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
  await settled();
  return { zoom, pan, append: (await cost(goOn)) - idle - ofStore };
}

suite("a hundred runs of a hundred thousand points", { timeout: 280_000 }, () => {
  test("are drawn within a second, move at thirty frames a second, and grow in under five milliseconds", async () => {
    const ofStore = (await cost(goOn)) - (await cost(() => {}));
    const before = await processor();
    draw(control);
    await drawn();
    const first = (await processor()) - before;
    const mean = await costs(ofStore);
    await chooseSingle();
    const single = await costs(ofStore);
    const figures = JSON.stringify({ first, ofStore, mean, single });
    expect(first, figures).toBeLessThan(1000);
    for (const { zoom, pan, append } of [mean, single]) {
      expect(Math.max(zoom, pan), figures).toBeLessThan(1000 / 30);
      expect(append, figures).toBeLessThan(5);
    }
  });
});
