import { laterStrings } from "../../strings/later.ts";
import { strings } from "../../strings/strings.ts";
import { Part } from "./Part.tsx";

/** What the page's findings claim, and what not; and its words. */
export function NotesPart({ seeds }: { readonly seeds: number }) {
  const { how } = laterStrings();
  const { glossary } = strings();
  return (
    <>
      <Part name="notes" title={how.notesTitle}>
        <ul class="notes">
          {how.notes(seeds).map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </Part>
      <Part name="glossary" title={glossary.title}>
        <dl class="glossary">
          {Object.entries(glossary.terms).map(([name, term]) => (
            <div key={name}>
              <dt>{term.name}</dt>
              <dd>{term.means}</dd>
            </div>
          ))}
        </dl>
      </Part>
    </>
  );
}
