import { strings } from "../../../strings/strings.ts";
import type { StepPanel } from "../over-steps.ts";
import { type Sheet, sheetOf } from "../sheet.ts";
import { scoreColumn, stepColumn, taskColumn } from "./columns.ts";

/** A row a task, width and evaluation. */
export function overStepsSheet(panels: readonly StepPanel[]): Sheet {
  const { captions, columns } = strings().save;
  const all = panels.flatMap(({ task, lines }) =>
    lines.flatMap(({ width, points }) => points.map((point) => ({ task, width, ...point }))),
  );
  return sheetOf<(typeof all)[number]>(
    captions.overSteps,
    [
      taskColumn(),
      { title: columns.width, name: "width", value: ({ width }) => width },
      stepColumn(({ step }) => step),
      scoreColumn(columns.exact, "exact_mean", ({ score }) => score),
    ],
    all,
  );
}
