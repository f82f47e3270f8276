import { useMemo, useRef, useState } from "preact/hooks";
import { textLossWords } from "../../analysis/words.ts";
import { textLosses } from "../../export/final.ts";
import type { Store, Sweep } from "../../store/store.ts";
import { useWidth } from "../hooks.ts";
import { RecordedMark } from "../recorded/RecordedMark.tsx";
import { lastLosses, lossWords } from "../view/loss.ts";
import { LastValues, ReadOut, ReadSlider } from "./LossReadOut.tsx";
import { useLossPlot } from "./useLossPlot.ts";

interface Props {
  readonly sweep: Sweep | null;
  /** True where that is a recorded sweep. */
  readonly recorded: boolean;
  /** The recorded sweep that it is set against; null where there is none. */
  readonly behind: Sweep | null;
  readonly widths: readonly number[];
  readonly follow: Store["version"];
  /** The version that the numbers are of: tables change in place, so props must say when. */
  readonly version: number;
}

/** Loss of every run against steps, with the widths' values at the cursor or the end below it. */
export function LossChart({ sweep, recorded, behind, widths, follow, version }: Props) {
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
    <figure class="chart" ref={figure}>
      <Head log={log} setLog={setLog} recorded={recorded} />
      <figcaption>{words || "Nats per answer token against steps, one line a run."}</figcaption>
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
      <ReadOut {...{ widths, losses, recorded }} at={read} behind={behind !== null} />
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
  readonly recorded: boolean;
  setLog(on: boolean): void;
}

function Head({ log, setLog, recorded }: HeadProps) {
  return (
    <div class="chart-head">
      <h2>Loss{recorded && <RecordedMark />}</h2>
      <label class="toggle">
        <input type="checkbox" checked={log} onChange={(event) => setLog(event.currentTarget.checked)} />
        Log scale
      </label>
    </div>
  );
}
