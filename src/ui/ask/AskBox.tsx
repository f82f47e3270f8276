import { useId, useMemo, useState } from "preact/hooks";
import type { Phase, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import type { DataSummary, TaskSummary } from "../types.ts";
import { askedRuns, examplePrompt, problemWords, promptNote } from "../view/ask.ts";
import { AskedRow } from "./AskedRow.tsx";
import { AskForm } from "./AskForm.tsx";
import { type Asking, useAsk } from "./useAsk.ts";

interface Props {
  readonly actions: Pick<Actions, "ask">;
  readonly tasks: readonly TaskSummary[];
  readonly widths: readonly number[];
  readonly sweep: Sweep | null;
  /** True where the sweep that is shown comes from a record: it has no weights. */
  readonly recorded: boolean;
  readonly phase: Phase;
  readonly data: DataSummary | null;
}

/** Phases in which somebody holds the weights. */
const ANSWERING: readonly Phase[] = ["training", "paused", "finished", "stopped"];

/** The placeholder is the same every time. */
const PLACEHOLDER_SEED = 3;

/** A question of the visitor's to every width, and what each answers, in the stairs' columns. */
export function AskBox(props: Props) {
  const { actions, widths, sweep, recorded, phase, data } = props;
  const title = useId();
  const note = useId();
  const [typed, setTyped] = useState("");
  const { tasks, task, choose } = useTask(props);
  const canAsk = sweep !== null && !recorded && ANSWERING.includes(phase);
  const runs = sweep && !recorded ? askedRuns(widths, sweep).join(" ") : "";
  const name = task?.name ?? "";
  const question = useMemo(
    () => (canAsk && typed.trim() !== "" ? { task: name, prompt: typed, runs: runs.split(" ") } : null),
    [canAsk, name, typed, runs],
  );
  const asking = useAsk(actions.ask, question, phase === "training", `${phase} ${sweep?.summary.workers}`);
  const kind = { name, data, sweep };
  const example = useMemo(() => examplePrompt(kind, PLACEHOLDER_SEED), [name, data, sweep]);
  const words = strings().ask;
  const off = recorded ? words.notRecorded : phase === "starting" ? words.starting : words.notYet;
  const said = noteWords(asking, name, example);
  return (
    <section class="answers ask" aria-labelledby={title}>
      <div class="answers-head">
        <h3 id={title}>{words.title}</h3>
        {!recorded && (
          <AskForm
            {...{ typed, setTyped, tasks, task, choose, example, note }}
            off={!canAsk}
            wrong={said.isWrong}
            random={() => setTyped(examplePrompt(kind, Math.floor(Math.random() * 2 ** 32)))}
          />
        )}
      </div>
      <p class={said.isWrong ? "help ask-note wrong-prompt" : "help ask-note"} id={note} role="status">
        {canAsk ? said.text : off}
      </p>
      {canAsk && <AskedRow {...{ widths, sweep, task }} asked={asking.asked} typed={typed} />}
    </section>
  );
}

/** The task that a prompt is of: those that are trained may be chosen. */
function useTask({ tasks: all, sweep }: Props) {
  const [chosen, choose] = useState("");
  const trained = sweep?.summary.recipe.tasks;
  const tasks = trained ? all.filter(({ name }) => trained.some((one) => one.name === name)) : all;
  return { tasks, choose, task: tasks.find(({ name }) => name === chosen) ?? tasks[0] };
}

/** The line under the box. */
function noteWords({ asked, error }: Asking, task: string, example: string) {
  const words = strings().ask;
  if (error !== "") return { text: strings().messages.say(error), isWrong: true };
  if (!asked) return { text: words.help, isWrong: false };
  if (asked.ok) return { text: promptNote(asked, task, example) || words.shading, isWrong: false };
  return { text: problemWords(asked.problem, example), isWrong: asked.problem.kind !== "empty" };
}
