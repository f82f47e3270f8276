import { useMemo } from "preact/hooks";
import type { Recipe } from "../../recipe/schema.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { ChartFoot } from "../save/ChartFoot.tsx";
import type { Figure } from "../save/figure.ts";
import type { Provenance } from "../view/provenance.ts";
import { type RateCell, type RateMapView, rateMap } from "../view/rates.ts";
import { rateSheet } from "../view/sheets/rates.ts";

export interface RateMapProps {
  readonly recipe: Recipe;
  /** The whole sweep, all variants. */
  readonly sweep: Sweep | null;
  /** Rises where evaluations have come, or runs have ended. */
  readonly version: number;
  readonly provenance: Provenance | null;
  readonly shown: string | undefined;
  show(variant: string): void;
}

/** Held-out loss by learning rate and width; nothing where variants do not differ in the learning rate. */
export function RateMap({ recipe, sweep, version, provenance, shown, show }: RateMapProps) {
  const all = strings();
  const map = useMemo(() => rateMap(recipe, sweep), [recipe, sweep, version, sweep?.endedAt, all]);
  const { panels, words } = map;
  if (panels.length === 0) return null;
  const labels = all.charts.rates;
  return (
    <figure class="chart rate-map">
      <div class="chart-head">
        <h2>{labels.title}</h2>
      </div>
      <figcaption>{words || labels.caption}</figcaption>
      <div class="rate-panels" style={{ "--n": String(panels[0]!.widths.length) }}>
        {panels.map((panel) => (
          <Panel key={panel.label} panel={panel} shown={shown} show={show} />
        ))}
      </div>
      <p class="chart-key">
        {labels.key} · {labels.keyOfRate}
      </p>
      <ChartFoot {...{ provenance }} chart={labels.title} figure={() => rateFigure(map)} />
    </figure>
  );
}

/** The map as it can be saved. */
async function rateFigure(map: RateMapView): Promise<Figure> {
  const { RateDrawing, rateHeight } = await import("../save/RateDrawing.tsx");
  const { panels, words } = map;
  const { title, key } = strings().charts.rates;
  return {
    ...{ name: "learning-rate-map", title, words, key },
    sheet: rateSheet(map),
    drawing: (width) => ({ node: <RateDrawing {...{ panels, width }} />, height: rateHeight(panels) }),
  };
}

interface PanelProps extends Pick<RateMapProps, "shown" | "show"> {
  readonly panel: RateMapView["panels"][number];
}

function Panel({ panel, shown, show }: PanelProps) {
  const labels = strings().charts.rates;
  return (
    <table>
      <caption class={panel.label ? undefined : "unseen"}>{panel.label || labels.panel}</caption>
      <thead>
        <tr>
          <th scope="col">
            {labels.rate} <small>log₂</small>
          </th>
          {panel.widths.map((width) => (
            <th key={width} scope="col">
              <span class="unseen">{labels.width}</span>
              {width}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {panel.rows.map(({ rate, variant, cells }) => (
          <tr key={variant}>
            <th scope="row">
              <button type="button" aria-pressed={variant === shown} onClick={() => show(variant)}>
                <span class="unseen">{labels.show}</span>
                {rate} <small>{Math.log2(rate).toFixed(1).replace("-", "−")}</small>
                <span class="unseen"> {panel.label}</span>
              </button>
            </th>
            {cells.map((cell, i) => (
              <Cell key={panel.widths[i]} cell={cell} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ cell: { text, note, strength, isBest } }: { readonly cell: RateCell }) {
  return (
    <td class={isBest ? "best" : undefined} style={{ "--p": `${(strength * 100).toFixed(1)}%` }}>
      {text}
      {note && <span class="unseen"> {note}</span>}
    </td>
  );
}
