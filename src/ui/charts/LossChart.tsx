import { useId, useMemo, useRef, useState } from "preact/hooks";
import { textLosses } from "../../export/final.ts";
import type { Origin, Store, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { Prose } from "../glossary/Term.tsx";
import { useWidth } from "../hooks.ts";
import { OriginMark } from "../recorded/OriginMark.tsx";
import { ChartFoot } from "../save/ChartFoot.tsx";
import { lastLosses, lossWords, textWords } from "../view/loss.ts";
import type { Provenance } from "../view/provenance.ts";
import { lossSheets } from "../view/sheets/loss.ts";
import { LossOptions } from "./LossOptions.tsx";
import { ReadOut, ReadSlider } from "./LossReadOut.tsx";
import { lossFigure, rowsOf } from "./lossFigure.tsx";
import type { LossPlot } from "./lossPlot.ts";
import { type LossChoices, useLossLook } from "./useLossLook.ts";
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
  readonly provenance: Provenance | null;
  readonly follow: Store["version"];
  /** The version that the numbers are of: tables change in place, so props must say when. */
  readonly version: number;
  /** A step that is marked. */
  readonly marker?: number | null;
}

/** Losses of every width, with their values at the cursor or the end below them. */
export function LossChart(props: Props) {
  const { sweep, origin, provenance, behind, behindName, widths, follow, version, marker = null } = props;
  const keys = useId();
  const { ref, width } = useWidth<HTMLDivElement>();
  const figure = useRef<HTMLElement>(null);
  const choices = useLossLook(sweep, behind);
  const drawn = useLossPlot({ ref, figure, width }, { sweep, behind, choices, marker }, follow);
  const { plot, at, isZoomed } = drawn;
  const { look, limits } = choices;
  const seen = useRef(version);
  if (!limits) seen.current = version;
  const losses = useMemo(() => (sweep ? lastLosses(sweep) : []), [sweep, seen.current]);
  const sentence = lossWords(losses);
  const words = strings().loss;
  const read = plot && at !== null ? plot.read(at) : null;
  const when = limits ? words.paused : origin ? words.atEnd : words.now;
  return (
    <figure class="chart loss" data-part="loss" ref={figure}>
      <Head {...{ sweep, origin, choices, isZoomed }} reset={() => plot?.reset()} />
      <figcaption>
        <Prose text={sentence || words.caption} terms={["nats", "heldOut", "token", "step"]} />
      </figcaption>
      <div class="reader">
        <div class="plot" ref={ref} role="img" aria-label={words.name(sentence)}>
          {!sweep && <p class="empty">{words.empty}</p>}
        </div>
        <ReadSlider {...{ widths, plot }} axis={look.axis} at={read} describedBy={keys} />
        <p class="unseen" id={keys}>
          {words.keys}
        </p>
      </div>
      <ReadOut
        {...{ widths, losses, when }}
        axis={look.axis}
        at={read}
        keys={keyWords(sweep, behindName, look.seeds === "mean")}
        hidden={look.hidden}
        setHidden={(hidden) => choices.change({ hidden })}
      />
      <Foot
        {...{ sweep, behind, choices, plot, provenance }}
        marks={keyWords(sweep, behindName, look.seeds === "mean")}
      />
      <Texts sweep={sweep} version={version} />
    </figure>
  );
}

interface FootProps extends Pick<Props, "sweep" | "behind" | "provenance"> {
  readonly choices: LossChoices;
  readonly plot: LossPlot | null;
  /** What the marks mean. */
  readonly marks: readonly string[];
}

/** The numbers behind the chart, and what it can be saved as. */
function Foot({ sweep, behind, choices, plot, provenance, marks }: FootProps) {
  const chart = strings().loss.title;
  if (!sweep) return <div class="chart-foot" />;
  return (
    <ChartFoot
      {...{ chart, provenance }}
      sheets={() => lossSheets(sweep, rowsOf(sweep, choices))}
      figure={() => lossFigure({ sweep, behind, choices, plot, key: marks })}
    />
  );
}

/** What the marks mean. */
function keyWords(sweep: Sweep | null, behindName: string, isMean: boolean): string[] {
  const { key } = strings().loss;
  const isBanded = isMean && (sweep?.summary.recipe.seeds.length ?? 0) > 1;
  return [
    key.lines,
    ...(isBanded ? [key.bands] : []),
    key.dots,
    ...(behindName ? [key.dashed(behindName)] : []),
  ];
}

/** Losses of running text in bits per character, where there is any. */
function Texts({ sweep, version }: Pick<Props, "sweep" | "version">) {
  const all = strings();
  const texts = useMemo(() => (sweep ? textLosses(sweep).map(textWords) : []), [sweep, version, all]);
  return texts.map(
    (text, i) =>
      text && (
        <p key={i} class="help">
          {text}
        </p>
      ),
  );
}

interface HeadProps {
  readonly sweep: Sweep | null;
  readonly origin: Origin | null;
  readonly choices: LossChoices;
  readonly isZoomed: boolean;
  reset(): void;
}

/** The title and one quiet row: show all, pause drawing, and the rest folded away. */
function Head({ sweep, origin, choices, isZoomed, reset }: HeadProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const words = strings().loss;
  const isPaused = choices.limits !== null;
  const canPause = isPaused || (sweep !== null && sweep.endedAt === null);
  return (
    <>
      <div class="chart-head">
        <h2>
          {words.title}
          <OriginMark origin={origin} />
        </h2>
        <div class="chart-tools">
          <button
            type="button"
            class={isZoomed ? "plain" : "plain away"}
            disabled={!isZoomed}
            onClick={reset}
          >
            {words.reset}
          </button>
          <button
            type="button"
            class={canPause ? "plain" : "plain away"}
            disabled={!canPause}
            onClick={() => choices.setPaused(!isPaused)}
          >
            {isPaused ? words.resume : words.pause}
          </button>
          <button
            type="button"
            class="plain"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => setOpen(!open)}
          >
            {words.options}
          </button>
        </div>
      </div>
      {open && <LossOptions {...{ id, sweep, choices }} />}
    </>
  );
}
