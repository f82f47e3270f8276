import { DRAWER, type Explained } from "../drawer/useExplained.ts";
import type { TaskSummary } from "../types.ts";

interface Props {
  readonly task: TaskSummary;
  readonly explained: Explained;
  /** True for the one name that Tab reaches. */
  readonly stop: boolean;
  onFocus(): void;
}

/** A row's name: it opens the drawer that explains the task. Up and down walk the names, right goes to the cells. */
export function TaskName({ task, explained, stop, onFocus }: Props) {
  return (
    <button
      type="button"
      class="task-name"
      aria-haspopup="dialog"
      aria-controls={DRAWER}
      aria-expanded={explained.task === task.name}
      tabIndex={stop ? 0 : -1}
      onClick={() => explained.toggle(task.name)}
      onFocus={onFocus}
      onKeyDown={walk}
    >
      {task.title}
    </button>
  );
}

function walk(event: KeyboardEvent): void {
  const row = (event.currentTarget as HTMLElement).closest("tr");
  const rows = row?.closest("table")?.rows;
  if (!row || !rows) return;
  const to = { ArrowUp: rows[row.rowIndex - 1], ArrowDown: rows[row.rowIndex + 1], ArrowRight: row }[
    event.key
  ];
  const target = to?.querySelector<HTMLElement>(event.key === "ArrowRight" ? ".cell" : ".task-name");
  if (!target) return;
  event.preventDefault();
  target.focus();
}
