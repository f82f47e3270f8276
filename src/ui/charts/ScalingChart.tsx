import { useMemo, useState } from "preact/hooks";
import { SIZES, type SizeMeasure } from "../../metrics/ladder.ts";
import type { Origin, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count } from "../format.ts";
import { Prose } from "../glossary/Term.tsx";
import { useWidth } from "../hooks.ts";
import { Choice } from "../parts/Choice.tsx";
import { OriginMark } from "../recorded/OriginMark.tsx";
import { fitWords, mostForecasts, type ScalingView, scalingView } from "../view/scaling.ts";
import { ScalingDrawing } from "./ScalingDrawing.tsx";
import { PredictionTable, ScalingTable } from "./ScalingTables.tsx";
import { useScalingFit } from "./useScalingFit.ts";

interface Props {
  readonly sweep: Sweep | null;
  /** Rises where evaluations or predictions have come. */
  readonly version: number;
  /** Where the sweep comes from; null where it is the visitor's present one. */
  readonly origin: Origin | null;
}

/** Held-out loss against size with its fit, and the losses that were predicted before they came. */
export function ScalingChart({ sweep, version, origin }: Props) {
  const [by, setBy] = useState<SizeMeasure>("parameters");
  const { ref, width } = useWidth<HTMLDivElement>();
  const labels = strings().charts.scaling;
  const options = SIZES.map((value) => ({ value, ...labels.sizes[value] }));
  const view = useMemo(() => (sweep ? scalingView(sweep, by) : null), [sweep, version, by]);
  const banded = useScalingFit(view?.losses ?? null);
  const words = view && banded ? fitWords(view, banded.fit, by) : "";
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
          {width > 0 && <ScalingDrawing {...{ view, banded, by, words }} size={width} />}
        </div>
        <p class="chart-key">
          <Prose text={keyWords(by, view)} terms={["nats", "token", "parameters", "flops"]} />
        </p>
        {view && <ScalingTable view={view} by={by} />}
      </figure>
      <PredictionTable sweep={sweep} view={view} rows={sweep ? mostForecasts(sweep) : 0} />
    </section>
  );
}

/** What the marks mean. */
function keyWords(by: SizeMeasure, view: ScalingView | null): string {
  const { key, sizeWords } = strings().charts.scaling;
  const isLeftOut = view?.drawn.some((one) => !one.isBefore) ?? false;
  return key(sizeWords[by], view && Number.isFinite(view.step) ? count(view.step) : "", isLeftOut);
}
