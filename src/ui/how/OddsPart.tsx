import type { Inspection } from "../../protocol.ts";
import { laterStrings } from "../../strings/later.ts";
import { percentOf, signed } from "../format.ts";
import { Prose } from "../glossary/Term.tsx";
import { shownSymbol } from "../view/example.ts";
import { oddsAt } from "../view/inside.ts";
import { Part } from "./Part.tsx";

/** How many tokens are shown one by one. */
const SHOWN = 6;

interface Props {
  readonly inspection: Inspection;
  readonly position: number;
}

/** What may come next: the likeliest tokens with logit and probability; all together they are certain. */
export function OddsPart({ inspection, position }: Props) {
  const words = laterStrings().how;
  const here = words.at(shownSymbol(inspection.tokens[position]?.symbol ?? ""), position);
  return (
    <Part name="odds" title={words.logitsTitle}>
      <p>
        <Prose text={words.logits(inspection.vocabulary.length)} terms={["logits"]} />
      </p>
      <table class="how-table odds">
        <caption>{words.next(here)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.token}</th>
            <th scope="col">{words.logit}</th>
            <th scope="col" class="wide">
              {words.probability}
            </th>
          </tr>
        </thead>
        <OddsRows {...oddsAt(inspection, position, SHOWN)} />
      </table>
    </Part>
  );
}

function OddsRows({ shown, others, rest }: ReturnType<typeof oddsAt>) {
  const words = laterStrings().how;
  const sum = shown.reduce((total, { probability }) => total + probability, rest);
  return (
    <>
      <tbody>
        {shown.map(({ symbol, logit, probability }) => (
          <tr key={symbol}>
            <th scope="row">
              <code>{shownSymbol(symbol)}</code>
            </th>
            <td>{signed(logit)}</td>
            <Chance probability={probability} />
          </tr>
        ))}
        {others > 0 && (
          <tr>
            <th scope="row">{words.rest(others)}</th>
            <td />
            <Chance probability={rest} />
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.sum}</th>
          <td />
          <td data-sum={sum}>{percentOf(sum)}</td>
        </tr>
      </tfoot>
    </>
  );
}

function Chance({ probability }: { readonly probability: number }) {
  return (
    <td data-probability={probability}>
      <span class="chance-bar" style={{ "--share": String(probability) }}>
        {percentOf(probability)}
      </span>
    </td>
  );
}
