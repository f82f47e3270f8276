import type { ComponentProps, Ref } from "preact";
import { useId, useMemo, useRef } from "preact/hooks";
import { textLosses } from "../../export/final.ts";
import type { Origin, Store, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { Prose } from "../glossary/Term.tsx";
import { useWidth } from "../hooks.ts";
import { ChartFoot } from "../save/ChartFoot.tsx";
import { lastLosses, lossWords, textWords } from "../view/loss.ts";
import type { Provenance } from "../view/provenance.ts";
import { lossSheets } from "../view/sheets/loss.ts";
import { LossHead } from "./LossHead.tsx";
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
  /** Another one, which that is set against. */
  readonly against?: number | null;
}

/** Losses of every width, with their values at the cursor or the end below them. */
export function LossChart(props: Props) {
  const { sweep, origin, provenance, behind, behindName, widths, follow, version } = props;
  const { marker = null, against = null } = props;
  const { ref, width } = useWidth<HTMLDivElement>();
  const figure = useRef<HTMLElement>(null);
  const choices = useLossLook(sweep, behind);
  const drawn = useLossPlot({ ref, figure, width }, { sweep, behind, choices, marker, against }, follow);
  const { plot, at, isZoomed } = drawn;
  const { look, limits } = choices;
  const seen = useRef(version);
  if (!limits) seen.current = version;
  const losses = useMemo(() => (sweep ? lastLosses(sweep) : []), [sweep, seen.current]);
  const sentence = lossWords(losses);
  const words = strings().loss;
  const read = plot && at !== null ? plot.read(at) : null;
  const when = limits ? words.paused : origin ? words.atEnd : words.now;
  const marks = keyWords(sweep, behindName, look.seeds === "mean");
  return (
    <figure class="chart loss" data-part="loss" ref={figure}>
      <LossHead {...{ sweep, origin, choices, isZoomed }} reset={() => plot?.reset()} />
      <figcaption>
        <Prose text={sentence || words.caption} terms={["nats", "heldOut", "token", "step"]} />
      </figcaption>
      <Reader {...{ widths, plot, sentence }} canvas={ref} axis={look.axis} at={read} isEmpty={!sweep} />
      <ReadOut
        {...{ widths, losses, when }}
        axis={look.axis}
        at={read}
        keys={marks}
        hidden={look.hidden}
        setHidden={(hidden) => choices.change({ hidden })}
      />
      <Foot {...{ sweep, behind, choices, plot, provenance, marks }} />
      <Texts sweep={sweep} version={version} />
    </figure>
  );
}

interface ReaderProps extends Omit<ComponentProps<typeof ReadSlider>, "describedBy"> {
  /** Where the chart is drawn. */
  readonly canvas: Ref<HTMLDivElement>;
  readonly sentence: string;
  readonly isEmpty: boolean;
}

/** The drawing, and the slider over it by which keys read it. */
function Reader({ canvas, sentence, isEmpty, ...slider }: ReaderProps) {
  const keys = useId();
  const words = strings().loss;
  return (
    <div class="reader">
      <div class="plot" ref={canvas} role="img" aria-label={words.name(sentence)}>
        {isEmpty && <p class="empty">{words.empty}</p>}
      </div>
      <ReadSlider {...slider} describedBy={keys} />
      <p class="unseen" id={keys}>
        {words.keys}
      </p>
    </div>
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
