import type { Inspection } from "../../protocol.ts";
import { laterStrings } from "../../strings/later.ts";
import { nats, percentOf } from "../format.ts";
import { Prose } from "../glossary/Term.tsx";
import { shownSymbol } from "../view/example.ts";
import { surprises } from "../view/inside.ts";
import { Part } from "./Part.tsx";

interface Props {
  readonly inspection: Inspection;
  /** The right answer; null where nobody knows it. */
  readonly expected: readonly string[] | null;
}

/** The number that training lowers, for this very answer. */
export function LikelihoodPart({ inspection, expected }: Props) {
  const words = laterStrings().how;
  const told = expected ? surprises(inspection, expected) : [];
  return (
    <Part name="likelihood" title={words.likelihoodTitle}>
      <p>
        <Prose text={words.likelihood} terms={["loss"]} />
      </p>
      {told.length > 0 ? <Losses told={told} /> : <p class="help">{words.unknownRight}</p>}
      <p>{words.bottleneck}</p>
    </Part>
  );
}

function Losses({ told }: { readonly told: ReturnType<typeof surprises> }) {
  const words = laterStrings().how;
  const strays = told.findIndex(({ strayed }) => strayed);
  const mean = told.reduce((sum, { loss }) => sum + loss, 0) / told.length;
  return (
    <>
      <table class="how-table losses">
        <thead>
          <tr>
            <th scope="col">{words.right}</th>
            <th scope="col">{words.probability}</th>
            <th scope="col">{words.loss}</th>
          </tr>
        </thead>
        <tbody>
          {told.map(({ symbol, position, probability, loss, strayed }) => (
            <tr key={position} class={strayed ? "strayed" : undefined}>
              <th scope="row">
                <code>{shownSymbol(symbol)}</code>
                {strayed && <span aria-hidden="true"> *</span>}
              </th>
              <td data-probability={probability}>{percentOf(probability)}</td>
              <td data-loss={loss}>{nats(loss)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.mean}</th>
            <td />
            <td data-mean={mean}>{nats(mean)}</td>
          </tr>
        </tfoot>
      </table>
      {strays >= 0 && <p class="help">* {words.ownPath}</p>}
    </>
  );
}
