import "../css/how.css";
import "../css/how-figures.css";
import { useEffect, useState } from "preact/hooks";
import type { Inspected, Inspection, QuestionProblem } from "../../protocol.ts";
import { laterStrings } from "../../strings/later.ts";
import { useDialog } from "../drawer/useDialog.ts";
import { count } from "../format.ts";
import { useCalm } from "../hooks.ts";
import { AttentionPart } from "./AttentionPart.tsx";
import { EmbeddingPart } from "./EmbeddingPart.tsx";
import type { HowView } from "./HowEntry.tsx";
import { LikelihoodPart } from "./LikelihoodPart.tsx";
import { MlpPart } from "./MlpPart.tsx";
import { NotesPart } from "./NotesPart.tsx";
import { OddsPart } from "./OddsPart.tsx";
import { Outline } from "./Outline.tsx";
import { Picker } from "./Picker.tsx";
import { ScalingPart } from "./ScalingPart.tsx";
import { TokensPart } from "./TokensPart.tsx";
import { useInspection } from "./useInspection.ts";
import { type Model, useModel } from "./useModel.ts";

interface Props {
  readonly view: HowView;
  readonly open: boolean;
  close(): void;
}

/** How a Transformer works, beside the live model: a wide panel that leaves the page usable. */
export function HowItWorks({ view, open, close }: Props) {
  const words = laterStrings().how;
  const dialog = useDialog(open ? "how" : null);
  return (
    <dialog
      ref={dialog}
      class="drawer how"
      aria-labelledby="how-title"
      onClose={() => dialog.current?.open || close()}
    >
      {open && (
        <>
          <div class="drawer-head">
            <h2 id="how-title">{words.title}</h2>
            <button type="button" class="drawer-close" onClick={() => dialog.current?.close()}>
              {words.close}
            </button>
          </div>
          <Article view={view} />
        </>
      )}
    </dialog>
  );
}

/** Milliseconds between two looks into a model that trains. */
const PACE = 1000;

function Article({ view: { own, shown, data, follow, actions } }: { readonly view: HowView }) {
  const words = laterStrings().how;
  const model = useModel(own, data);
  const [follows, setFollows] = useState(true);
  const [presses, press] = useState(0);
  const version = useCalm(follow, PACE);
  const moment = follows ? `at ${version}` : `press ${presses}`;
  const told = useInspection(actions.inspect, model.run, model, moment);
  const expected = useExpected(actions.ask, model);
  const summary = (own ?? shown)?.summary;
  return (
    <>
      <p class="how-lead">{words.lead}</p>
      {model.run === null ? (
        <>
          <p class="how-missing">{words.noModel}</p>
          <Outline />
        </>
      ) : (
        <>
          <Picker model={model} />
          <Following {...{ told, follows, setFollows }} press={() => press(presses + 1)} />
          <Inside told={told} expected={expected} />
        </>
      )}
      {summary && (
        <ScalingPart summary={summary} width={model.width || (summary.recipe.widths.at(-1) ?? 1)} />
      )}
      <NotesPart seeds={(shown ?? own)?.summary.recipe.seeds.length ?? 1} />
    </>
  );
}

interface FollowingProps {
  readonly told: Inspected | null;
  readonly follows: boolean;
  setFollows(on: boolean): void;
  press(): void;
}

/** Of when the numbers are, and whether they go with the training or wait to be asked for. */
function Following({ told, follows, setFollows, press }: FollowingProps) {
  const words = laterStrings().how;
  return (
    <div class="how-follow">
      <p>{told?.ok ? words.asOf(count(told.inspection.step)) : told ? "" : words.waiting}</p>
      <label class="toggle">
        <input
          type="checkbox"
          checked={follows}
          onChange={(event) => setFollows(event.currentTarget.checked)}
        />
        {words.follow}
      </label>
      <button type="button" class="quiet-button" disabled={follows} onClick={press}>
        {words.now}
      </button>
    </div>
  );
}

/** The right answer to the prompt; null where nobody knows it. */
function useExpected(
  ask: HowView["actions"]["ask"],
  { run, task, prompt, examples }: Model,
): readonly string[] | null {
  const [expected, setExpected] = useState<readonly string[] | null>(null);
  const example = examples.find((one) => one.prompt === prompt);
  useEffect(() => {
    let gone = run === null;
    setExpected(null);
    if (run === null || prompt === "") return;
    ask({ task, prompt, runs: [run] }).then(
      (asked) => gone || setExpected(asked.ok ? asked.expected : null),
      () => undefined, // the page tells of a broken worker
    );
    return () => {
      gone = true;
    };
  }, [ask, run, task, prompt]);
  return expected ?? example?.answer ?? null;
}

interface InsideProps {
  readonly told: Inspected | null;
  readonly expected: readonly string[] | null;
}

function Inside({ told, expected }: InsideProps) {
  if (!told) return null;
  if (!told.ok)
    return (
      <p class="how-missing" role="status">
        {problemWords(told.problem)}
      </p>
    );
  return <Steps inspection={told.inspection} expected={expected} />;
}

/** From tokens to the loss, seen from one position. */
function Steps({
  inspection,
  expected,
}: Pick<InsideProps, "expected"> & { readonly inspection: Inspection }) {
  const [chosen, choose] = useState<number | null>(null);
  const [wanted, setLayer] = useState(0);
  const last = inspection.tokens.length - 1;
  const position = Math.min(chosen ?? inspection.given - 1, last);
  const layer = Math.min(wanted, inspection.layers - 1);
  return (
    <>
      <TokensPart {...{ inspection, position, choose }} />
      <EmbeddingPart {...{ inspection, position }} />
      <AttentionPart {...{ inspection, position, layer }} chooseLayer={setLayer} />
      <MlpPart {...{ inspection, position, layer }} />
      <OddsPart {...{ inspection, position }} />
      <LikelihoodPart {...{ inspection, expected }} />
    </>
  );
}

/** Symbols that are named where one is none of them. */
const NAMED = 40;

function problemWords(problem: QuestionProblem): string {
  const { gone, problem: words } = laterStrings().how;
  switch (problem.kind) {
    case "gone":
      return gone;
    case "task":
      return words.task;
    case "empty":
      return words.empty;
    case "symbol":
      return words.symbol(problem.got, problem.symbols.slice(0, NAMED).join(" "));
    case "length":
      return words.length(problem.got, problem.most);
    case "questions":
      return words.questions(problem.separator);
  }
}
