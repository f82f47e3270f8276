import { DataTable } from "../parts/DataTable.tsx";
import type { Provenance } from "../view/provenance.ts";
import type { Sheet } from "../view/sheet.ts";
import type { Figure } from "./figure.ts";
import { SaveMenu } from "./SaveMenu.tsx";

interface Props {
  /** The chart's title. */
  readonly chart: string;
  /** Where what is shown comes from; null where nothing is shown. */
  readonly provenance: Provenance | null;
  figure(): Figure | Promise<Figure>;
  /** The tables behind it; none where the chart is a table itself. */
  sheets?(): readonly Sheet[];
}

/** Below every chart: its numbers as tables, and what it can be saved as. Its room is kept before there is anything. */
export function ChartFoot({ chart, provenance, figure, sheets }: Props) {
  if (!provenance) return <div class="chart-foot" />;
  return (
    <div class="chart-foot">
      {sheets && <DataTable {...{ chart, sheets }} />}
      <SaveMenu {...{ chart, figure, provenance }} />
    </div>
  );
}
