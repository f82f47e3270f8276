import type { Inspection } from "../../protocol.ts";
import { laterStrings } from "../../strings/later.ts";
import { signed } from "../format.ts";
import { Prose } from "../glossary/Term.tsx";
import { rowOf } from "../view/inside.ts";
import { Part } from "./Part.tsx";
import { largest, Strip } from "./Strip.tsx";

interface Props {
  readonly inspection: Inspection;
  readonly position: number;
  readonly layer: number;
}

/** The hidden units of a layer, and what every layer has made of the position so far. */
export function MlpPart({ inspection: { vectors, width }, position, layer }: Props) {
  const words = laterStrings().how;
  if (!vectors) return null;
  const hidden = rowOf(vectors.hidden[layer]!, position, 4 * width);
  const stages = vectors.residual.map((matrix) => rowOf(matrix, position, width));
  const most = largest(...stages);
  const active = hidden.reduce((n, value) => n + Number(value > 0), 0);
  return (
    <Part name="mlp" title={words.mlpTitle}>
      <p>
        <Prose text={words.mlp(hidden.length, active)} terms={["mlp"]} />
      </p>
      <figure class="strips">
        <Strip label={words.hiddenRow} values={hidden} most={largest(hidden)} />
      </figure>
      <figure class="strips">
        {stages.map((values, stage) => (
          <Strip
            key={stage}
            label={words.stage(stage)}
            values={values}
            most={most}
            note={words.norm(signed(Math.hypot(...values)))}
          />
        ))}
        <p class="help">{words.key}</p>
      </figure>
    </Part>
  );
}
