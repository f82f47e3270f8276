import "./css/base.css";
import "./css/layout.css";
import "./css/stairs.css";
import "./css/answers.css";
import "./css/charts.css";
import "./css/recipe.css";
import "./css/presets.css";
import "./css/runs.css";
import "./css/variants.css";
import "./css/drawer.css";
import { useMemo, useState } from "preact/hooks";
import type { Axis } from "../metrics/axis.ts";
import type { Store, Sweep } from "../store/store.ts";
import type { Actions } from "./actions.ts";
import { AbilityChart } from "./charts/AbilityChart.tsx";
import { LossChart } from "./charts/LossChart.tsx";
import { RateMap } from "./charts/RateMap.tsx";
import { ScalingChart } from "./charts/ScalingChart.tsx";
import { Controls } from "./controls/Controls.tsx";
import { Status } from "./controls/Status.tsx";
import { useVariant } from "./controls/useVariant.ts";
import { VariantSwitch } from "./controls/VariantSwitch.tsx";
import { TaskDrawer } from "./drawer/TaskDrawer.tsx";
import { useExplained } from "./drawer/useExplained.ts";
import { useCalm } from "./hooks.ts";
import { DropZone } from "./parts/DropZone.tsx";
import { Footer } from "./parts/Footer.tsx";
import { Header } from "./parts/Header.tsx";
import { Notices } from "./parts/Notices.tsx";
import { RunTable } from "./RunTable.tsx";
import { PresetMenu } from "./recipe/PresetMenu.tsx";
import { RecipeForm } from "./recipe/RecipeForm.tsx";
import { Stairs } from "./stairs/Stairs.tsx";
import { abilityRows, abilityVersion } from "./view/abilities.ts";
import { isBusy } from "./view/phase.ts";
import { progressOf, variantProgress } from "./view/progress.ts";
import { taskRows } from "./view/tasks.ts";

interface Props {
  readonly store: Store;
  readonly actions: Actions;
  readonly appVersion: string;
}

/** Milliseconds between two looks at the tables: faster numbers cannot be read. */
const CALM = 250;

/** What the page shows of the store, made anew only where something has changed. */
function useView(store: Store, axis: Axis) {
  const version = useCalm(store.version, CALM);
  const building = useCalm(store.building, CALM);
  const recipe = store.recipe.value;
  const data = store.data.value;
  const machine = store.machine.value;
  const whole = store.sweep.value;
  const phase = store.phase.value;
  const { variant, show, sweep } = useVariant(recipe, whole);
  const { widths, seeds } = sweep?.summary.recipe ?? recipe;
  const cells = abilityVersion(sweep);
  const tasks = useMemo(() => taskRows(recipe, data, sweep?.summary ?? null), [recipe, data, sweep]);
  const rows = useMemo(() => abilityRows(tasks, widths, sweep, axis), [tasks, widths, sweep, cells, axis]);
  const training = useMemo(() => (whole ? progressOf(whole) : null), [whole, version, phase]);
  const progress = training && variantProgress(training, variant);
  const explained = useExplained();
  return {
    ...{ version, cells, building, recipe, data, machine, phase, whole, training, variant, show },
    ...{ sweep, widths, seeds, tasks, rows, progress, explained, problems: store.problems.value },
    ...{ varied: whole?.summary.recipe ?? recipe, off: isBusy(phase) },
  };
}

/** The whole page. It reads the store; everything below it gets props. */
export function App({ store, actions, appVersion }: Props) {
  const [axis, setAxis] = useState<Axis>("step");
  const view = useView(store, axis);
  const { version, building, recipe, data, machine, phase, whole, training, variant, show } = view;
  const { sweep, widths, seeds, rows, progress, varied, problems, explained, off } = view;
  return (
    <>
      <Header recipe={varied} />
      <main>
        <section class="desk" aria-label="Controls">
          <div class="desk-row">
            <Controls
              {...{ phase, actions }}
              hasProblems={problems.length > 0}
              hasPoints={hasPoints(whole)}
            />
            <PresetMenu {...{ recipe, machine, off }} setPreset={(name) => actions.setPreset(name)} />
          </div>
          <Status {...{ phase, recipe, problems, sweep: whole, progress: training, building, machine }} />
          <VariantSwitch recipe={varied} sweep={whole} shown={variant} show={show} />
        </section>
        <Stairs {...view} {...{ axis, setAxis }} />
        <div class="charts">
          <RateMap recipe={varied} sweep={whole} shown={variant} show={show} />
          <LossChart sweep={sweep} widths={widths} follow={store.version} version={version} />
          <AbilityChart rows={rows} widths={widths} seeds={seeds.length} />
        </div>
        <RecipeForm {...{ recipe, problems, data, machine, off, actions, explained }} />
        <ScalingChart sweep={sweep} version={view.cells} />
        <RunTable sweep={sweep} progress={progress} phase={phase} />
      </main>
      <Footer recipe={recipe} summary={sweep?.summary ?? null} appVersion={appVersion} />
      <Notices notices={store.notices.value} dismiss={(notice) => actions.dismiss(notice)} />
      <TaskDrawer {...{ explained, data, rows }} summary={sweep?.summary ?? null} />
      <DropZone off={off} actions={actions} />
    </>
  );
}

const hasPoints = (sweep: Sweep | null): boolean =>
  sweep?.runs.some((run) => run.train.length > 0 || run.eval.length > 0) ?? false;
