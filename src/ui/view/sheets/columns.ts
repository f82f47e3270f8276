import { strings } from "../../../strings/strings.ts";
import { count, percent } from "../../format.ts";
import type { TaskSummary } from "../../types.ts";
import type { Column } from "../sheet.ts";

/** Which task a row is of: by its title on the page, by its name in the file. */
export const taskColumn = <R extends { readonly task: TaskSummary }>(): Column<R> => ({
  title: strings().save.columns.task,
  name: "task",
  value: ({ task }) => task.name,
  shown: ({ task }) => task.title,
});

/** At which step a row was measured. */
export const stepColumn = <R>(step: (row: R) => number): Column<R> => ({
  title: strings().save.columns.step,
  name: "step",
  value: step,
  shown: (row) => count(step(row)),
});

/** A share of 1 in the file, per cent on the page. */
export const scoreColumn = <R>(title: string, name: string, value: (row: R) => number): Column<R> => ({
  title,
  name,
  value,
  shown: (row) => percent(value(row)),
});
