import { useMemo } from "preact/hooks";
import type { Sweep } from "../../store/store.ts";
import type { DataSummary, TaskSummary } from "../types.ts";
import { type AbilityRow, abilityVersion } from "../view/abilities.ts";
import type { Progress } from "../view/progress.ts";
import { AbilityGrid } from "./AbilityGrid.tsx";
import { Answers } from "./Answers.tsx";
import { SpeedRow } from "./SpeedRow.tsx";

interface Props {
  readonly widths: readonly number[];
  readonly tasks: readonly TaskSummary[];
  readonly rows: readonly AbilityRow[];
  readonly sweep: Sweep | null;
  readonly progress: Progress | null;
  readonly data: DataSummary | null;
  readonly version: number;
}

/** The picture the page is about: columns are widths, rows are abilities, and what each width says. */
export function Stairs({ widths, tasks, rows, sweep, progress, data, version }: Props) {
  const cells = abilityVersion(sweep);
  // Between evaluations nothing in the grid changes: the same nodes are handed back and not compared.
  const grid = useMemo(
    () => <AbilityGrid rows={rows} widths={widths} sweep={sweep} data={data} />,
    [rows, widths, sweep, data, cells],
  );
  const many = widths.length > 8;
  return (
    <section
      class={many ? "stairs many" : "stairs"}
      style={{ "--n": String(widths.length) }}
      aria-labelledby="stairs-title"
    >
      <h2 class="unseen" id="stairs-title">
        What each width can do
      </h2>
      <div class="scroller" {...(many ? SCROLLABLE : {})}>
        {grid}
        <Answers tasks={tasks} widths={widths} sweep={sweep} version={version} />
        <SpeedRow widths={widths} progress={progress} />
      </div>
    </section>
  );
}

/** A region that scrolls must be reachable by keyboard and have a name. */
const SCROLLABLE = { role: "region", tabIndex: 0, "aria-label": "Widths, scrolls sideways" } as const;
