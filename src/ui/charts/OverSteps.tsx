import "../css/over-steps.css";
import { useMemo } from "preact/hooks";
import type { Origin, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { Prose } from "../glossary/Term.tsx";
import { useWidth } from "../hooks.ts";
import { OriginMark } from "../recorded/OriginMark.tsx";
import { ChartFoot } from "../save/ChartFoot.tsx";
import type { AbilityRow } from "../view/abilities.ts";
import { overStepsWords, stepPanels } from "../view/over-steps.ts";
import type { Provenance } from "../view/provenance.ts";
import { overStepsSheet } from "../view/sheets/over-steps.ts";
import { OverStepsDrawing, overStepsHeight } from "./OverStepsDrawing.tsx";

export interface OverStepsProps {
  readonly rows: readonly AbilityRow[];
  /** Whose rows they are; null where they are a plan's. */
  readonly sweep: Sweep | null;
  /** Steps of the recipe: where the axis ends. */
  readonly steps: number;
  readonly origin: Origin | null;
  readonly provenance: Provenance | null;
  /** The step that is looked back at; null where that is the newest. */
  readonly marker: number | null;
}

/** Ability against step: a small drawing a task, a line a width. */
export function OverSteps({ rows, sweep, steps, origin, provenance, marker }: OverStepsProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const all = strings();
  const { title, caption, key } = all.charts.overSteps;
  const panels = useMemo(() => stepPanels(rows, sweep), [rows, sweep]);
  const words = useMemo(() => overStepsWords(panels), [panels, all]);
  const shown = { panels, steps, marker, words };
  return (
    <figure class="chart over-steps">
      <div class="chart-head">
        <h2>
          {title}
          <OriginMark origin={origin} />
        </h2>
      </div>
      <figcaption>{words || caption}</figcaption>
      <div class="plot" ref={ref}>
        {width > 0 && <OverStepsDrawing {...shown} size={width} />}
      </div>
      <p class="chart-key">
        <Prose text={key} terms={["exact", "seed", "chance", "emergence", "step"]} />
      </p>
      <ChartFoot
        {...{ provenance }}
        chart={title}
        sheets={() => [overStepsSheet(panels)]}
        figure={() => ({
          ...{ name: "ability-against-step", title, words, key, sheet: overStepsSheet(panels) },
          drawing: (size) => ({
            node: <OverStepsDrawing {...shown} size={size} />,
            height: overStepsHeight(panels.length, size),
          }),
        })}
      />
    </figure>
  );
}
