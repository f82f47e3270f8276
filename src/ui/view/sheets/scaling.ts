import type { SizeMeasure } from "../../../metrics/ladder.ts";
import { strings } from "../../../strings/strings.ts";
import { count, flops, nats } from "../../format.ts";
import type { ScalingView, SizedWidth } from "../scaling.ts";
import { type Sheet, sheetOf } from "../sheet.ts";

/** The points of the chart of loss against size. */
export function scalingSheet(view: ScalingView, by: SizeMeasure): Sheet {
  const { table, columns } = strings().charts.scaling;
  const isParameters = by === "parameters";
  return sheetOf<SizedWidth>(
    table,
    [
      { title: columns.width, name: "width", value: ({ width }) => width },
      {
        title: columns[by],
        name: isParameters ? "non_embedding_parameters" : "flops",
        value: ({ size }) => size,
        shown: ({ size }) => (isParameters ? count(size) : flops(size)),
      },
      {
        title: columns.mean,
        name: "heldout_loss_mean",
        value: ({ mean }) => mean,
        shown: ({ mean }) => nats(mean),
      },
      { title: columns.seeds, name: "seeds", value: ({ losses }) => losses.length },
    ],
    view.widths,
  );
}
