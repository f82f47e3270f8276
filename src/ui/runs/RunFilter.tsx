import { strings } from "../../strings/strings.ts";
import type { TaskSummary } from "../types.ts";
import type { RunRow } from "../view/runs.ts";
import type { Hidden } from "./useHidden.ts";

interface Props {
  readonly text: string;
  setText(text: string): void;
  /** Every run, and how many of them the filter lets through. */
  readonly rows: readonly RunRow[];
  readonly shown: number;
  readonly tasks: readonly TaskSummary[];
  /** Keys that no column has. */
  readonly unknown: readonly string[];
  readonly hidden: Hidden;
}

/** What to show of the table: a text of conditions, a few of them ready to be pressed. */
export function RunFilter({ text, setText, rows, shown, tasks, unknown, hidden }: Props) {
  const words = strings().study;
  const parts = text.split(/\s+/).filter((part) => part !== "");
  const toggle = (part: string) =>
    setText((parts.includes(part) ? parts.filter((one) => one !== part) : [...parts, part]).join(" "));
  return (
    <div class="run-filter">
      <input
        type="search"
        aria-label={words.filter}
        placeholder={words.filterExample}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {conditionsFor(rows, tasks).map((part) => (
        <button
          key={part}
          type="button"
          class="quiet-button"
          aria-pressed={parts.includes(part)}
          onClick={() => toggle(part)}
        >
          {part}
        </button>
      ))}
      <p class="help" role="status">
        {unknown.length > 0
          ? words.unknownKey(unknown.join(", "))
          : text !== "" && words.shownOf(shown, rows.length)}
      </p>
      {hidden.ids.size > 0 && (
        <button type="button" class="quiet-button" onClick={hidden.showAll}>
          {words.drawAll(hidden.ids.size)}
        </button>
      )}
    </div>
  );
}

/** Tables shorter than this are taken in at a glance. */
const SHORT = 6;

/** A few conditions that say something of these runs. */
function conditionsFor(rows: readonly RunRow[], tasks: readonly TaskSummary[]): string[] {
  if (rows.length < SHORT) return [];
  const widest = rows.at(-1)?.run.width;
  const [task] = tasks;
  return [
    `width:${widest}`,
    ...(tasks.length <= 2 && task ? [`${task.name}>50%`] : []),
    ...(rows.some(({ run }) => run.status === "diverged") ? ["state:diverged"] : []),
    ...(rows.some(({ mark }) => mark) ? ["mark:*"] : []),
  ];
}
