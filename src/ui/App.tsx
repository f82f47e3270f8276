import "./css/base.css";
import "./css/layout.css";
import "./css/controls.css";
import "./css/stairs.css";
import "./css/ladder.css";
import "./css/answers.css";
import "./css/ask.css";
import "./css/charts.css";
import "./css/loss.css";
import "./css/recipe.css";
import "./css/presets.css";
import "./css/runs.css";
import "./css/variants.css";
import "./css/recorded.css";
import "./css/study.css";
import "./css/remarks.css";
import "./css/drawer.css";
import "./css/share.css";
import "./css/help.css";
import { useMemo, useState } from "preact/hooks";
import type { Axis } from "../metrics/axis.ts";
import { hasPoints } from "../store/shelf.ts";
import type { Store } from "../store/store.ts";
import { strings } from "../strings/strings.ts";
import type { Actions } from "./actions.ts";
import { AbilityChart } from "./charts/AbilityChart.tsx";
import { LossChart } from "./charts/LossChart.tsx";
import { OverStepsEntry } from "./charts/OverStepsEntry.tsx";
import { RateMapEntry } from "./charts/RateMapEntry.tsx";
import { ScalingChart } from "./charts/ScalingChart.tsx";
import { Controls } from "./controls/Controls.tsx";
import { Status } from "./controls/Status.tsx";
import { useVariant } from "./controls/useVariant.ts";
import { VariantSwitch } from "./controls/VariantSwitch.tsx";
import { DrawerEntry } from "./drawer/DrawerEntry.tsx";
import { useExplained } from "./drawer/useExplained.ts";
import { useCalm } from "./hooks.ts";
import { HowEntry } from "./how/HowEntry.tsx";
import { DropZone } from "./parts/DropZone.tsx";
import { Footer } from "./parts/Footer.tsx";
import { Header } from "./parts/Header.tsx";
import { Notices } from "./parts/Notices.tsx";
import { UpdateNotice } from "./parts/UpdateNotice.tsx";
import { RunTable } from "./RunTable.tsx";
import { PresetMenu } from "./recipe/PresetMenu.tsx";
import { RecipeForm } from "./recipe/RecipeForm.tsx";
import { RecordedBar } from "./recorded/RecordedBar.tsx";
import { inVariant, useBehind, useShown } from "./recorded/useShown.ts";
import { useHidden } from "./runs/useHidden.ts";
import { ShareMenu } from "./share/ShareMenu.tsx";
import { Stairs } from "./stairs/Stairs.tsx";
import { useMoment } from "./stairs/useMoment.ts";
import { SweepList } from "./study/SweepList.tsx";
import { TourEntry } from "./tour/TourEntry.tsx";
import { abilityRows, abilityVersion, isLearning } from "./view/abilities.ts";
import { invitationWords } from "./view/finding.ts";
import { isBusy } from "./view/phase.ts";
import { progressOf, variantProgress } from "./view/progress.ts";
import type { Provenance } from "./view/provenance.ts";
import { againstWords, nameOf } from "./view/recorded.ts";
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
  const whose = useShown(store);
  const { own, whole, phase } = whose;
  const { variant, show, sweep } = useVariant(recipe, whole);
  const { widths, seeds } = sweep?.summary.recipe ?? recipe;
  const cells = abilityVersion(sweep);
  const words = strings();
  const tasks = useMemo(() => taskRows(recipe, data, sweep?.summary ?? null), [recipe, data, sweep, words]);
  const rows = useMemo(() => abilityRows(tasks, widths, sweep, axis), [tasks, widths, sweep, cells, axis]);
  const moment = useMoment({ sweep, tasks, rows, evaluated: cells, axis });
  const training = useMemo(() => (own ? progressOf(own) : null), [own, version, store.phase.value]);
  const shown = useMemo(
    () => (whole === own ? training : whole && progressOf(whole)),
    [whole, training, phase],
  );
  const progress = shown && variantProgress(shown, variant);
  const { against, behind } = useBehind(whose.other?.sweep ?? null, tasks, variant, axis);
  const behindName = whose.other ? nameOf(whose.other) : "";
  const explained = useExplained();
  // models are asked even while another sweep is looked at
  const asked = useMemo(() => own && inVariant(own, variant), [own, variant]);
  const { hidden, drawn } = useHidden(sweep);
  return {
    ...{ hidden, drawn },
    ...{ version, cells, building, recipe, data, machine, ...whose, training, variant, show },
    ...{ sweep, widths, seeds, tasks, rows, moment, progress, against, behind, behindName, explained, asked },
    ...{ problems: store.problems.value },
    ...{ varied: whole?.summary.recipe ?? recipe, off: isBusy(store.phase.value) },
  };
}

