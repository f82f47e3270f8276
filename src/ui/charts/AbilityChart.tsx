import { useMemo, useState } from "preact/hooks";
import { useWidth } from "../hooks.ts";
import { Choice } from "../parts/Choice.tsx";
import type { AbilityRow } from "../view/abilities.ts";
import { type AbilityView, curvesOf, keyWords, VIEWS, viewWords } from "../view/curves.ts";
import { AbilityDrawing } from "./AbilityDrawing.tsx";
import { AbilityTable } from "./AbilityTable.tsx";

interface Props {
  readonly rows: readonly AbilityRow[];
  readonly widths: readonly number[];
  readonly seeds: number;
}

const TITLES: Readonly<Record<AbilityView, { readonly title: string; readonly hint: string }>> = {
  mean: { title: "Mean", hint: "Exact match, mean over seeds, with its interval" },
  share: { title: "Share of seeds", hint: "How many of the seeds have the ability" },
  mirage: {
    title: "Mirage",
    hint: "Exact match beside what token accuracy alone would give: is the jump made by the metric?",
  },
};

const OPTIONS = VIEWS.map((value) => ({ value, ...TITLES[value] }));

/** Ability against width, one line a task: mean scores, shares of seeds, or exact match beside p^L. */
export function AbilityChart({ rows, widths, seeds }: Props) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const [view, setView] = useState<AbilityView>("mean");
  const curves = useMemo(() => curvesOf(rows, view), [rows, view]);
  const words = useMemo(() => viewWords(rows, view), [rows, view]);
  return (
    <figure class="chart ability">
      <div class="chart-head">
        <h2>Ability against width</h2>
        <Choice
          label="Ability against width shows"
          options={OPTIONS}
          value={view}
          onChoose={(chosen) => setView(chosen)}
        />
      </div>
      <figcaption>{words || "Exact match on held-out prompts, one line a task."}</figcaption>
      <div class="plot" ref={ref}>
        {width > 0 && (
          <AbilityDrawing curves={curves} view={view} widths={widths} size={width} words={words} />
        )}
      </div>
      <p class="chart-key">{keyWords(view, seeds, rows.length)}</p>
      <AbilityTable rows={rows} />
    </figure>
  );
}
