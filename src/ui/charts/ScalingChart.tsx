import type { ComponentProps } from "preact";
import { useMemo, useState } from "preact/hooks";
import { SIZES, type SizeMeasure } from "../../metrics/ladder.ts";
import type { Origin, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count } from "../format.ts";
import { Prose } from "../glossary/Term.tsx";
import { useWidth } from "../hooks.ts";
import { Choice } from "../parts/Choice.tsx";
import { OriginMark } from "../recorded/OriginMark.tsx";
import { ChartFoot } from "../save/ChartFoot.tsx";
import type { Figure } from "../save/figure.ts";
import type { Provenance } from "../view/provenance.ts";
import { fitWords, mostForecasts, type ScalingView, scalingView } from "../view/scaling.ts";
import { scalingSheet } from "../view/sheets/scaling.ts";
import { PredictionTable } from "./PredictionTable.tsx";
import { HEIGHT, ScalingDrawing } from "./ScalingDrawing.tsx";
import { useScalingFit } from "./useScalingFit.ts";

interface Props {
  readonly sweep: Sweep | null;
  readonly provenance: Provenance | null;
  /** Rises where evaluations or predictions have come. */
  readonly version: number;
  /** Where the sweep comes from; null where it is the visitor's present one. */
  readonly origin: Origin | null;
}

/** Held-out loss against size with its fit, and the losses that were predicted before they came. */
export function ScalingChart({ sweep, provenance, version, origin }: Props) {
  const [by, setBy] = useState<SizeMeasure>("parameters");
  const { ref, width } = useWidth<HTMLDivElement>();
  const labels = strings().charts.scaling;
  const options = SIZES.map((value) => ({ value, ...labels.sizes[value] }));
  const view = useMemo(() => (sweep ? scalingView(sweep, by) : null), [sweep, version, by]);
  const banded = useScalingFit(view?.losses ?? null);
  const words = view && banded ? fitWords(view, banded.fit, by) : "";
  const shown = { view, banded, by, words };
  return (
    <section class="scaling" aria-labelledby="scaling-title">
      <figure class="chart">
        <div class="chart-head">
          <h2 id="scaling-title">
            {labels.title}
            <OriginMark origin={origin} />
          </h2>
          <Choice label={labels.measuredBy} options={options} value={by} onChoose={(size) => setBy(size)} />
        </div>
        <figcaption>{words || labels.caption}</figcaption>
        <div class="plot" ref={ref}>
          {width > 0 && <ScalingDrawing {...shown} size={width} />}
        </div>
        <p class="chart-key">
          <Prose text={keyWords(by, view)} terms={["nats", "token", "parameters", "flops"]} />
        </p>
        <ChartFoot
          {...{ provenance }}
          chart={labels.title}
          sheets={() => (view ? [scalingSheet(view, by)] : [])}
          figure={() => scalingFigure({ ...shown, title: labels.title })}
        />
      </figure>
      <PredictionTable sweep={sweep} view={view} rows={sweep ? mostForecasts(sweep) : 0} />
    </section>
  );
}

interface Shown extends Pick<ComponentProps<typeof ScalingDrawing>, "view" | "banded" | "by" | "words"> {
  readonly title: string;
}

/** The chart as it can be saved. */
const scalingFigure = ({ title, ...shown }: Shown): Figure => ({
  ...{ name: "loss-against-size", title, words: shown.words, key: keyWords(shown.by, shown.view) },
  drawing: (size) => ({ node: <ScalingDrawing {...shown} size={size} />, height: HEIGHT }),
  sheet: scalingSheet(shown.view!, shown.by),
});

/** What the marks mean. */
function keyWords(by: SizeMeasure, view: ScalingView | null): string {
  const { key, sizeWords } = strings().charts.scaling;
  const isLeftOut = view?.drawn.some((one) => !one.isBefore) ?? false;
  return key(sizeWords[by], view && Number.isFinite(view.step) ? count(view.step) : "", isLeftOut);
}
