import "./css/base.css";
import "./css/layout.css";
import "./css/stairs.css";
import "./css/answers.css";
import "./css/charts.css";
import "./css/recipe.css";
import "./css/runs.css";
import "./css/recorded.css";
import { useMemo } from "preact/hooks";
import type { Store, Sweep } from "../store/store.ts";
import type { Actions } from "./actions.ts";
import { AbilityChart } from "./charts/AbilityChart.tsx";
import { LossChart } from "./charts/LossChart.tsx";
import { Controls } from "./controls/Controls.tsx";
import { Status } from "./controls/Status.tsx";
import { useCalm } from "./hooks.ts";
import { DropZone } from "./parts/DropZone.tsx";
import { Footer } from "./parts/Footer.tsx";
import { Header } from "./parts/Header.tsx";
import { Notices } from "./parts/Notices.tsx";
import { RunTable } from "./RunTable.tsx";
import { PresetSelect } from "./recipe/PresetSelect.tsx";
import { RecipeForm } from "./recipe/RecipeForm.tsx";
import { RecordedBar } from "./recorded/RecordedBar.tsx";
import { behindRows, useShown } from "./recorded/useShown.ts";
import { Stairs } from "./stairs/Stairs.tsx";
import { abilityRows, abilityVersion } from "./view/abilities.ts";
import { isBusy } from "./view/phase.ts";
import { progressOf } from "./view/progress.ts";
import { againstWords } from "./view/recorded.ts";
import { taskRows } from "./view/tasks.ts";

interface Props {
  readonly store: Store;
  readonly actions: Actions;
  readonly appVersion: string;
}

/** Milliseconds between two looks at the tables: faster numbers cannot be read. */
const CALM = 250;

/** Where a recorded sweep is shown and nothing was trained yet. */
const INVITATION = "Press Train: your own takes its place here.";

/** What the page shows of the store, made anew only where something has changed. */
function useView(store: Store) {
  const version = useCalm(store.version, CALM);
  const building = useCalm(store.building, CALM);
  const recipe = store.recipe.value;
  const data = store.data.value;
  const whose = useShown(store);
  const { own, sweep, phase, against } = whose;
  const { widths, seeds } = sweep?.summary.recipe ?? recipe;
  const cells = abilityVersion(sweep);
  const tasks = useMemo(() => taskRows(recipe, data, sweep?.summary ?? null), [recipe, data, sweep]);
  const rows = useMemo(() => abilityRows(tasks, widths, sweep), [tasks, widths, sweep, cells]);
  const ownProgress = useMemo(() => (own ? progressOf(own) : null), [own, version, store.phase.value]);
  const progress = useMemo(
    () => (sweep === own ? ownProgress : sweep && progressOf(sweep)),
    [sweep, ownProgress, phase],
  );
  const behind = useMemo(() => behindRows(tasks, against?.sweep), [tasks, against]);
  return {
    ...{ version, building, recipe, data, ...whose, widths, seeds, tasks, rows },
    ...{ ownProgress, progress, behind },
  };
}

/** The whole page. It reads the store; everything below it gets props. */
export function App({ store, actions, appVersion }: Props) {
  const view = useView(store);
  const { recipe, data, sweep, widths, seeds, rows, shown, behind } = view;
  const recorded = shown !== null;
  const seedsBehind = view.against?.head.recipe.seeds.length ?? 0;
  const note = recorded && !view.own ? INVITATION : againstWords(behind, seedsBehind);
  const off = isBusy(store.phase.value);
  return (
    <>
      <Header recipe={sweep?.summary.recipe ?? recipe} />
      <main>
        <Desk {...{ store, actions, view, off }} />
        <Stairs {...view} recorded={recorded} note={note} />
        <div class="charts">
          <LossChart
            {...{ sweep, recorded, widths, version: view.version }}
            behind={view.against?.sweep ?? null}
            follow={store.version}
          />
          <AbilityChart {...{ rows, widths, recorded, behind }} seeds={seeds.length} />
        </div>
        <RecipeForm problems={store.problems.value} {...{ recipe, data, off, actions }} />
        <RunTable {...{ sweep, recorded, progress: view.progress, phase: view.phase }} />
      </main>
      <Footer recipe={recipe} summary={sweep?.summary ?? null} appVersion={appVersion} />
      <Notices notices={store.notices.value} dismiss={(notice) => actions.dismiss(notice)} />
      <DropZone off={off} actions={actions} />
    </>
  );
}

interface DeskProps extends Pick<Props, "store" | "actions"> {
  readonly view: ReturnType<typeof useView>;
  readonly off: boolean;
}

/** What to press, where the visitor's own training stands, and what recorded sweeps there are. */
function Desk({ store, actions, view, off }: DeskProps) {
  const { recipe, own, shown, building } = view;
  const phase = store.phase.value;
  const problems = store.problems.value;
  return (
    <section class="desk" aria-label="Controls">
      <div class="desk-row">
        <Controls {...{ phase, actions }} hasProblems={problems.length > 0} hasPoints={hasPoints(own)} />
        <PresetSelect recipe={recipe} off={off} setPreset={(name) => actions.setPreset(name)} />
      </div>
      <Status {...{ phase, recipe, problems, building }} sweep={own} progress={view.ownProgress} />
      <RecordedBar
        {...{ shown, own, recipe, off, actions }}
        heads={store.recordings.value}
        comparing={store.comparing.value}
      />
    </section>
  );
}

const hasPoints = (sweep: Sweep | null): boolean =>
  sweep?.runs.some((run) => run.train.length > 0 || run.eval.length > 0) ?? false;
