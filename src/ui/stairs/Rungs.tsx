import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count, short } from "../format.ts";
import { rampStyle } from "../ramp.ts";
import { runsOf } from "../view/progress.ts";

interface Props {
  readonly widths: readonly number[];
  readonly sweep: Sweep | null;
  /** Parameters of each width's model, where they are known before it is built. */
  readonly parameters: readonly number[];
  /** What went wrong at each width, in words. */
  readonly troubles: readonly string[];
}

/** The head of the stairs: one bar a width, taller and deeper as it grows. */
export function Rungs({ widths, sweep, parameters, troubles }: Props) {
  return (
    <tr class="row rungs">
      <th scope="col" class="label axes">
        <span>{strings().stairs.ability}</span> <span>{strings().stairs.width}</span>
      </th>
      {widths.map((width, i) => (
        <Rung
          key={width}
          width={width}
          index={i}
          n={widths.length}
          sweep={sweep}
          parameters={parameters[i]}
          trouble={troubles[i] ?? ""}
        />
      ))}
    </tr>
  );
}

interface RungProps {
  readonly width: number;
  readonly index: number;
  readonly n: number;
  readonly sweep: Sweep | null;
  readonly parameters: number | undefined;
  readonly trouble: string;
}

function Rung({ width, index, n, sweep, parameters, trouble }: RungProps) {
  const words = strings().stairs;
  const cohort = sweep?.summary.cohorts.find((candidate) => candidate.width === width);
  const planned = sweep !== null && !cohort;
  const known = cohort?.parameters ?? parameters;
  const height = n > 1 ? 10 + (index / (n - 1)) * 50 : 40;
  return (
    <th
      scope="col"
      class={planned ? "rung ramp planned" : "rung ramp"}
      style={rampStyle(index, n)}
      title={cohort ? words.rung(count(cohort.parameters), cohort.heads) : undefined}
    >
      <i style={{ height: `${height}px` }} />
      <b>
        <span class="unseen">{words.beforeWidth}</span>
        {width}
      </b>
      <small>{known === undefined ? "\u00a0" : short(known)}</small>
      <small class="trouble">{planned ? strings().play.planned : trouble}</small>
    </th>
  );
}

/** How many runs of a width have diverged, in words; empty where none has. */
export function divergedWords(sweep: Sweep | null, width: number): string {
  if (!sweep) return "";
  const runs = runsOf(sweep, width);
  const diverged = runs.filter((run) => run.status === "diverged");
  if (diverged.length === 0) return "";
  const words = strings().stairs;
  return runs.length === 1 ? words.diverged : words.someDiverged(diverged.length, runs.length);
}
