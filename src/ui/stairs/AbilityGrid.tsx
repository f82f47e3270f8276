import { useState } from "preact/hooks";
import type { Sweep } from "../../store/store.ts";
import type { DataSummary } from "../types.ts";
import { type Ability, type AbilityRow, abilityWords } from "../view/abilities.ts";
import { exampleOf } from "../view/example.ts";
import { AbilityCell } from "./AbilityCell.tsx";
import { divergedWords, Rungs } from "./Rungs.tsx";

interface Props {
  readonly rows: readonly AbilityRow[];
  readonly widths: readonly number[];
  readonly sweep: Sweep | null;
  readonly data: DataSummary | null;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** Rungs and ability cells as one table. One tab stop; arrow keys walk; the line below tells the cell. */
export function AbilityGrid({ rows, widths, sweep, data }: Props) {
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const [shown, setShown] = useState<Place | null>(null);
  const cell = shown && rows[shown.row]?.cells[shown.column];
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: CSS grid on table elements loses their semantics in some browsers */}
      <div role="table" aria-label="Exact match in per cent, by ability and width" class="grid">
        <Rungs widths={widths} sweep={sweep} troubles={widths.map((width) => divergedWords(sweep, width))} />
        {rows.map((row, r) => (
          <Row
            key={row.task.name}
            row={row}
            data={data}
            stop={place.row === r ? place.column : -1}
            onShow={(column) => setShown(column === null ? null : { row: r, column })}
            onFocus={(column) => setPlace({ row: r, column })}
          />
        ))}
      </div>
      <p class="cell-words">
        {cell && shown ? abilityWords(rows[shown.row]!.task, cell) : <Legend rows={rows} />}
      </p>
    </>
  );
}

function Legend({ rows }: { readonly rows: readonly AbilityRow[] }) {
  const token = rows.some((row) => row.task.scored === "token");
  return (
    <>
      Per cent of prompts answered exactly{token ? " (text: of characters)" : ""}, mean over seeds; the
      notches mark chance. Below half-way from chance to perfect: not yet.
    </>
  );
}

interface RowProps {
  readonly row: AbilityRow;
  readonly data: DataSummary | null;
  /** The column that Tab reaches; -1 where it is in another row. */
  readonly stop: number;
  onShow(column: number | null): void;
  onFocus(column: number): void;
}

function Row({ row, data, stop, onShow, onFocus }: RowProps) {
  const { task, cells } = row;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the table above
    // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus
    <div role="row" class="row">
      {/* biome-ignore lint/a11y/useSemanticElements: see the table above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus */}
      <div role="rowheader" class="label" title={task.about}>
        <span>{task.title}</span>
        <small>{exampleOf(task.name, data)}</small>
      </div>
      {cells.map((cell: Ability, c) => (
        <AbilityCell
          key={cell.width}
          task={task}
          cell={cell}
          stop={stop === c}
          onShow={(on) => onShow(on ? c : null)}
          onFocus={() => onFocus(c)}
        />
      ))}
    </div>
  );
}
