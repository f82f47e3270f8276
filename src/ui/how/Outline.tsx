import { laterStrings } from "../../strings/later.ts";
import { Prose } from "../glossary/Term.tsx";
import type { TermName } from "../view/glossary.ts";
import { Part } from "./Part.tsx";

interface Section {
  readonly name: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly terms: readonly TermName[];
}

/** The same parts in words alone, for somebody who has not trained a model yet. */
export function Outline() {
  const { how } = laterStrings();
  const { outline } = how;
  const sections: readonly Section[] = [
    { name: "tokens", title: how.tokensTitle, paragraphs: [outline.tokens], terms: ["token"] },
    { name: "embedding", title: how.embeddingTitle, paragraphs: [outline.embedding], terms: ["width"] },
    { name: "attention", title: how.layersTitle, paragraphs: [how.attention], terms: [] },
    { name: "mlp", title: how.mlpTitle, paragraphs: [outline.mlp], terms: ["mlp"] },
    { name: "odds", title: how.logitsTitle, paragraphs: [outline.logits], terms: ["logits"] },
    {
      name: "likelihood",
      title: how.likelihoodTitle,
      paragraphs: [how.likelihood, how.bottleneck],
      terms: ["loss"],
    },
  ];
  return (
    <>
      {sections.map(({ name, title, paragraphs, terms }) => (
        <Part key={name} name={name} title={title}>
          {paragraphs.map((text, i) => (
            <p key={text}>
              <Prose text={text} terms={i === 0 ? terms : []} />
            </p>
          ))}
        </Part>
      ))}
    </>
  );
}
