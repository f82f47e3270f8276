/** What a phone needs while it trains: a screen that stays on, and the truth about a tab that was hidden. */
import { ScreenLock } from "./screen-lock.ts";
import type { Store, StoreControl } from "./store/store.ts";
import { hiddenWords, type Pace, paceOf, stepsOf } from "./ui/view/hidden.ts";

/** A tab that was hidden more briefly than this is not worth a word, milliseconds. */
const WORTH_A_WORD = 5000;

/** A moment of training, to measure a pace from. */
interface Mark {
  readonly sweep: Store["sweep"]["value"];
  readonly at: number;
  readonly steps: number;
}

/** Follows the page's visibility and phase for as long as the page lives. */
export function watchPresence({ store, tell }: Pick<StoreControl, "store" | "tell">): void {
  const lock = new ScreenLock();
  const isTraining = () => store.phase.value === "training";
  const isVisible = () => document.visibilityState === "visible";
  let mark = markOf(store);
  let before: (Mark & Pace) | null = null;

  store.phase.subscribe(() => {
    mark = markOf(store);
    before = null;
    void lock.want(isTraining() && isVisible());
  });
  document.addEventListener("visibilitychange", () => {
    void lock.want(isTraining() && isVisible());
    if (!isTraining()) return;
    const now = markOf(store);
    if (!isVisible()) before = { ...now, ...paceOf(mark, now) };
    else if (before && before.sweep === now.sweep && now.at - before.at >= WORTH_A_WORD) {
      const [normal, hidden] = [before, paceOf(before, now)];
      tell({ kind: "info", text: () => hiddenWords(hidden, normal) });
    }
    if (isVisible()) mark = now;
  });
}

const markOf = (store: Store): Mark => ({
  sweep: store.sweep.value,
  at: performance.now(),
  steps: store.sweep.value ? stepsOf(store.sweep.value) : 0,
});
