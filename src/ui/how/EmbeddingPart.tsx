import type { Inspection } from "../../protocol.ts";
import { laterStrings } from "../../strings/later.ts";
import { Prose } from "../glossary/Term.tsx";
import { shownSymbol } from "../view/example.ts";
import { rowOf } from "../view/inside.ts";
import { Part } from "./Part.tsx";
import { largest, Strip } from "./Strip.tsx";

interface Props {
  readonly inspection: Inspection;
  readonly position: number;
}

/** What token and position bring, and their sum. */
export function EmbeddingPart({ inspection: { vectors, width, tokens }, position }: Props) {
  const words = laterStrings().how;
  const row = (matrix: Float32Array) => rowOf(matrix, position, width);
  const rows = vectors && {
    token: row(vectors.tokenEmbedding),
    place: row(vectors.positionEmbedding),
    sum: row(vectors.residual[0]!),
  };
  const most = rows ? largest(rows.token, rows.place, rows.sum) : 1;
  return (
    <Part name="embedding" title={words.embeddingTitle}>
      <p>
        <Prose text={words.embedding(width)} terms={["width", "token"]} />
      </p>
      {rows && (
        <figure class="strips">
          <Strip
            label={words.tokenRow(shownSymbol(tokens[position]?.symbol ?? ""))}
            values={rows.token}
            most={most}
          />
          <Strip label={words.positionRow(position)} values={rows.place} most={most} />
          <Strip label={words.sumRow} values={rows.sum} most={most} />
          <p class="help">{words.key}</p>
        </figure>
      )}
    </Part>
  );
}
