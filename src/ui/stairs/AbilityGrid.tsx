import { useState } from "preact/hooks";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Explained } from "../drawer/useExplained.ts";
import { Prose } from "../glossary/Term.tsx";
import type { DataSummary } from "../types.ts";
import { type AbilityRow, abilityWords, rowWords } from "../view/abilities.ts";
import { changeWords } from "../view/change.ts";
import { exampleOf } from "../view/example.ts";
import { AbilityCell } from "./AbilityCell.tsx";
import { divergedWords, Rungs } from "./Rungs.tsx";
import { TaskName } from "./TaskName.tsx";
import { useOrder } from "./useOrder.ts";

interface Props {
  readonly rows: readonly AbilityRow[];
  /** The rows as they are now, whose order they keep at every moment. */
  readonly newest: readonly AbilityRow[];
  /** The rows at another moment, which these are set against; null for none. */
  readonly others: readonly AbilityRow[] | null;
  readonly widths: readonly number[];
  readonly sweep: Sweep | null;
  /** Parameters of each width's model. */
  readonly parameters: readonly number[];
  readonly data: DataSummary | null;
  /** True once the sweep has been finished or stopped: rows then stand in the order of emergence. */
  readonly over: boolean;
  readonly explained: Explained;
}

/** A cell by its task, since rows change places. */
interface Place {
  readonly task: string;
  readonly column: number;
}

/** Rungs and ability cells as one table. One tab stop each for names and cells; arrow keys walk; the line below tells the cell. */
export function AbilityGrid(props: Props) {
  const { rows, newest, others, widths, sweep, parameters, data, over, explained } = props;
  const [place, setPlace] = useState<Place | null>(null);
  const [shown, setShown] = useState<Place | null>(null);
  const ordered = useOrder(newest, over).map((one) => rowOf(rows, one.task.name) ?? one);
  // A new recipe may lack the task or the width at which the focus was.
  const kept = rows.some((row) => row.task.name === place?.task && place.column < widths.length);
  const stop = kept ? place : { task: ordered[0]?.task.name, column: 0 };
  return (
    <>
      <table aria-label={strings().stairs.grid} class="grid">
        <thead>
          <Rungs
            widths={widths}
            sweep={sweep}
            parameters={parameters}
            troubles={widths.map((width) => divergedWords(sweep, width))}
          />
        </thead>
        <tbody>
          {ordered.map((one) => (
            <Row
              key={one.task.name}
              row={one}
              other={(others && rowOf(others, one.task.name)) ?? null}
              data={data}
              explained={explained}
              stop={stop?.task === one.task.name ? stop.column : -1}
              onShow={(column) => setShown(column === null ? null : { task: one.task.name, column })}
              onFocus={(column) => setPlace({ task: one.task.name, column })}
            />
          ))}
        </tbody>
      </table>
      <CellWords {...{ rows, others, shown }} />
    </>
  );
}

interface WordsProps extends Pick<Props, "rows" | "others"> {
  readonly shown: Place | null;
}

/** What is known of the cell that is pointed at; else what all cells mean. */
function CellWords({ rows, others, shown }: WordsProps) {
  const row = shown && rowOf(rows, shown.task);
  const cell = shown && row?.cells[shown.column];
  const other = others && shown ? rowOf(others, shown.task)?.cells[shown.column] : undefined;
  return (
    <p class="cell-words">
      {cell && row && (
        <span class="told">{`${abilityWords(row.task, cell)} ${changeWords(cell, other)}`.trim()}</span>
      )}
      {/* stays there, unseen, while a cell is told: Tab goes on from the cell to its words */}
      <span>
        <Legend rows={rows} />
      </span>
    </p>
  );
}

const rowOf = (rows: readonly AbilityRow[], task: string): AbilityRow | undefined =>
  rows.find((row) => row.task.name === task);

function Legend({ rows }: { readonly rows: readonly AbilityRow[] }) {
  const token = rows.some((row) => row.task.scored === "token");
  return <Prose text={strings().stairs.legend(token)} terms={["exact", "seed", "chance", "notYet"]} />;
}

interface RowProps {
  readonly row: AbilityRow;
  /** The same at another moment. */
  readonly other: AbilityRow | null;
  readonly data: DataSummary | null;
  readonly explained: Explained;
  /** The column that Tab reaches; -1 where it is in another row. */
  readonly stop: number;
  onShow(column: number | null): void;
  onFocus(column: number): void;
}

function Row({ row, other, data, explained, stop, onShow, onFocus }: RowProps) {
  const { task, cells } = row;
  return (
    <tr class="row" style={{ viewTransitionName: transitionName(task.name) }}>
      <th scope="row" class="label" title={`${task.about} ${rowWords(row)}`.trim()}>
        <span>
          <TaskName {...{ task, explained }} stop={stop >= 0} onFocus={() => onFocus(Math.max(0, stop))} />
        </span>
        <small>{exampleOf(task.name, data)}</small>
      </th>
      {cells.map((cell, c) => (
        <AbilityCell
          key={cell.width}
          task={task}
          cell={cell}
          other={other?.cells[c]}
          stop={stop === c}
          onShow={(on) => onShow(on ? c : null)}
          onFocus={() => onFocus(c)}
        />
      ))}
    </tr>
  );
}

/** Names of tasks are words with hyphens; a prefix keeps them apart from CSS's own words. */
const transitionName = (task: string) => `ability-${task}`;
