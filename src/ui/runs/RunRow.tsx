import { useMemo } from "preact/hooks";
import { MARKS, type Mark, MOST_NOTE } from "../../metrics/remark.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import { rampStyle } from "../ramp.ts";
import { EditableText } from "../study/EditableText.tsx";
import type { Column, RunRow as Row } from "../view/runs.ts";
import { MARK_SHAPES, RunMark } from "./RunMark.tsx";
import type { Hidden } from "./useHidden.ts";

interface Props {
  readonly row: Row;
  readonly columns: readonly Column[];
  readonly hidden: Hidden;
  readonly sweep: Sweep;
  readonly actions: Actions;
}

/** One run. Long tables stay smooth: a row in which nothing has changed is handed back and not compared. */
export function RunRow({ row, columns, hidden, sweep, actions }: Props) {
  const isHidden = hidden.ids.has(row.run.id);
  const cells = columns.map((column) => column.shown(row));
  const signature = [...cells, row.share, row.rungs, row.run.status].join("\n");
  return useMemo(
    () => (
      <tr class={isHidden ? `${row.run.status} hidden-run` : row.run.status}>
        <td class="drawn">
          <label>
            <input
              type="checkbox"
              checked={!isHidden}
              aria-label={strings().study.draw(row.run.width, row.run.seed)}
              onChange={() => hidden.toggle(row.run.id)}
            />
          </label>
        </td>
        {columns.map((column, i) => (
          <Cell
            key={column.key}
            {...{ row, column, sweep, actions }}
            text={cells[i] ?? ""}
            isHead={i === 0}
          />
        ))}
      </tr>
    ),
    [signature, isHidden, columns, hidden, sweep, actions],
  );
}

interface CellProps extends Pick<Props, "row" | "sweep" | "actions"> {
  readonly column: Column;
  readonly text: string;
  readonly isHead: boolean;
}

function Cell({ row, column, text, isHead, sweep, actions }: CellProps) {
  const { run, note, mark, rung, rungs } = row;
  const ramp = rampStyle(rung, rungs);
  const keep = (change: { note?: string; mark?: Mark | null }) =>
    actions.study.remark(sweep, run.id, { note, mark, ...change });
  if (isHead) {
    return (
      <th scope="row" class="ramp" style={ramp}>
        <i class="swatch" />
        {text}
        <RunMark mark={mark} />
      </th>
    );
  }
  switch (column.kind) {
    case "mark":
      return <MarkCell row={row} save={(chosen) => keep({ mark: chosen })} />;
    case "note":
      return <NoteCell row={row} save={(written) => keep({ note: written.trim() })} />;
    case "bar":
      return (
        <td class="steps">
          {text}
          <i class="bar ramp" style={ramp}>
            <i style={{ transform: `scaleX(${row.share})` }} />
          </i>
        </td>
      );
    default:
      return <td class={column.kind}>{text}</td>;
  }
}

function NoteCell({ row, save }: Pick<Props, "row"> & { save(note: string): void }) {
  const words = strings().study;
  const { width, seed } = row.run;
  return (
    <td class="note">
      <EditableText
        label={words.noteOf(width, seed)}
        text={row.note}
        placeholder={words.addNote}
        most={MOST_NOTE}
        save={save}
      />
    </td>
  );
}

/** Marks a run with one of a few shapes, or with none. */
function MarkCell({ row, save }: Pick<Props, "row"> & { save(mark: Mark | null): void }) {
  const words = strings().study;
  const { width, seed } = row.run;
  return (
    <td class="mark">
      <select
        aria-label={words.markOf(width, seed)}
        value={row.mark ?? ""}
        onChange={(event) => save(MARKS.find((mark) => mark === event.currentTarget.value) ?? null)}
      >
        <option value="">–</option>
        {MARKS.map((mark) => (
          <option key={mark} value={mark}>
            {MARK_SHAPES[mark]} {words.marks[mark]}
          </option>
        ))}
      </select>
    </td>
  );
}
