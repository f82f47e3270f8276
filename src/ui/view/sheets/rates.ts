import { strings } from "../../../strings/strings.ts";
import type { RateMapView } from "../rates.ts";
import { type Sheet, sheetOf } from "../sheet.ts";

/** The map of losses by learning rate and width: a row a cell. */
export function rateSheet({ panels }: RateMapView): Sheet {
  const { columns } = strings().save;
  const cells = panels.flatMap(({ label, widths, rows }) =>
    rows.flatMap(({ rate, variant, cells }) =>
      cells.map((cell, i) => ({ label, rate, variant, width: widths[i]!, cell })),
    ),
  );
  return sheetOf<(typeof cells)[number]>(
    strings().charts.rates.title,
    [
      { title: null, name: "variant", value: ({ variant }) => variant },
      { title: null, name: "learning_rate", value: ({ rate }) => rate },
      { title: columns.width, name: "width", value: ({ width }) => width },
      { title: columns.loss, name: "heldout_loss_mean", value: ({ cell }) => cell.loss },
      { title: null, name: "diverged", value: ({ cell }) => Number(cell.text === "×") },
    ],
    cells,
  );
}
