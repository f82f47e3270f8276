import { useLayoutEffect, useRef, useState } from "preact/hooks";
import {
  doubleWidth,
  isFull,
  LADDER_LIMITS,
  widthBelow,
  widthBetween,
  withoutWidth,
  withWidth,
} from "../../recipe/ladder.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { strings } from "../../strings/strings.ts";

/** One button of the ladder. */
export interface LadderControl {
  /** `add-3`, `remove-4`, `double`: what is focused keeps its name. */
  readonly id: string;
  readonly kind: "add" | "remove" | "double";
  /** What it does, in words. */
  readonly name: string;
  /** Why it does nothing; empty where it does. */
  readonly reason: string;
  /** The ladder after it. */
  readonly next: readonly number[];
  /** The width that comes or goes; 0 where none does. */
  readonly width: number;
}

/** The buttons of each width, before it an addition, and one that doubles the widest. */
export interface LadderControls {
  readonly rungs: readonly { readonly add: LadderControl; readonly remove: LadderControl }[];
  readonly double: LadderControl;
}

/** What can be done with a ladder, and what cannot and why. */
export function ladderControls(
  widths: readonly number[],
  recipe: Pick<Recipe, "heads">,
  fixed: string,
): LadderControls {
  const words = strings().play;
  const { max, most } = LADDER_LIMITS;
  const adding = (kind: "add" | "double", at: string, width: number | null, none: string): LadderControl => {
    const reason = fixed || (isFull(widths) ? words.full(most) : width === null ? none : "");
    const name = width === null ? none : kind === "add" ? words.add(width) : words.double(width);
    const next = width === null ? widths : withWidth(widths, width);
    return { id: `${kind}-${at}`, kind, name, reason, next, width: width ?? 0 };
  };
  const rungs = widths.map((width, i) => {
    const below = widths[i - 1];
    const added = below === undefined ? widthBelow(widths, recipe) : widthBetween(below, width, recipe);
    const none = below === undefined ? words.noneBelow(width) : words.noneBetween(below, width);
    return { add: adding("add", String(width), added, none), remove: removing(widths, width, fixed) };
  });
  return { rungs, double: adding("double", "end", doubleWidth(widths), words.noneAbove(max)) };
}

function removing(widths: readonly number[], width: number, fixed: string): LadderControl {
  const words = strings().play;
  return {
    id: `remove-${width}`,
    kind: "remove",
    name: words.remove(width),
    reason: fixed || (widths.length === 1 ? words.lastStays : ""),
    next: withoutWidth(widths, width),
    width,
  };
}

/**
 * Which button Tab reaches, what was said last, and how one is used: after it the focus is at the width that came,
 * or at the next one to that which went.
 */
export function useLadder(widths: readonly number[], setWidths: (widths: readonly number[]) => void) {
  const [stop, setStop] = useState("");
  const [said, setSaid] = useState("");
  const toolbar = useRef<HTMLDivElement>(null);
  const wanted = useRef("");
  useLayoutEffect(() => {
    if (wanted.current === "") return;
    toolbar.current?.querySelector<HTMLElement>(`[data-control="${wanted.current}"]`)?.focus();
    wanted.current = "";
  }, [widths]);
  const use = (control: LadderControl) => {
    if (control.reason !== "") return setSaid(control.reason);
    const words = strings().play;
    const isGone = control.kind === "remove";
    const to = isGone
      ? (control.next.find((width) => width > control.width) ?? control.next.at(-1))
      : control.width;
    wanted.current = `remove-${to}`;
    setSaid((isGone ? words.removed : words.added)(control.width, control.next.length));
    setWidths(control.next);
  };
  return { toolbar, stop, setStop, said, setSaid, use };
}
