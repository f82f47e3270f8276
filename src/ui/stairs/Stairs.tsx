import { useMemo } from "preact/hooks";
import { AXES, type Axis } from "../../metrics/axis.ts";
import type { Recipe } from "../../recipe/schema.ts";
import type { Machine, Phase, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import { AskBox } from "../ask/AskBox.tsx";
import type { Explained } from "../drawer/useExplained.ts";
import { count } from "../format.ts";
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
import { engineSentence } from "../view/status.ts";
import { AbilityGrid } from "./AbilityGrid.tsx";
import { Answers } from "./Answers.tsx";
import { Ladder } from "./Ladder.tsx";
import { MomentBar } from "./MomentBar.tsx";
import { SpeedRow } from "./SpeedRow.tsx";
import { useColumns } from "./useColumns.ts";
import type { Moment } from "./useMoment.ts";

interface Props {
  readonly actions: Pick<Actions, "ask" | "setWidths">;
  readonly recipe: Recipe;
  readonly machine: Machine;
  /** True while a sweep is under way. */
  readonly off: boolean;
  /** Of the sweep that is shown, or of the plan for one. */
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
  /** Which moment of the sweep is looked at. */
  readonly moment: Moment;
  setAxis(axis: Axis): void;
}

/** The picture the page is about: columns are widths, rows are abilities, and what each width says. */
export function Stairs(props: Props) {
  const { recipe, tasks, phase, sweep, recorded, data, version, moment, actions } = props;
  const { grid, widths, ladder } = useGrid(props);
  return (
    <section
      class={`stairs${widths.length > 8 ? " many" : ""}${props.rows.length > 6 ? " tall" : ""}`}
      style={{ "--n": String(widths.length) }}
      aria-labelledby="stairs-title"
    >
      <h2 class="unseen" id="stairs-title">
        {strings().stairs.title}
      </h2>
      <Finding {...props} />
      <div class="scroller">
        <Ladder {...{ widths, recipe }} {...ladder} setWidths={(next) => actions.setWidths(next)} />
        {grid}
        <MomentBar moment={moment} />
        <CompareAt axis={props.axis} setAxis={props.setAxis} />
        <ChartFoot
          chart={strings().stairs.title}
          provenance={props.provenance}
          sheets={() => [gridSheet(props.rows, props.widths)]}
          figure={() => gridFigure(props)}
        />
        <Answers {...{ tasks, widths, recorded, version }} sweep={moment.sweep} at={moment.at} />
        <AskBox {...{ actions, tasks, sweep, recorded, phase, data }} widths={props.widths} />
        <SpeedRow widths={widths} progress={props.progress} />
      </div>
      <Engine sweep={recorded ? null : sweep} />
    </section>
  );
}

/** The grid; between evaluations nothing in it changes: the same nodes are handed back and not compared. */
function useGrid(props: Props) {
  const { phase, sweep, data, explained, moment } = props;
  const { widths, rows, newest, others, ladder } = useColumns(props);
  const cells = abilityVersion(sweep);
  const [over, then] = [isSettled(phase), moment.sweep];
  const words = strings().stairs;
  const { parameters } = ladder;
  const grid = useMemo(
    () => (
      <AbilityGrid {...{ rows, newest, others, widths, parameters, data, over, explained }} sweep={then} />
    ),
    [rows, newest, others, widths, then, parameters, data, cells, over, explained, words],
  );
  return { grid, widths, ladder };
}

/** What computes the visitor's own sweep, and why. */
const Engine = ({ sweep }: { readonly sweep: Sweep | null }) => (
  <p class="engine">{sweep ? engineSentence(sweep.summary) : ""}</p>
);

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
function Finding({ moment, widths, phase, note }: Props) {
  const { rows, sweep, at } = moment;
  const { lead, aside } = findingWords(rows, widths, phase, sweep);
  const said = at === null ? note : strings().play.asItWas(count(at));
  return (
    <p class="finding" style={{ "--tasks": String(rows.length) }}>
      {lead} {(aside || said) && <small>{`${aside} ${said}`.trim()}</small>}
    </p>
  );
}
