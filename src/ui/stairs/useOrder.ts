import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { wantsLessMotion } from "../hooks.ts";
import { type AbilityRow, byEmergence } from "../view/abilities.ts";

/**
 * The rows as they stand in the table: in the recipe's order while training, so that nothing jumps, and
 * in the order of emergence once the sweep is over. They glide there in browsers with view transitions,
 * unless less motion is wished for.
 */
export function useOrder(rows: readonly AbilityRow[], over: boolean): readonly AbilityRow[] {
  const [settled, setSettled] = useState(over);
  const rendered = useRef(() => {});
  const names = rows.map(({ task }) => task.name).join();
  const known = useRef(names);
  useLayoutEffect(() => {
    const isAnother = known.current !== names; // rows that were not there before have nowhere to glide from
    known.current = names;
    if (over === settled) return rendered.current();
    if (isAnother) return setSettled(over);
    const change = () =>
      new Promise<void>((resolve) => {
        const cell = document.activeElement?.closest<HTMLElement>(".cell");
        rendered.current = () => {
          // A row that is moved loses the focus.
          cell?.focus();
          rendered.current = () => {};
          resolve();
        };
        setSettled(over);
      });
    const moves = over && byEmergence(rows).some((row, i) => row !== rows[i]);
    if (moves) glide(change);
    else void change();
  }, [over, settled, names]);
  return settled && over ? byEmergence(rows) : rows;
}

/** Changes the page with a view transition where there is one and it is welcome. */
function glide(change: () => Promise<void>): void {
  if (wantsLessMotion() || !("startViewTransition" in document)) return void change();
  const { ready } = document.startViewTransition(change);
  // In a tab out of sight the browser skips the motion, and says so by a rejection.
  ready.catch(() => undefined);
}
