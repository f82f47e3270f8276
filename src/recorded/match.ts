import { formatField } from "../recipe/parse.ts";
import { FIELD_NAMES, fieldOf, type Recipe } from "../recipe/schema.ts";
import type { RecordedHead } from "./format.ts";

/** True where two recipes train the same, but for the seeds and what the machine decides. */
export const isSameTraining = (a: Recipe, b: Recipe): boolean =>
  FIELD_NAMES.every(
    (name) =>
      name === "seeds" ||
      fieldOf(name).group === "machine" ||
      formatField(name, a[name]) === formatField(name, b[name]),
  );

/** True where two recipes train on the same tasks, in whatever order and shares. */
export const isSameTasks = (a: Recipe, b: Recipe): boolean => namesOf(a) === namesOf(b);

const namesOf = ({ tasks }: Recipe): string =>
  tasks
    .map(({ name }) => name)
    .sort()
    .join(",");

/** A recorded recipe for this machine: engine, backend and tuning stay its own. */
export const adopted = (recorded: Recipe, own: Recipe): Recipe => {
  const { engine, backend, autotune } = own;
  return { ...recorded, engine, backend, autotune };
};

/** The recorded sweep that another may be set against: best of the same training, else of the same tasks. */
export const comparable = (heads: readonly RecordedHead[], recipe: Recipe): RecordedHead | undefined =>
  heads.find((head) => isSameTraining(head.recipe, recipe)) ??
  heads.find((head) => isSameTasks(head.recipe, recipe));
