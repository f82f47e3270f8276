import { percent } from "../format.ts";
import type { TaskSummary } from "../types.ts";
import { type Ability, abilityWords } from "../view/abilities.ts";

interface Props {
  readonly task: TaskSummary;
  readonly cell: Ability;
  /** True for the one cell that Tab reaches. */
  readonly stop: boolean;
  onShow(on: boolean): void;
  onFocus(): void;
}

/** One cell: filled as high as its score, with the words "not yet" until the ability is there. */
export function AbilityCell({ task, cell, stop, onShow, onFocus }: Props) {
  const level = Number.isFinite(cell.score.mean) ? cell.score.mean : 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: CSS grid on table elements loses their semantics in some browsers
    <div
      role="cell"
      class={cell.there ? "cell there" : "cell"}
      title={abilityWords(task, cell)}
      tabIndex={stop ? 0 : -1}
      onFocus={() => {
        onFocus();
        onShow(true);
      }}
      onBlur={() => onShow(false)}
      onMouseEnter={() => onShow(true)}
      onMouseLeave={() => onShow(false)}
      onKeyDown={walk}
    >
      <i class="fill" style={{ transform: `scaleY(${level})` }} />
      {task.chance >= 0.01 && !cell.diverged && (
        <i class="chance" style={{ bottom: `${task.chance * 100}%` }} />
      )}
      <span>{cellText(cell)}</span>
    </div>
  );
}

function cellText(cell: Ability): string {
  if (cell.diverged) return "diverged";
  return cell.there ? percent(cell.score.mean) : "not yet";
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
  const cell = event.currentTarget as HTMLElement;
  const row = cell.parentElement;
  if (!move || !row) return;
  const rows = [...(row.parentElement?.querySelectorAll<HTMLElement>('[role="row"]') ?? [])];
  const target = rows[rows.indexOf(row) + move[0]];
  const column = [...row.querySelectorAll('[role="cell"]')].indexOf(cell) + move[1];
  const next = target?.querySelectorAll<HTMLElement>('[role="cell"]')[column];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
