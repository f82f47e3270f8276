import { useState } from "preact/hooks";
import { messageOf } from "../../lib/errors.ts";
import { strings } from "../../strings/strings.ts";
import { Entry } from "../parts/Entry.tsx";
import { Popover } from "../parts/Popover.tsx";
import type { Provenance } from "../view/provenance.ts";
import type { Figure } from "./figure.ts";

/** The files that a chart can be saved as. */
const FORMATS = ["png", "svg", "csv"] as const;
export type Format = (typeof FORMATS)[number];

interface Props {
  /** The chart's title. */
  readonly chart: string;
  /** What is shown now. */
  figure(): Figure | Promise<Figure>;
  /** Where what is shown comes from: the lines below it. */
  readonly provenance: Provenance;
}

/** The quiet menu that saves a chart as a picture, a drawing or numbers. What draws is loaded when it is used. */
export function SaveMenu({ chart, figure, provenance }: Props) {
  const words = strings().save;
  const [outcome, setOutcome] = useState("");
  const save = async (format: Format) => {
    try {
      const { saveFigure } = await import("./save-figure.tsx");
      setOutcome(words.saved(await saveFigure(await figure(), provenance, format)));
    } catch (error) {
      setOutcome(words.failed(messageOf(error)));
    }
  };
  return (
    <Popover
      label={words.save}
      name={words.saveChart(chart)}
      class="quiet-button"
      onToggle={(open) => !open && setOutcome("")}
    >
      {FORMATS.map((format) => (
        <Entry key={format} title={words[format]} onChoose={() => void save(format)} />
      ))}
      <p class="outcome" role="status">
        {outcome}
      </p>
    </Popover>
  );
}
