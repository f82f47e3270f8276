import { useRef, useState } from "preact/hooks";
import type { Answer, Asked } from "../../protocol.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { useLazy } from "../lazy.ts";
import { rampStyle } from "../ramp.ts";
import type { TaskSummary } from "../types.ts";
import { likely, type Marked, markedAnswer, sureness } from "../view/ask.ts";
import { answerText, symbolsText } from "../view/example.ts";

const loadTokens = async () => (await import("./TokenList.tsx")).TokenList;

interface Props {
  readonly widths: readonly number[];
  readonly sweep: Sweep;
  readonly task: TaskSummary | undefined;
  readonly asked: Asked | null;
  readonly typed: string;
}

/** The right answer and every width's own; one of them, where it is opened, token by token. */
export function AskedRow({ widths, sweep, task, asked, typed }: Props) {
  const [open, setOpen] = useState(0);
  const Tokens = useLazy(loadTokens, open > 0);
  const row = useRef<HTMLDListElement>(null);
  const isText = task?.scored === "token" && !task.questions;
  const given = asked?.ok ? asked : null;
  const answers = given?.answers ?? [];
  const expected = given?.expected ?? null;
  const widthOf = (answer: Answer) => sweep.runs.find((run) => run.id === answer.run)?.width;
  const opened = answers.find((answer) => widthOf(answer) === open);
  const run = sweep.runs.find(({ id }) => id === opened?.run);
  const close = () => {
    row.current?.querySelector<HTMLElement>("[aria-expanded=true]")?.focus(); // what opened it
    setOpen(0);
  };
  return (
    <>
      <dl ref={row} class={isText ? "row prompt text" : "row prompt"}>
        <Asking typed={typed} expected={expected} />
        {widths.map((width, i) => (
          <dd key={width} class="ramp" style={rampStyle(i, widths.length)}>
            <b class="which">{width}</b>
            <WidthAnswer
              {...{ width, isText, expected }}
              answer={answers.find((answer) => widthOf(answer) === width)}
              open={open === width}
              toggle={() => setOpen(open === width ? 0 : width)}
            />
          </dd>
        ))}
      </dl>
      {opened && run && Tokens && (
        <Tokens {...{ run, expected, close }} answer={opened} marked={markedAnswer(opened, expected)} />
      )}
    </>
  );
}

/** The prompt, and its right answer where that is known. */
const Asking = ({ typed, expected }: Pick<Props, "typed"> & Pick<WidthProps, "expected">) => (
  <dt class="label">
    <code dir="auto">{typed || "\u00a0"}</code>
    <small>
      {expected ? "→ " : "\u00a0"}
      <code dir="auto">{answerText(expected ?? [])}</code>
    </small>
  </dt>
);

interface WidthProps {
  readonly width: number;
  readonly isText: boolean;
  readonly answer: Answer | undefined;
  readonly expected: readonly string[] | null;
  readonly open: boolean;
  toggle(): void;
}

/** One width's answer: a button that opens it, shaded by how sure the width is of each symbol. */
function WidthAnswer({ width, isText, answer, expected, open, toggle }: WidthProps) {
  const words = strings().ask;
  if (!answer) return <span class="quiet">–</span>;
  const marked = markedAnswer(answer, expected);
  const sure = likely(sureness(answer, isText));
  return (
    <button type="button" class="asked" aria-expanded={open} title={words.open(width)} onClick={toggle}>
      <span class="unseen">{words.open(width)}: </span>
      <Symbols marked={marked} />
      <small title={isText ? words.surePerSymbolWhy : words.sureWhy}>
        {isText ? words.surePerSymbol(sure) : words.sure(sure)}
      </small>
    </button>
  );
}

/** The symbols with their mark; wrong ones are underlined, so that colour is not needed to see them. */
function Symbols({ marked: { tokens, isRight } }: { readonly marked: Marked }) {
  const words = strings().ask;
  const text = (symbol: string) => (tokens.length === 1 ? answerText([symbol]) : symbolsText([symbol]));
  return (
    <span class={isRight ? "answer right" : "answer wrong"}>
      {isRight !== null && (
        <span class="mark">
          <span aria-hidden="true">{isRight ? "✓" : "✗"}</span>
          <span class="unseen">{isRight ? words.right : words.wrong}</span>
        </span>
      )}
      <code dir="auto">
        {tokens.map(({ symbol, probability, isWrong, title }, i) => {
          const Tag = isWrong ? "u" : "span";
          return (
            <Tag key={i} class="sure" title={title} style={{ "--sure": probability.toFixed(3) }}>
              {text(symbol)}
            </Tag>
          );
        })}
      </code>
    </span>
  );
}
