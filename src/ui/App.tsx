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
import type { Store } from "../store/store.ts";
import type { Actions } from "./actions.ts";
import { AbilityChart } from "./charts/AbilityChart.tsx";
import { LossChart } from "./charts/LossChart.tsx";
import { OverStepsEntry } from "./charts/OverStepsEntry.tsx";
import { RateMapEntry } from "./charts/RateMapEntry.tsx";
import { ScalingChart } from "./charts/ScalingChart.tsx";
import { Desk } from "./Desk.tsx";
import { DrawerEntry } from "./drawer/DrawerEntry.tsx";
import { HowEntry } from "./how/HowEntry.tsx";
import { DropZone } from "./parts/DropZone.tsx";
import { Footer } from "./parts/Footer.tsx";
import { Header } from "./parts/Header.tsx";
import { Notices } from "./parts/Notices.tsx";
import { UpdateNotice } from "./parts/UpdateNotice.tsx";
import { RunTable } from "./RunTable.tsx";
import { RecipeForm } from "./recipe/RecipeForm.tsx";
import { Stairs } from "./stairs/Stairs.tsx";
import { SweepList } from "./study/SweepList.tsx";
import { TourEntry } from "./tour/TourEntry.tsx";
import { useView, type View } from "./useView.ts";
import { abilityVersion } from "./view/abilities.ts";

interface Props {
  readonly store: Store;
  readonly actions: Actions;
  readonly appVersion: string;
}

/** The whole page. It reads the store; everything below it gets props. */
export function App({ store, actions, appVersion }: Props) {
  const view = useView(store, appVersion);
  const { recipe, data, machine, sweep, rows, origin, provenance, problems, explained, off } = view;
  const summary = sweep?.summary ?? null;
  return (
    <>
      <Header recipe={view.varied} actions={actions}>
        <Help {...{ store, actions, view }} />
      </Header>
      <main class={store.opening.value ? "opening" : undefined}>
        <Desk {...{ store, actions, view }} />
        <Stairs {...view} actions={actions} />
        <Charts {...{ store, view }} />
        <RecipeForm {...{ recipe, problems, data, machine, off, actions, explained }} />
        <OverStepsEntry
          {...{ rows, sweep, origin, provenance }}
          steps={(summary?.recipe ?? recipe).steps}
          marker={view.moment.at}
        />
        <ScalingChart {...{ sweep, origin, provenance }} version={view.cells} />
        <Sweeps {...{ store, actions, view }} />
        <RunTable {...view} actions={actions} />
      </main>
      <Footer {...{ recipe, summary, appVersion }} kept={store.kept.value} />
      <Notices notices={store.notices.value} dismiss={(notice) => actions.dismiss(notice)}>
        <UpdateNotice shown={store.update.value && !off} actions={actions} />
      </Notices>
      <DrawerEntry {...{ explained, data, rows, summary }} />
      <DropZone off={off} actions={actions} />
    </>
  );
}

interface PartProps extends Pick<Props, "store" | "actions"> {
  readonly view: View;
}

/** What explains the page. */
function Help({ store, actions, view }: PartProps) {
  const { asked, sweep, data, widths, rows, recorded, seeds } = view;
  return (
    <>
      <HowEntry view={{ own: asked, shown: sweep, data, follow: store.version, actions }} />
      <TourEntry view={{ widths, rows, sweep, recorded, seeds: seeds.length }} />
    </>
  );
}

/** What is seen beside the stairs. */
function Charts({ store, view }: Omit<PartProps, "actions">) {
  const { whole, variant, show, origin, provenance, widths, moment, behind, behindName } = view;
  return (
    <div class="charts">
      <div class="charts-seen">
        <RateMapEntry
          {...{ provenance, show }}
          recipe={view.varied}
          sweep={whole}
          version={abilityVersion(whole)}
          shown={variant}
        />
        <LossChart
          {...{ origin, provenance, widths, behindName }}
          sweep={view.drawn}
          behind={view.against}
          version={view.version}
          marker={moment.at}
          against={moment.against}
          follow={store.version}
        />
        <AbilityChart
          {...{ origin, provenance, widths, behind, behindName }}
          rows={moment.rows}
          at={moment.at}
          seeds={view.seeds.length}
        />
      </div>
    </div>
  );
}

/** The sweeps of the visit. */
function Sweeps({ store, actions, view: { own, whole, shown, other } }: PartProps) {
  return (
    <SweepList
      {...{ own, whole, shown, other, actions }}
      version={abilityVersion(own)}
      title={store.title.value}
      kept={store.beside.value}
      removed={store.removed.value}
    />
  );
}
