import { useEffect, useState } from "preact/hooks";
import { laterStrings } from "../../strings/later.ts";
import { Choice } from "../parts/Choice.tsx";
import type { Model } from "./useModel.ts";

/** Which width and seed are looked into, and what they read. */
export function Picker({ model }: { readonly model: Model }) {
  const words = laterStrings().how;
  const { widths, width, seeds, seed, tasks, task } = model;
  return (
    <>
      <div class="how-model how-choices">
        <Choice
          label={words.model}
          shown
          options={widths.map((value) => ({ value: String(value), title: String(value) }))}
          value={String(width)}
          onChoose={(value) => model.setWidth(Number(value))}
        />
        {seeds.length > 1 && (
          <Select
            label={words.seed}
            options={seeds.map((value) => ({ value: String(value), title: String(value) }))}
            value={String(seed)}
            choose={(value) => model.setSeed(Number(value))}
          />
        )}
        {tasks.length > 1 && (
          <Select
            label={words.task}
            options={tasks.map(({ name, title }) => ({ value: name, title }))}
            value={task}
            choose={model.setTask}
          />
        )}
      </div>
      <PromptForm model={model} />
    </>
  );
}

interface SelectProps {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly title: string }[];
  readonly value: string;
  choose(value: string): void;
}

function Select({ label, options, value, choose }: SelectProps) {
  return (
    <label class="how-select">
      <span>{label}</span>
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A prompt of one's own, or one of the task's examples. */
function PromptForm({ model: { prompt, examples, setPrompt } }: { readonly model: Model }) {
  const words = laterStrings().how;
  const [draft, setDraft] = useState(prompt);
  useEffect(() => setDraft(prompt), [prompt]);
  return (
    <form
      class="how-prompt"
      onSubmit={(event) => {
        event.preventDefault();
        setPrompt(draft);
      }}
    >
      <label>
        <span>{words.prompt}</span>
        <input
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={draft}
          onInput={(event) => setDraft(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="quiet-button">
        {words.ask}
      </button>
      {examples.length > 0 && <Examples {...{ prompt, examples, setPrompt }} />}
    </form>
  );
}

function Examples({ prompt, examples, setPrompt }: Pick<Model, "prompt" | "examples" | "setPrompt">) {
  return (
    <p>
      <span>{laterStrings().how.examples}</span>
      {examples.map((example) => (
        <button
          key={example.prompt}
          type="button"
          class="quiet-button"
          aria-pressed={example.prompt === prompt}
          onClick={() => setPrompt(example.prompt)}
        >
          <code>{example.prompt}</code>
        </button>
      ))}
    </p>
  );
}
