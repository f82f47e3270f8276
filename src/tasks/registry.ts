import { add } from "./suite/add.ts";
import { addReversed } from "./suite/add-reversed.ts";
import { copy } from "./suite/copy.ts";
import { count } from "./suite/count.ts";
import { facts } from "./suite/facts.ts";
import { histogram } from "./suite/histogram.ts";
import { induction } from "./suite/induction.ts";
import { largest } from "./suite/largest.ts";
import { modular } from "./suite/modular.ts";
import { modularTable } from "./suite/modular-table.ts";
import { mqar } from "./suite/mqar.ts";
import { multiply } from "./suite/multiply.ts";
import { parity } from "./suite/parity.ts";
import { recall } from "./suite/recall.ts";
import { reverse } from "./suite/reverse.ts";
import { sort } from "./suite/sort.ts";
import { stories } from "./suite/stories/stories.ts";
import { tenDigits } from "./suite/ten-digits.ts";
import { twoHops } from "./suite/two-hops.ts";
import type { Task } from "./task.ts";

/**
 * The suite, in the order in which the abilities are expected to emerge, running text last. A new task is a
 * file and a line.
 */
export const TASKS: readonly Task[] = [
  largest,
  copy,
  reverse,
  sort,
  modular,
  multiply,
  induction,
  count,
  histogram,
  facts,
  addReversed,
  add,
  mqar,
  recall,
  tenDigits,
  twoHops,
  parity,
  modularTable,
  stories,
];

/** The names that a recipe may use, in the same order. */
export const TASK_NAMES: readonly string[] = TASKS.map((task) => task.name);

/** The task of that name, if a recipe may name it. */
export const taskOf = (name: string): Task | undefined => TASKS.find((task) => task.name === name);

/** The probe of that name: an ability that is scored inside another task's examples. */
export const probeOf = (name: string): Task | undefined =>
  TASKS.flatMap((task) => task.probes ?? []).find((probe) => probe.name === name);
