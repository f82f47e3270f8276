import { type Emergence, timeToEmergence } from "../analysis/emergence.ts";
import { TAU, unscale } from "../analysis/score.ts";
import { abilityColumn } from "./columns.ts";
import { evaluationsOf } from "./ladder.ts";
import type { Run } from "./run.ts";

/**
 * When an ability emerged in the runs of one width, in steps: of the median seed, over those that have not
 * diverged.
 */
export function whenEmerged(
  runs: readonly Run[],
  task: { readonly name: string; readonly chance: number },
): Emergence {
  const live = runs.filter((run) => run.status !== "diverged");
  const { steps, seeds } = evaluationsOf(live, abilityColumn(task.name, "exact"));
  return timeToEmergence(steps, seeds, { tau: unscale(TAU, task.chance) });
}
