import type { Recipe } from "../../recipe/schema.ts";
import { strings } from "../../strings/strings.ts";
import { count } from "../format.ts";
import type { SweepSummary } from "../types.ts";

interface Props {
  readonly recipe: Recipe;
  readonly summary: SweepSummary | null;
  readonly appVersion: string;
  /** The page opens without a network. */
  readonly kept: boolean;
}

/** Facts of the recipe, and where it all happens. */
export function Footer({ recipe, summary, appVersion, kept }: Props) {
  const { seeds, steps, batch } = summary?.recipe ?? recipe;
  const words = strings().frame;
  const size = summary ? `${batch} × ${summary.context}` : String(batch);
  const widest = summary?.cohorts[summary.cohorts.length - 1];
  return (
    <footer>
      <span>{words.private}</span>
      <span>
        {words.seeds(seeds.length)} · {words.steps(count(steps), steps === 1)} ·{" "}
        {words.perStep(size, summary !== null)}
      </span>
      {widest && <span>{words.parameters(count(widest.parameters), widest.width)}</span>}
      <span>Widthwise {appVersion}</span>
      {kept && <span>{strings().offline.kept}</span>}
    </footer>
  );
}
