import { useMemo, useState } from "preact/hooks";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count } from "../format.ts";
import { TaskSelect } from "../parts/TaskSelect.tsx";
import { rampStyle } from "../ramp.ts";
import type { Sample, TaskSummary } from "../types.ts";
import { answersOf, type PromptAnswers } from "../view/answers.ts";
import { answerText, symbolsText } from "../view/example.ts";

interface Props {
  readonly tasks: readonly TaskSummary[];
  readonly widths: readonly number[];
  readonly sweep: Sweep | null;
  /** True where that is a recorded sweep. */
  readonly recorded: boolean;
  readonly version: number;
  /** The step that is looked back at; null for now. */
  readonly at: number | null;
}

/** Three prompts of one task and what each width answers now, under the widths' own columns. */
export function Answers({ tasks, widths, sweep, recorded, version, at }: Props) {
  const [chosen, setChosen] = useState("");
  const task = tasks.find((candidate) => candidate.name === chosen) ?? tasks[0];
  const prompts = useMemo(
    () => (task ? answersOf(task.name, widths, sweep) : []),
    [task, widths, sweep, version],
  );
  if (recorded && sweep?.samples.size === 0) return null; // its log has none
  const words = strings().stairs;
  const then = strings().play;
  const vacant = prompts.every((prompt) => prompt.answers.every((answer) => !answer.sample));
  return (
    <section class="answers" aria-labelledby="answers-title">
      <div class="answers-head">
        <h3 id="answers-title">
          {at === null ? (recorded ? words.answersAtEnd : words.answersNow) : then.answersThen(count(at))}
        </h3>
        <p class="help">{vacant ? (at === null ? words.noAnswers : then.noAnswersThen) : words.underlined}</p>
        {tasks.length > 1 && <TaskSelect label={words.task} {...{ tasks, task }} choose={setChosen} />}
      </div>
      <div class={vacant ? "prompts vacant" : "prompts"}>
        {prompts.map((prompt, i) => (
          <Prompt key={i} prompt={prompt} text={task?.scored === "token" && !task.questions} />
        ))}
      </div>
    </section>
  );
}

function Prompt({ prompt, text }: { readonly prompt: PromptAnswers; readonly text: boolean }) {
  return (
    <dl class={text ? "row prompt text" : "row prompt"}>
      <dt class="label">
        <code dir="auto">{symbolsText(prompt.prompt) || "\u00a0"}</code>
        <small>
          {prompt.expected.length > 0 ? (text ? strings().stairs.goesOn : "→ ") : "\u00a0"}
          <code dir="auto">{answerText(prompt.expected)}</code>
        </small>
      </dt>
      {prompt.answers.map(({ width, sample }, i) => (
        <dd key={width} class="ramp" style={rampStyle(i, prompt.answers.length)}>
          <b class="which">{width}</b>
          {sample ? <Answer sample={sample} text={text} /> : <span class="quiet">–</span>}
        </dd>
      ))}
    </dl>
  );
}

/** An answer with its mark; wrong symbols are underlined, so that colour is not needed to see them. */
function Answer({ sample, text }: { readonly sample: Sample; readonly text: boolean }) {
  return (
    <span class={sample.right ? "answer right" : "answer wrong"}>
      {!text && (
        <span class="mark">
          <span aria-hidden="true">{sample.right ? "✓" : "✗"}</span>
          <span class="unseen">{sample.right ? strings().stairs.right : strings().stairs.wrong}</span>
        </span>
      )}
      <code dir="auto">
        {sample.answer.map((symbol, i) => {
          const shown = sample.answer.length === 1 ? answerText([symbol]) : symbolsText([symbol]);
          return symbol === sample.expected[i] ? <span key={i}>{shown}</span> : <u key={i}>{shown}</u>;
        })}
      </code>
    </span>
  );
}
