import type { Recipe } from "../../recipe/schema.ts";
import { count, countOf } from "../format.ts";
import type { SweepSummary } from "../types.ts";

interface Props {
  readonly recipe: Recipe;
  readonly summary: SweepSummary | null;
  readonly appVersion: string;
}

/** Facts of the recipe, and where it all happens. */
export function Footer({ recipe, summary, appVersion }: Props) {
  const { seeds, steps, batch } = summary?.recipe ?? recipe;
  const context = summary ? ` × ${summary.context}` : "";
  const widest = summary?.cohorts[summary.cohorts.length - 1];
  return (
    <footer>
      <span>Everything runs in this tab; nothing leaves it.</span>
      <span>
        {countOf(seeds.length, "seed")} · {countOf(steps, "step")} · {batch}
        {context} {summary ? "tokens" : "sequences"} a step
      </span>
      {widest && (
        <span>
          {count(widest.parameters)} parameters at width {widest.width}
        </span>
      )}
      <span>Widthwise {appVersion}</span>
    </footer>
  );
}
