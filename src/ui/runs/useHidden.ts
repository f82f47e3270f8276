import { useMemo, useState } from "preact/hooks";
import type { Sweep } from "../../store/store.ts";

/** Runs that the loss chart leaves out. */
export interface Hidden {
  readonly ids: ReadonlySet<string>;
  toggle(id: string): void;
  showAll(): void;
}

const NONE: ReadonlySet<string> = new Set();

/** Which runs are left out, and the sweep without them: another sweep begins with all of its own. */
export function useHidden(sweep: Sweep | null) {
  const [state, setState] = useState<{ of: Sweep | null; ids: ReadonlySet<string> }>({ of: null, ids: NONE });
  const ids = state.of === sweep ? state.ids : NONE;
  const hidden = useMemo<Hidden>(
    () => ({
      ids,
      toggle: (id) => setState({ of: sweep, ids: toggled(ids, id) }),
      showAll: () => setState({ of: sweep, ids: NONE }),
    }),
    [sweep, ids],
  );
  const drawn = useMemo(() => sweep && without(sweep, ids), [sweep, ids]);
  return { hidden, drawn };
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** A sweep without some of its runs, and without the widths of which none is left. Tables are the sweep's own. */
export function without(sweep: Sweep, ids: ReadonlySet<string>): Sweep {
  if (ids.size === 0) return sweep;
  const runs = sweep.runs.filter((run) => !ids.has(run.id));
  const cohorts = sweep.summary.cohorts.filter(({ width }) => runs.some((run) => run.width === width));
  return {
    ...sweep,
    summary: { ...sweep.summary, cohorts },
    runs,
    get endedAt() {
      return sweep.endedAt;
    },
  };
}
