import { laterStrings } from "../../strings/later.ts";
import { Prose } from "../glossary/Term.tsx";
import { Part } from "./Part.tsx";

/** The same parts in words alone, for somebody who has not trained a model yet. */
export function Outline() {
  const words = laterStrings().how;
  const { outline } = words;
  return (
    <>
      <Part name="tokens" title={words.tokensTitle}>
        <p>
          <Prose text={outline.tokens} terms={["token"]} />
        </p>
      </Part>
      <Part name="embedding" title={words.embeddingTitle}>
        <p>
          <Prose text={outline.embedding} terms={["width"]} />
        </p>
      </Part>
      <Part name="attention" title={words.layersTitle}>
        <p>{words.attention}</p>
      </Part>
      <Part name="mlp" title={words.mlpTitle}>
        <p>
          <Prose text={outline.mlp} terms={["mlp"]} />
        </p>
      </Part>
      <Part name="odds" title={words.logitsTitle}>
        <p>
          <Prose text={outline.logits} terms={["logits"]} />
        </p>
      </Part>
      <Part name="likelihood" title={words.likelihoodTitle}>
        <p>
          <Prose text={words.likelihood} terms={["loss"]} />
        </p>
        <p>{words.bottleneck}</p>
      </Part>
    </>
  );
}
