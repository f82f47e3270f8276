import type { TaskSummary } from "../types.ts";

interface Props {
  /** What is chosen, for a screen reader. */
  readonly label: string;
  readonly tasks: readonly TaskSummary[];
  readonly task: TaskSummary | undefined;
  readonly off?: boolean;
  choose(name: string): void;
}

/** One of a sweep's tasks. */
export const TaskSelect = ({ label, tasks, task, off, choose }: Props) => (
  <select
    aria-label={label}
    disabled={off}
    value={task?.name}
    onChange={(event) => choose(event.currentTarget.value)}
  >
    {tasks.map(({ name, title }) => (
      <option key={name} value={name}>
        {title}
      </option>
    ))}
  </select>
);
