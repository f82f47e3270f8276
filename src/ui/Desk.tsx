import { hasPoints } from "../store/shelf.ts";
import type { Store } from "../store/store.ts";
import { strings } from "../strings/strings.ts";
import type { Actions } from "./actions.ts";
import { Controls } from "./controls/Controls.tsx";
import { Status } from "./controls/Status.tsx";
import { VariantSwitch } from "./controls/VariantSwitch.tsx";
import { PresetMenu } from "./recipe/PresetMenu.tsx";
import { RecordedBar } from "./recorded/RecordedBar.tsx";
import { ShareMenu } from "./share/ShareMenu.tsx";
import type { View } from "./useView.ts";
import { isLearning } from "./view/abilities.ts";

interface Props {
  readonly store: Store;
  readonly actions: Actions;
  readonly view: View;
}

/** What to press, where the visitor's own training stands, what recorded sweeps there are, which variant is shown. */
export function Desk({ store, actions, view }: Props) {
  const { recipe, own, whole, shown, building, machine, problems, varied, variant, show, off } = view;
  const { data, tasks, provenance } = view;
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
