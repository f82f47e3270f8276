import { strings } from "../../../strings/strings.ts";
import { count, percent } from "../../format.ts";
import type { StepPanel } from "../over-steps.ts";
import { type Sheet, sheetOf } from "../sheet.ts";

/** A row a task, width and evaluation. */
export function overStepsSheet(panels: readonly StepPanel[]): Sheet {
  const { captions, columns } = strings().save;
  const all = panels.flatMap(({ task, lines }) =>
    lines.flatMap(({ width, points }) => points.map((point) => ({ task, width, ...point }))),
  );
  return sheetOf(
    captions.overSteps,
    [
      { title: columns.task, name: "task", value: ({ task }) => task.name, shown: ({ task }) => task.title },
      { title: columns.width, name: "width", value: ({ width }) => width },
      { title: columns.step, name: "step", value: ({ step }) => step, shown: ({ step }) => count(step) },
      {
        title: columns.exact,
        name: "exact_mean",
        value: ({ score }) => score,
        shown: ({ score }) => percent(score),
      },
    ],
    all,
  );
}
