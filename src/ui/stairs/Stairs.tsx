import { useMemo } from "preact/hooks";
import { AXES, type Axis } from "../../metrics/axis.ts";
import type { Phase, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Explained } from "../drawer/useExplained.ts";
import { Choice } from "../parts/Choice.tsx";
import type { DataSummary, TaskSummary } from "../types.ts";
import { type AbilityRow, abilityVersion } from "../view/abilities.ts";
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
  const words = strings().stairs;
  // Between evaluations nothing in the grid changes: the same nodes are handed back and not compared.
  const grid = useMemo(
    () => <AbilityGrid {...{ rows, widths, sweep, data, over, explained }} />,
    [rows, widths, sweep, data, cells, over, explained, words],
  );
  return (
    <section
      class={widths.length > 8 ? "stairs many" : "stairs"}
      style={{ "--n": String(widths.length) }}
      aria-labelledby="stairs-title"
    >
      <h2 class="unseen" id="stairs-title">
        {words.title}
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

/** What widths are compared at: the cells, the sentence and the chart of ability against width follow it. */
function CompareAt({ axis, setAxis }: Pick<Props, "axis" | "setAxis">) {
  const { axes, axisHints, compareAt } = strings().stairs;
  const options = AXES.map((value) => ({ value, title: axes[value], hint: axisHints[value] }));
  return <Choice label={compareAt} shown options={options} value={axis} onChoose={setAxis} />;
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
