import type { Interval } from "../../../analysis/bootstrap.ts";
import { passedAt } from "../../../analysis/crossing.ts";
import { strings } from "../../../strings/strings.ts";
import { nats, percent } from "../../format.ts";
import type { TaskSummary } from "../../types.ts";
import type { Ability, AbilityRow } from "../abilities.ts";
import { spreadOf } from "../curves.ts";
import { type Column, type Sheet, sheetOf } from "../sheet.ts";
import { scoreColumn, stepColumn, taskColumn } from "./columns.ts";

interface Row {
  readonly task: TaskSummary;
  readonly cell: Ability;
}

const range = (interval: Interval | null | undefined): string =>
  interval ? strings().save.range(percent(interval.low), percent(interval.high)) : "–";

/** What the chart of ability against width shows, in all of its views. */
export function abilitySheet(rows: readonly AbilityRow[]): Sheet {
  const cells = rows.flatMap(({ task, cells }) =>
    cells.filter((cell) => cell.score.n > 0).map((cell): Row => ({ task, cell })),
  );
  return sheetOf(strings().save.captions.ability, [...scoreColumns(), ...shareColumns()], cells);
}

function scoreColumns(): Column<Row>[] {
  const { columns } = strings().save;
  const spread = ({ cell }: Row) => spreadOf(cell);
  return [
    taskColumn(),
    { title: columns.width, name: "width", value: ({ cell }) => cell.width },
    stepColumn(at("step")),
    scoreColumn(columns.exact, "exact_mean", ({ cell }) => cell.score.mean),
    {
      title: columns.interval,
      name: "exact_low",
      value: (row) => spread(row)?.low ?? Number.NaN,
      shown: (row) => range(spread(row)),
    },
    { title: null, name: "exact_high", value: (row) => spread(row)?.high ?? Number.NaN },
  ];
}

function shareColumns(): Column<Row>[] {
  const { columns, share } = strings().save;
  const success = ({ cell }: Row) => cell.success;
  return [
    {
      title: columns.passed,
      name: "seeds_passed",
      value: (row) => success(row)?.passed ?? Number.NaN,
      shown: (row) => {
        const found = success(row);
        return found ? share(found.passed, found.seeds) : "–";
      },
    },
    { title: null, name: "seeds", value: (row) => success(row)?.seeds ?? Number.NaN },
    {
      title: columns.shareInterval,
      name: "share_low",
      value: (row) => success(row)?.interval.low ?? Number.NaN,
      shown: (row) => range(success(row)?.interval),
    },
    { title: null, name: "share_high", value: (row) => success(row)?.interval.high ?? Number.NaN },
    scoreColumn(columns.given, "mean_given_success", (row) => success(row)?.meanGivenSuccess ?? Number.NaN),
    scoreColumn(columns.independent, "p_to_the_l", at("independent")),
    { title: columns.loss, name: "loss", value: at("loss"), shown: ({ cell }) => nats(cell.loss) },
  ];
}

const at =
  (field: "step" | "independent" | "loss") =>
  ({ cell }: Row): number =>
    cell[field];

/** The grid: a row a task, a column a width, and where the ability emerged. */
export function gridSheet(rows: readonly AbilityRow[], widths: readonly number[]): Sheet {
  const { captions, columns } = strings().save;
  const { notYet } = strings().stairs;
  const place = ({ emergence }: AbilityRow) => passedAt(emergence.point);
  return sheetOf<AbilityRow>(
    captions.grid,
    [
      taskColumn(),
      ...widths.map(
        (width, i): Column<AbilityRow> => ({
          title: String(width),
          name: `width_${width}`,
          value: ({ cells }) => cells[i]?.score.mean ?? Number.NaN,
          shown: ({ cells }) => percent(cells[i]?.score.mean ?? Number.NaN),
        }),
      ),
      {
        title: columns.emerged,
        name: "emerged_at_width",
        value: place,
        shown: (row) => (Number.isFinite(place(row)) ? String(Number(place(row).toPrecision(3))) : notYet),
      },
    ],
    rows,
  );
}
