import { type Emergence, timeToEmergence } from "../analysis/emergence.ts";
import { TAU, unscale } from "../analysis/score.ts";
import { abilityColumn } from "./columns.ts";
import { evaluationsOf } from "./ladder.ts";
import type { Run } from "./run.ts";

/** What was found last, by a width's first run and the task: tables only grow, so the same lengths mean the same. */
const FOUND = new WeakMap<Run, Map<string, { readonly rows: string; readonly found: Emergence }>>();

/**
 * When an ability emerged in the runs of one width, in steps: of the median seed, over those that have not
 * diverged. Asked again it searches only where evaluations have come.
 */
export function whenEmerged(
  runs: readonly Run[],
  task: { readonly name: string; readonly chance: number },
): Emergence {
  const live = runs.filter((run) => run.status !== "diverged");
  const [first] = live;
  if (!first) return search(live, task);
  const rows = `${task.chance} ${live.map((run) => `${run.id} ${run.eval.length}`).join(" ")}`;
  const ofRun = FOUND.get(first) ?? new Map<string, { rows: string; found: Emergence }>();
  FOUND.set(first, ofRun);
  const known = ofRun.get(task.name);
  if (known?.rows === rows) return known.found;
  const found = search(live, task);
  ofRun.set(task.name, { rows, found });
  return found;
}

function search(live: readonly Run[], task: { readonly name: string; readonly chance: number }): Emergence {
  const { steps, seeds } = evaluationsOf(live, abilityColumn(task.name, "exact"));
  return timeToEmergence(steps, seeds, { tau: unscale(TAU, task.chance) });
}
