import { useMemo, useRef, useState } from "preact/hooks";
import { textLossWords } from "../../analysis/words.ts";
import { textLosses } from "../../export/final.ts";
import type { Origin, Store, Sweep } from "../../store/store.ts";
import { Prose } from "../glossary/Term.tsx";
import { useWidth } from "../hooks.ts";
import { OriginMark } from "../recorded/OriginMark.tsx";
import { lastLosses, lossWords } from "../view/loss.ts";
import { LastValues, ReadOut, ReadSlider } from "./LossReadOut.tsx";
import { useLossPlot } from "./useLossPlot.ts";

interface Props {
  readonly sweep: Sweep | null;
  /** Where that comes from; null where it is the visitor's present one. */
  readonly origin: Origin | null;
  /** The sweep that it is set against; null where there is none. */
  readonly behind: Sweep | null;
  /** What that is called; empty where there is none. */
  readonly behindName: string;
  readonly widths: readonly number[];
  readonly follow: Store["version"];
  /** The version that the numbers are of: tables change in place, so props must say when. */
  readonly version: number;
}

/** Loss of every run against steps, with the widths' values at the cursor or the end below it. */
export function LossChart({ sweep, origin, behind, behindName, widths, follow, version }: Props) {
  const [log, setLog] = useState(true);
  const [slot, setSlot] = useState<number | null>(null);
  const { ref, width } = useWidth<HTMLDivElement>();
  const figure = useRef<HTMLElement>(null);
  const plot = useLossPlot(ref, figure, sweep, behind, follow, width, log, setSlot);
  const losses = useMemo(() => (sweep ? lastLosses(sweep) : []), [sweep, version]);
  const words = lossWords(losses);
  const texts = useMemo(() => (sweep ? textLosses(sweep).map(textLossWords) : []), [sweep, version]);
  const read = slot === null ? null : (plot.current?.read(slot) ?? null);
  return (
    <figure class="chart" data-part="loss" ref={figure}>
      <Head log={log} setLog={setLog} origin={origin} />
      <figcaption>
        <Prose
          text={words || "Nats per answer token against steps, one line a run."}
          terms={["nats", "heldOut", "token", "step"]}
        />
      </figcaption>
      <div class="reader">
        <div class="plot" ref={ref} role="img" aria-label={`Loss chart. ${words}`}>
          {!sweep && <p class="empty">Each run’s loss, step by step</p>}
        </div>
        <ReadSlider
          widths={widths}
          newest={Math.max(0, ...losses.map((loss) => loss.step))}
          at={read}
          moveTo={(step) => plot.current?.moveTo(step)}
          leave={() => plot.current?.leave()}
        />
      </div>
      <ReadOut {...{ widths, losses, behindName }} recorded={origin !== null} at={read} />
      <LastValues losses={losses} />
      {texts.map(
        (text, i) =>
          text && (
            <p key={i} class="help">
              {text}
            </p>
          ),
      )}
    </figure>
  );
}

interface HeadProps {
  readonly log: boolean;
  readonly origin: Origin | null;
  setLog(on: boolean): void;
}

function Head({ log, setLog, origin }: HeadProps) {
  return (
    <div class="chart-head">
      <h2>
        Loss
        <OriginMark origin={origin} />
      </h2>
      <label class="toggle">
        <input type="checkbox" checked={log} onChange={(event) => setLog(event.currentTarget.checked)} />
        Log scale
      </label>
    </div>
  );
}
