/** The columns of a run's two tables. The first three say when; the others are metrics by their public names. */

const TIME_COLUMNS = ["step", "wall_time", "timestamp"] as const;

/**
 * One row per training step. `wall_time`: seconds this cohort has spent training on the run's worker;
 * `timestamp`: Unix seconds.
 */
export const TRAIN_COLUMNS = [...TIME_COLUMNS, "loss/train", "grad_norm", "lr"] as const;

export const ABILITY_MEASURES = ["exact", "token", "loglik"] as const;
export type AbilityMeasure = (typeof ABILITY_MEASURES)[number];

/** The public name of one task's measure: `ability/sort/exact`. */
export const abilityColumn = (task: string, measure: AbilityMeasure): string => `ability/${task}/${measure}`;

/** One row per evaluation: held-out loss of the mixture, then each task's three measures. */
export const evalColumns = (tasks: readonly string[]): string[] => [
  ...TIME_COLUMNS,
  "loss/heldout",
  ...tasks.flatMap((task) => ABILITY_MEASURES.map((measure) => abilityColumn(task, measure))),
];
