import { useMemo, useState } from "preact/hooks";
import type { Origin } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count } from "../format.ts";
import { Prose } from "../glossary/Term.tsx";
import { useWidth } from "../hooks.ts";
import { Choice } from "../parts/Choice.tsx";
import { OriginMark } from "../recorded/OriginMark.tsx";
import { ChartFoot } from "../save/ChartFoot.tsx";
import type { AbilityRow } from "../view/abilities.ts";
import { type AbilityView, curvesOf, keyWords, VIEWS, viewWords } from "../view/curves.ts";
import type { Provenance } from "../view/provenance.ts";
import { abilitySheet } from "../view/sheets/ability.ts";
import { AbilityDrawing } from "./AbilityDrawing.tsx";
import { HEIGHT } from "./frame.ts";

interface Props {
  readonly rows: readonly AbilityRow[];
  readonly widths: readonly number[];
  readonly provenance: Provenance | null;
  readonly seeds: number;
  /** The step that is looked back at; null where the rows are the newest. */
  readonly at: number | null;
  /** Where that sweep comes from; null where it is the visitor's present one. */
  readonly origin: Origin | null;
  /** Of the sweep that this one is set against; empty where there is none. */
  readonly behind: readonly AbilityRow[];
  /** What that sweep is called; empty where there is none. */
  readonly behindName: string;
}

/** Ability against width, one line a task: mean scores, shares of seeds, or exact match beside p^L. */
export function AbilityChart({ rows, at, widths, seeds, origin, provenance, behind, behindName }: Props) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const [view, setView] = useState<AbilityView>("mean");
  const all = strings();
  const labels = all.charts.ability;
  const options = VIEWS.map((value) => ({ value, ...labels.views[value] }));
  const curves = useMemo(() => curvesOf(rows, view), [rows, view]);
  const behindCurves = useMemo(() => curvesOf(behind, view), [behind, view]);
  const words = useMemo(() => viewWords(rows, view), [rows, view, all]);
  const key = keyOf(view, seeds, rows.length, behind.length > 0 ? behindName : null);
  const shown = { curves, view, widths, words, behind: behindCurves, behindName };
  return (
    <figure class="chart ability">
      <div class="chart-head">
        <h2>
          {labels.title}
          <OriginMark origin={origin} />
          {at !== null && <span class="recorded-mark"> · {all.play.atStep(count(at))}</span>}
        </h2>
        <Choice label={labels.shows} options={options} value={view} onChoose={(chosen) => setView(chosen)} />
      </div>
      <figcaption>{words || labels.caption}</figcaption>
      <div class="plot" ref={ref}>
        {width > 0 && <AbilityDrawing {...shown} size={width} />}
      </div>
      <p class="chart-key">
        <Prose text={key} terms={["exact", "seed", "chance", "emergence"]} />
      </p>
      <ChartFoot
        {...{ provenance }}
        chart={labels.title}
        sheets={() => [abilitySheet(rows)]}
        figure={() => ({
          ...{ name: "ability-against-width", title: labels.title, words, key, sheet: abilitySheet(rows) },
          drawing: (size) => ({ node: <AbilityDrawing {...shown} size={size} />, height: HEIGHT }),
        })}
      />
    </figure>
  );
}

/** What the marks mean. */
function keyOf(view: AbilityView, seeds: number, tasks: number, behind: string | null): string {
  return keyWords(view, seeds, tasks) + (behind === null ? "" : strings().study.dashedDiamonds(behind));
}
