import { strings } from "../../strings/strings.ts";
import { rate } from "../format.ts";
import type { Progress } from "../view/progress.ts";

interface Props {
  readonly widths: readonly number[];
  readonly progress: Progress | null;
}

/** Steps a second, under each width. */
export function SpeedRow({ widths, progress }: Props) {
  const words = strings().stairs;
  return (
    <dl class="row speed" aria-label={words.speed}>
      <dt class="label">{words.speedLabel}</dt>
      {widths.map((width) => {
        const cohort = progress?.cohorts.find((candidate) => candidate.width === width);
        return (
          <dd key={width}>
            <span class="unseen">{words.ofWidth(width)}: </span>
            <small class="whose" aria-hidden="true">
              {width}
            </small>
            {cohort ? rate(cohort.stepsPerSecond) : "–"}
          </dd>
        );
      })}
    </dl>
  );
}
