import type { Run } from "../metrics/run.ts";
import { stepsDone } from "../metrics/run.ts";
import type { Phase, Sweep } from "../store/store.ts";
import { count, duration, nats, rate, short } from "./format.ts";
import { rampStyle } from "./ramp.ts";
import { smoothedLoss } from "./view/loss.ts";
import type { CohortProgress, Progress } from "./view/progress.ts";

interface Props {
  readonly sweep: Sweep | null;
  readonly progress: Progress | null;
  readonly phase: Phase;
}

const HEAD = [
  "Width",
  "Seed",
  "Parameters",
  "Step",
  "Train loss",
  "Held-out loss",
  "Steps/s",
  "Tokens/s",
  "Time left",
];

/** One row a run: how far, how good, how fast. */
export function RunTable({ sweep, progress, phase }: Props) {
  return (
    <section class="runs" aria-labelledby="runs-title">
      <h2 id="runs-title">Runs</h2>
      {sweep && progress ? (
        <section
          class="scroller"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label="Table of runs, scrolls sideways"
        >
          <table>
            <Head />
            <tbody>
              {progress.cohorts.flatMap((cohort, i) => {
                const ramp = rampStyle(i, progress.cohorts.length);
                const shared = { cohort, ramp, steps: sweep.summary.recipe.steps, phase };
                return cohort.runs.map((run) => <Row key={run.id} run={run} {...shared} />);
              })}
            </tbody>
          </table>
        </section>
      ) : (
        <p class="quiet">One row per width and seed appears here when training starts.</p>
      )}
    </section>
  );
}

function Head() {
  return (
    <thead>
      <tr>
        {HEAD.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
        <th scope="col" class="text">
          State
        </th>
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly run: Run;
  readonly cohort: CohortProgress;
  readonly ramp: Record<string, string>;
  readonly steps: number;
  readonly phase: Phase;
}

function Row({ run, cohort, ramp, steps, phase }: RowProps) {
  const step = stepsDone(run);
  const pace = run.status === "diverged" ? Number.NaN : cohort.stepsPerSecond;
  const live = run.status === "training" || run.status === "waiting";
  return (
    <tr class={run.status}>
      <th scope="row" class="ramp" style={ramp}>
        <i class="swatch" />
        {run.width}
      </th>
      <td>{run.seed}</td>
      <td>{short(run.parameters)}</td>
      <td class="steps">
        {count(step)}
        <i class="bar ramp" style={ramp}>
          <i style={{ transform: `scaleX(${step / steps})` }} />
        </i>
      </td>
      <td>{nats(smoothedLoss(run, steps))}</td>
      <td>{nats(run.eval.last("loss/heldout"))}</td>
      <td>{rate(pace)}</td>
      <td>{rate(pace * run.tokensPerStep)}</td>
      <td>{live && phase !== "failed" ? duration(cohort.secondsLeft) : "–"}</td>
      <td class="text">{stateWords(run, phase)}</td>
    </tr>
  );
}

function stateWords(run: Run, phase: Phase): string {
  switch (run.status) {
    case "diverged":
      return `diverged at step ${count(run.divergedAt ?? 0)}`;
    case "training":
      return phase === "paused" ? "paused" : phase === "failed" ? "ended by an error" : "training";
    case "waiting":
      return phase === "failed" ? "not started" : "waiting";
    default:
      return run.status;
  }
}
