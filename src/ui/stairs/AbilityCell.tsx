import { strings } from "../../strings/strings.ts";
import { percent } from "../format.ts";
import type { TaskSummary } from "../types.ts";
import { type Ability, abilityWords, hasChance } from "../view/abilities.ts";
import { changeText, changeWords, isScored } from "../view/change.ts";

interface Props {
  readonly task: TaskSummary;
  readonly cell: Ability;
  /** The same at another moment, where it is set against it. */
  readonly other: Ability | undefined;
  /** True for the one cell that Tab reaches. */
  readonly stop: boolean;
  onShow(on: boolean): void;
  onFocus(): void;
}

/**
 * One cell: filled as high as its score, with the words "not yet" until the ability is there. It is a
 * button, since a finger has no other way to ask for everything that is known of it.
 */
export function AbilityCell({ task, cell, other, stop, onShow, onFocus }: Props) {
  const level = Number.isFinite(cell.score.mean) ? cell.score.mean : 0;
  const show = () => onShow(true);
  const hide = () => onShow(false);
  return (
    <td>
      <button
        type="button"
        class={cell.there ? "cell there" : "cell"}
        title={`${abilityWords(task, cell)} ${changeWords(cell, other)}`.trim()}
        tabIndex={stop ? 0 : -1}
        onClick={show}
        onFocus={() => {
          onFocus();
          show();
        }}
        onBlur={hide}
        onMouseEnter={show}
        onMouseLeave={hide}
        onKeyDown={walk}
      >
        <i class="fill" style={{ transform: `scaleY(${level})` }} />
        {hasChance(task) && !cell.diverged && (
          <i class="notches chance" style={{ bottom: `${task.chance * 100}%` }} />
        )}
        {isScored(other) && <i class="notches ghost" style={{ bottom: `${other.score.mean * 100}%` }} />}
        <span>{isScored(other) ? changeText(cell, other) : cellText(cell)}</span>
      </button>
    </td>
  );
}

function cellText(cell: Ability): string {
  const words = strings().stairs;
  if (cell.diverged) return words.diverged;
  return cell.there ? percent(cell.score.mean) : words.notYet;
}

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** Moves the focus to the neighbouring cell. */
function walk(event: KeyboardEvent): void {
  const move = MOVES[event.key];
  const cell = (event.currentTarget as HTMLElement).closest("td");
  const row = cell?.closest("tr");
  if (!move || !cell || !row) return;
  const rows = row.closest("table")?.rows;
  const next = rows?.[row.rowIndex + move[0]]?.cells[cell.cellIndex + move[1]];
  const target = next?.querySelector<HTMLElement>(".cell");
  // Headers hold no cell: the focus stays at the edge.
  if (!target) return;
  event.preventDefault();
  target.focus();
}
