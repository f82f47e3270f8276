import { useId } from "preact/hooks";
import type { Inspection } from "../../protocol.ts";
import { laterStrings } from "../../strings/later.ts";
import { Prose } from "../glossary/Term.tsx";
import { shownSymbol } from "../view/example.ts";
import { Part } from "./Part.tsx";

interface Props {
  readonly inspection: Inspection;
  readonly position: number;
  choose(position: number): void;
}

/** What is read, token by token; one of them is chosen, and what follows is seen from there. */
export function TokensPart({ inspection, position, choose }: Props) {
  const words = laterStrings().how;
  const { tokens, given, vocabulary } = inspection;
  const name = useId();
  return (
    <Part name="tokens" title={words.tokensTitle}>
      <p>
        <Prose text={words.tokens(vocabulary.length)} terms={["token"]} />
      </p>
      <fieldset class="how-tokens">
        <legend class="unseen">{words.position}</legend>
        {tokens.map(({ symbol, id }, at) => (
          <label key={at} class={at < given ? undefined : "own"}>
            <input
              type="radio"
              name={name}
              checked={at === position}
              aria-label={words.positionOf(shownSymbol(symbol), at, id)}
              onChange={() => choose(at)}
            />
            <code>{shownSymbol(symbol)}</code>
            <small>{id}</small>
          </label>
        ))}
      </fieldset>
    </Part>
  );
}