/** The whole page. It reads the store; everything below it gets props. */
export function App({ store, actions, appVersion }: Props) {
  const [axis, setAxis] = useState<Axis>("step");
  const view = useView(store, axis);
  const { recipe, data, machine, sweep, whole, widths, seeds, rows, shown, variant, show } = view;
  const { varied, problems, explained, off } = view;
  const origin = shown?.origin ?? null;
  const { behind, behindName } = view;
  const provenance = useMemo(
    () => whole && { whole, variant, shown, appVersion },
    [whole, variant, shown, appVersion],
  );
  const note =
    shown && !view.own
      ? invitationWords(recipe, data, shown.head.recipe)
      : againstWords(behind, view.against, behindName);
  return (
    <>
      <Header recipe={varied} actions={actions}>
        <Help {...{ store, actions, view }} />
      </Header>
      <main class={store.opening.value ? "opening" : undefined}>
        <Desk {...{ store, actions, view, provenance }} />
        <Stairs {...view} {...{ actions, axis, setAxis, note, provenance }} recorded={shown !== null} />
        <div class="charts">
          <div class="charts-seen">
            <RateMapEntry
              {...{ provenance, show }}
              recipe={varied}
              sweep={whole}
              version={abilityVersion(whole)}
              shown={variant}
            />
            <LossChart
              {...{
                sweep: view.drawn,
                origin,
                provenance,
                widths,
                version: view.version,
                behind: view.against,
                behindName,
              }}
              marker={view.moment.at}
              follow={store.version}
            />
            <AbilityChart
              {...{ origin, provenance, widths, behind, behindName }}
              rows={view.moment.rows}
              at={view.moment.at}
              seeds={seeds.length}
            />
          </div>
        </div>
        <RecipeForm {...{ recipe, problems, data, machine, off, actions, explained }} />
        <OverStepsEntry
          {...{ rows, sweep, origin, provenance }}
          steps={(sweep?.summary.recipe ?? recipe).steps}
          marker={view.moment.at}
        />
        <ScalingChart {...{ sweep, origin, provenance }} version={view.cells} />
        <SweepList
          {...{
            own: view.own,
            whole: view.whole,
            shown,
            other: view.other,
            version: abilityVersion(view.own),
            actions,
          }}
          title={store.title.value}
          kept={store.beside.value}
          removed={store.removed.value}
        />
        <RunTable {...view} {...{ origin, actions }} />
      </main>
      <Footer
        recipe={recipe}
        summary={sweep?.summary ?? null}
        appVersion={appVersion}
        kept={store.kept.value}
      />
      <Notices notices={store.notices.value} dismiss={(notice) => actions.dismiss(notice)}>
        <UpdateNotice shown={store.update.value && !off} actions={actions} />
      </Notices>
      <DrawerEntry {...{ explained, data, rows }} summary={sweep?.summary ?? null} />
      <DropZone off={off} actions={actions} />
    </>
  );
}

interface PartProps extends Pick<Props, "store" | "actions"> {
  readonly view: ReturnType<typeof useView>;
}

interface DeskProps extends PartProps {
  readonly provenance: Provenance | null;
}

/** What explains the page. */
function Help({ store, actions, view }: PartProps) {
  const { asked, sweep, data, widths, rows, shown, seeds } = view;
  return (
    <>
      <HowEntry view={{ own: asked, shown: sweep, data, follow: store.version, actions }} />
      <TourEntry view={{ widths, rows, sweep, recorded: shown !== null, seeds: seeds.length }} />
    </>
  );
}

/** What to press, where the visitor's own training stands, what recorded sweeps there are, which variant is shown. */
function Desk({ store, actions, view, provenance }: DeskProps) {
  const { recipe, own, whole, shown, building, machine, problems, varied, variant, show, off } = view;
  const { data, tasks } = view;
  const logged = own !== null && hasPoints(own);
  const phase = store.phase.value;
  const titles = tasks.map((task) => task.title);
  return (
    <section class="desk" aria-label={strings().desk.title}>
      <div class="desk-row">
        <Controls {...{ phase, actions }} hasProblems={problems.length > 0} hasPoints={logged}>
          <ShareMenu
            shown={shown?.id ?? null}
            {...{ actions, titles }}
            recipe={varied}
            file={(whole?.summary.data ?? data)?.name}
            hasPoints={logged}
            hasCard={isLearning(view.rows)}
            card={async () => {
              const { cardContent } = await import("./view/card.ts");
              return provenance && cardContent(view.rows, view.widths, view.phase, provenance);
            }}
          />
        </Controls>
        <PresetMenu {...{ recipe, machine, off, actions }} />
      </div>
      <Status {...{ phase, recipe, machine, problems, building }} sweep={own} progress={view.training} />
      <RecordedBar
        {...{ own, shown, recipe, off, actions }}
        heads={store.recordings.value}
        against={view.other}
      />
      <VariantSwitch recipe={varied} sweep={whole} shown={variant} show={show} />
    </section>
  );
}
