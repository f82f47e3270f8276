import { useMemo, useState } from "preact/hooks";
import type { Axis } from "../../metrics/axis.ts";
import { evaluatedSteps, sweepAt } from "../../metrics/moment.ts";
import type { Sweep } from "../../store/store.ts";
import type { TaskSummary } from "../types.ts";
import { type AbilityRow, abilityRows } from "../view/abilities.ts";

/** Which moments of a sweep the stairs show: one, or two against each other. */
export interface Moment {
  /** The steps at which something was evaluated, ascending. */
  readonly steps: readonly number[];
  /** The step that is looked at; null for now, whenever that is. */
  readonly at: number | null;
  /** The step that it is set against; null for none. */
  readonly against: number | null;
  /** The sweep as it was then, and its rows. */
  readonly sweep: Sweep | null;
  readonly rows: readonly AbilityRow[];
  /** The rows at the other step; null where there is none. */
  readonly others: readonly AbilityRow[] | null;
  setAt(step: number | null): void;
  setAgainst(step: number | null): void;
}

interface Chosen {
  readonly of: Sweep | null;
  readonly at: number | null;
  readonly against: number | null;
}

/** What of the newest state is needed: the sweep, its rows now, and a number that rises with its evaluations. */
interface Now {
  readonly sweep: Sweep | null;
  readonly tasks: readonly TaskSummary[];
  readonly rows: readonly AbilityRow[];
  readonly evaluated: number;
  readonly axis: Axis;
}

/** Looks back at a sweep. It stays with now unless a moment is chosen, and another sweep begins with now again. */
export function useMoment({ sweep, tasks, rows, evaluated, axis }: Now): Moment {
  const [chosen, choose] = useState<Chosen>({ of: null, at: null, against: null });
  const { at, against } = chosen.of === sweep ? chosen : NOW;
  const steps = useMemo(() => (sweep ? evaluatedSteps(sweep) : []), [sweep, evaluated]);
  const then = useThen(sweep, at);
  const other = useThen(sweep, against);
  const rowsOf = (one: Sweep | null) => one && abilityRows(tasks, one.summary.recipe.widths, one, axis);
  const thenRows = useMemo(() => rowsOf(then), [then, tasks, axis]);
  const others = useMemo(() => rowsOf(other), [other, tasks, axis]);
  return {
    ...{ steps, at, against, others },
    sweep: then ?? sweep,
    rows: thenRows ?? rows,
    setAt: (step) => choose({ of: sweep, at: step === steps.at(-1) ? null : step, against }),
    setAgainst: (step) => choose({ of: sweep, at, against: step }),
  };
}

const NOW = { at: null, against: null } as const;

/** The sweep at a step; null for now. */
const useThen = (sweep: Sweep | null, step: number | null): Sweep | null =>
  useMemo(() => (sweep && step !== null ? sweepAt(sweep, step) : null), [sweep, step]);
