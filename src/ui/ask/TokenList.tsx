import type { Answer } from "../../protocol.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { END } from "../../tasks/vocabulary.ts";
import { count } from "../format.ts";
import { likely, type Marked } from "../view/ask.ts";
import { answerText } from "../view/example.ts";

interface Props {
  readonly answer: Answer;
  readonly marked: Marked;
  readonly run: Sweep["runs"][number];
  readonly expected: readonly string[] | null;
  close(): void;
}

/** One answer token by token: what was likeliest at each place, and what might have stood there instead. */
export function TokenList({ answer, marked, run, expected, close }: Props) {
  const { ask: words, numbers } = strings();
  const title = words.tokens(run.width, run.seed, count(answer.step));
  return (
    <div class="tokens">
      <div class="tokens-head">
        <h4>{title}</h4>
        <button type="button" class="quiet-button" onClick={close}>
          {words.close}
        </button>
      </div>
      <ol aria-label={title}>
        {marked.tokens.map(({ likeliest, isWrong }, i) => (
          <li key={i} class={isWrong ? "wrong" : undefined}>
            {likeliest.map(({ symbol, probability }, rank) => (
              <span key={rank} class={rank === 0 ? "first" : undefined}>
                <code>{answerText([symbol])}</code> {numbers.percent(likely(probability))}
              </span>
            ))}
            {expected && <small>{isWrong ? words.shouldBe(answerText([expected[i] ?? END])) : "✓"}</small>}
          </li>
        ))}
      </ol>
    </div>
  );
}
