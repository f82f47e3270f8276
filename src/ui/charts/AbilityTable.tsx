import type { Interval } from "../../analysis/bootstrap.ts";
import { strings } from "../../strings/strings.ts";
import { count, nats, percent } from "../format.ts";
import type { Ability, AbilityRow } from "../view/abilities.ts";
import { spreadOf } from "../view/curves.ts";

const range = (interval: Interval | null | undefined): string =>
  interval ? strings().charts.table.range(percent(interval.low), percent(interval.high)) : "–";

/** What the chart of ability against width shows, in all of its views, for those who cannot see the lines. */
export function AbilityTable({ rows }: { readonly rows: readonly AbilityRow[] }) {
  const words = strings().charts.table;
  return (
    <div class="unseen">
      <table>
        <caption>{words.caption}</caption>
        <thead>
          <tr>
            {words.columns.map((column) => (
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
      <td>{success ? strings().charts.table.of(success.passed, success.seeds) : "–"}</td>
      <td>{range(success?.interval)}</td>
      <td>{percent(success?.meanGivenSuccess ?? Number.NaN)}</td>
      <td>{percent(cell.independent)}</td>
      <td>{nats(cell.loss)}</td>
    </tr>
  );
}
