import { rate } from "../format.ts";
import type { Progress } from "../view/progress.ts";

interface Props {
  readonly widths: readonly number[];
  readonly progress: Progress | null;
}

/** Steps a second, under each width. */
export function SpeedRow({ widths, progress }: Props) {
  return (
    <dl class="row speed" aria-label="Steps a second">
      <dt class="label">steps a second</dt>
      {widths.map((width) => {
        const cohort = progress?.cohorts.find((candidate) => candidate.width === width);
        return (
          <dd key={width}>
            <span class="unseen">width {width}: </span>
            {cohort ? rate(cohort.stepsPerSecond) : "–"}
          </dd>
        );
      })}
    </dl>
  );
}
