import { useMemo } from "preact/hooks";
import { AXES, type Axis } from "../../metrics/axis.ts";
import type { Phase, Sweep } from "../../store/store.ts";
import type { Explained } from "../drawer/useExplained.ts";
import { Choice } from "../parts/Choice.tsx";
import type { DataSummary, TaskSummary } from "../types.ts";
import { type AbilityRow, abilityVersion } from "../view/abilities.ts";
import { AXIS_WORDS } from "../view/compare.ts";
import { findingWords } from "../view/finding.ts";
import { isSettled } from "../view/phase.ts";
import type { Progress } from "../view/progress.ts";
import { AbilityGrid } from "./AbilityGrid.tsx";
import { Answers } from "./Answers.tsx";
import { SpeedRow } from "./SpeedRow.tsx";

interface Props {
  readonly widths: readonly number[];
  readonly tasks: readonly TaskSummary[];
  readonly rows: readonly AbilityRow[];
  readonly phase: Phase;
  readonly sweep: Sweep | null;
  readonly progress: Progress | null;
  /** True where the sweep is a recorded one. */
  readonly recorded: boolean;
  /** To be said quietly after the finding. */
  readonly note: string;
  readonly data: DataSummary | null;
  readonly version: number;
  readonly axis: Axis;
  readonly explained: Explained;
  setAxis(axis: Axis): void;
}

/** The picture the page is about: columns are widths, rows are abilities, and what each width says. */
export function Stairs(props: Props) {
  const { widths, tasks, rows, phase, sweep, recorded, progress, data, version, explained } = props;
  const cells = abilityVersion(sweep);
  const over = isSettled(phase);
  // Between evaluations nothing in the grid changes: the same nodes are handed back and not compared.
  const grid = useMemo(
    () => <AbilityGrid {...{ rows, widths, sweep, data, over, explained }} />,
    [rows, widths, sweep, data, cells, over, explained],
  );
  return (
    <section
      class={widths.length > 8 ? "stairs many" : "stairs"}
      style={{ "--n": String(widths.length) }}
      aria-labelledby="stairs-title"
    >
      <h2 class="unseen" id="stairs-title">
        What each width can do
      </h2>
      <Finding {...props} />
      <CompareAt axis={props.axis} setAxis={props.setAxis} />
      <div class="scroller">
        {grid}
        <Answers {...{ tasks, widths, sweep, recorded, version }} />
        <SpeedRow widths={widths} progress={progress} />
      </div>
    </section>
  );
}

const HINTS: Readonly<Record<Axis, string>> = {
  step: "Each width after the same number of updates",
  tokens: "Each width after the same number of training tokens: here the same as equal steps",
  flops: "Each width after the same computation: a wider one has taken fewer steps",
  wall_time: "Each width after the same training time on this machine",
};

const COMPARED = AXES.map((value) => ({ value, title: AXIS_WORDS[value], hint: HINTS[value] }));

/** What widths are compared at: the cells, the sentence and the chart of ability against width follow it. */
function CompareAt({ axis, setAxis }: Pick<Props, "axis" | "setAxis">) {
  return <Choice label="Compare widths at equal" shown options={COMPARED} value={axis} onChoose={setAxis} />;
}

/** The point of the page in a sentence: what will be trained, how far it is, what was found. */
function Finding({ rows, widths, phase, sweep, note }: Props) {
  const { lead, aside } = findingWords(rows, widths, phase, sweep);
  return (
    <p class="finding" style={{ "--tasks": String(rows.length) }}>
      {lead} {(aside || note) && <small>{`${aside} ${note}`.trim()}</small>}
    </p>
  );
}
