import { strings } from "../../strings/strings.ts";
import { TaskSelect } from "../parts/TaskSelect.tsx";
import type { TaskSummary } from "../types.ts";

interface Props {
  readonly typed: string;
  setTyped(text: string): void;
  readonly tasks: readonly TaskSummary[];
  readonly task: TaskSummary | undefined;
  choose(name: string): void;
  readonly example: string;
  /** Id of what tells about the prompt. */
  readonly note: string;
  readonly off: boolean;
  readonly wrong: boolean;
  random(): void;
}

/** Longer prompts are read by nobody. */
const LONGEST = 2000;

/** What is asked: a prompt, of which task where there are several, or one by chance. */
export function AskForm({ typed, setTyped, tasks, task, choose, example, note, off, wrong, random }: Props) {
  const words = strings().ask;
  return (
    <form class="ask-form" onSubmit={(event) => event.preventDefault()}>
      {tasks.length > 1 && (
        <TaskSelect
          label={words.task}
          {...{ tasks, task }}
          off={off}
          choose={(name) => {
            choose(name);
            setTyped("");
          }}
        />
      )}
      <input
        type="text"
        dir="auto"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-label={words.prompt}
        aria-describedby={note}
        aria-invalid={wrong}
        maxLength={LONGEST}
        placeholder={example}
        disabled={off}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <button type="button" disabled={off} onClick={random}>
        {words.random}
      </button>
    </form>
  );
}
