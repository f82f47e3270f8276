import { useMemo } from "preact/hooks";
import { strings } from "../../strings/strings.ts";
import type { DataSummary, SweepSummary } from "../types.ts";
import { type AbilityRow, rowWords } from "../view/abilities.ts";
import { aboutTask, type Fact, type TaskAbout } from "../view/about.ts";
import { useDialog } from "./useDialog.ts";
import { DRAWER, type Explained } from "./useExplained.ts";

export interface TaskDrawerProps {
  readonly explained: Explained;
  readonly data: DataSummary | null;
  readonly summary: SweepSummary | null;
  /** The stairs, for what this sweep has shown of the task. */
  readonly rows: readonly AbilityRow[];
}

/**
 * What a task is: a panel beside the page, or a sheet over its lower part, that leaves the page usable. Opening
 * moves the focus into it; Escape closes it from anywhere, and the focus goes back to where it came from.
 */
export function TaskDrawer({ explained, data, summary, rows }: TaskDrawerProps) {
  const { task, close } = explained;
  const dialog = useDialog(task);
  const row = rows.find((candidate) => candidate.task.name === task);
  const now = row ? rowWords(row) : "";
  const all = strings();
  const words = all.drawer;
  const about = useMemo(() => (task ? aboutTask(task, data, summary) : null), [task, data, summary, all]);
  // The event comes late: by then the dialog may have been shown again for another task.
  const onClose = () => dialog.current?.open || close();
  return (
    <dialog ref={dialog} id={DRAWER} class="drawer" aria-labelledby="drawer-title" onClose={onClose}>
      {about && (
        <>
          <div class="drawer-head">
            <h2 id="drawer-title">{about.title}</h2>
            <button type="button" class="drawer-close" onClick={() => dialog.current?.close()}>
              {words.close}
            </button>
          </div>
          <p class="drawer-about">{about.about}</p>
          <Examples about={about} />
          <dl class="facts">
            {now !== "" && <FactRow fact={{ name: words.inThisSweep, score: "", words: now }} />}
            {about.facts.map((fact) => (
              <FactRow key={fact.name} fact={fact} />
            ))}
          </dl>
        </>
      )}
    </dialog>
  );
}

function Examples({ about }: { readonly about: TaskAbout }) {
  const words = strings().drawer;
  if (about.examples.length === 0) return <p class="help">{words.noExamples}</p>;
  return (
    <>
      <table class="examples">
        <caption>{about.examples.length === 3 ? words.threeExamples : words.examples}</caption>
        <thead>
          <tr>
            {about.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {about.examples.map(({ prompt, answer }) => (
            <tr key={prompt}>
              <td>
                <code dir="auto">{prompt}</code>
              </td>
              <td class="right-answer">
                <code dir="auto">{answer}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="help">{about.counts}</p>
    </>
  );
}

function FactRow({ fact }: { readonly fact: Fact }) {
  return (
    <div>
      <dt>{fact.name}</dt>
      <dd>
        {fact.score !== "" && <b>{fact.score}</b>} {fact.words}
      </dd>
    </div>
  );
}
