import { useMemo } from "preact/hooks";
import { AXES, type Axis } from "../../metrics/axis.ts";
import type { Phase, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import { AskBox } from "../ask/AskBox.tsx";
import type { Explained } from "../drawer/useExplained.ts";
import { Choice } from "../parts/Choice.tsx";
import { ChartFoot } from "../save/ChartFoot.tsx";
import type { Figure } from "../save/figure.ts";
import type { DataSummary, TaskSummary } from "../types.ts";
import { type AbilityRow, abilityVersion, byEmergence } from "../view/abilities.ts";
import { findingWords } from "../view/finding.ts";
import { isSettled } from "../view/phase.ts";
import type { Progress } from "../view/progress.ts";
import type { Provenance } from "../view/provenance.ts";
import { gridSheet } from "../view/sheets/ability.ts";
import { AbilityGrid } from "./AbilityGrid.tsx";
import { Answers } from "./Answers.tsx";
import { SpeedRow } from "./SpeedRow.tsx";

interface Props {
  readonly actions: Pick<Actions, "ask">;
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
  readonly provenance: Provenance | null;
  readonly data: DataSummary | null;
  readonly version: number;
  readonly axis: Axis;
  readonly explained: Explained;
  setAxis(axis: Axis): void;
}

/** The picture the page is about: columns are widths, rows are abilities, and what each width says. */
export function Stairs(props: Props) {
  const { widths, tasks, rows, phase, sweep, recorded, progress, data, version, explained, actions } = props;
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
        <ChartFoot
          chart={strings().stairs.title}
          provenance={props.provenance}
          sheets={() => [gridSheet(rows, widths)]}
          figure={() => gridFigure(props)}
        />
        <Answers {...{ tasks, widths, sweep, recorded, version }} />
        <AskBox {...{ actions, tasks, widths, sweep, recorded, phase, data }} />
        <SpeedRow widths={widths} progress={progress} />
      </div>
    </section>
  );
}

/** The grid as it can be saved; rows in the order in which they stand. */
async function gridFigure({ rows, widths, phase, sweep }: Props): Promise<Figure> {
  const { StairsDrawing, stairsHeight, FIGURE_FRAME } = await import("../save/StairsDrawing.tsx");
  const { lead, aside } = findingWords(rows, widths, phase, sweep);
  const parameters = sweep?.summary.cohorts.map((cohort) => cohort.parameters) ?? [];
  const ordered = isSettled(phase) ? byEmergence(rows) : rows;
  const { title, legend } = strings().stairs;
  const isToken = rows.some(({ task }) => task.scored === "token");
  return {
    ...{ name: "stairs", title, words: `${lead} ${aside}`.trim(), key: legend(isToken) },
    sheet: gridSheet(ordered, widths),
    drawing: (width) => {
      const frame = { ...FIGURE_FRAME, width };
      const node = <StairsDrawing {...{ widths, parameters, frame }} rows={ordered} />;
      return { node, height: stairsHeight(rows.length, frame) };
    },
  };
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
