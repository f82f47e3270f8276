import type { Interval } from "../../analysis/bootstrap.ts";
import { count, nats, percent } from "../format.ts";
import type { Ability, AbilityRow } from "../view/abilities.ts";
import { spreadOf } from "../view/curves.ts";

const COLUMNS = [
  "Task",
  "Width",
  "Step",
  "Exact, mean",
  "Interval",
  "Seeds that have it",
  "Interval of the share",
  "Mean of those",
  "p to the power L",
  "Loss",
] as const;

const range = (interval: Interval | null | undefined): string =>
  interval ? `${percent(interval.low)} to ${percent(interval.high)}` : "–";

/** What the chart of ability against width shows, in all of its views, for those who cannot see the lines. */
export function AbilityTable({ rows }: { readonly rows: readonly AbilityRow[] }) {
  return (
    <div class="unseen">
      <table>
        <caption>Ability against width, per cent; loss in nats per answer token</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.flatMap(({ task, cells }) =>
            cells
              .filter((cell) => cell.score.n > 0)
              .map((cell) => <Row key={`${task.name} ${cell.width}`} title={task.title} cell={cell} />),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Row({ title, cell }: { readonly title: string; readonly cell: Ability }) {
  const { success } = cell;
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>{cell.width}</td>
      <td>{count(cell.step)}</td>
      <td>{percent(cell.score.mean)}</td>
      <td>{range(spreadOf(cell))}</td>
      <td>{success ? `${success.passed} of ${success.seeds}` : "–"}</td>
      <td>{range(success?.interval)}</td>
      <td>{percent(success?.meanGivenSuccess ?? Number.NaN)}</td>
      <td>{percent(cell.independent)}</td>
      <td>{nats(cell.loss)}</td>
    </tr>
  );
}
