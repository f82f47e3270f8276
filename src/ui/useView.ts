import { useMemo, useState } from "preact/hooks";
import type { Axis } from "../metrics/axis.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { Store, Sweep } from "../store/store.ts";
import { strings } from "../strings/strings.ts";
import { useVariant } from "./controls/useVariant.ts";
import { useExplained } from "./drawer/useExplained.ts";
import { useCalm } from "./hooks.ts";
import { inVariant, useBehind, useShown } from "./recorded/useShown.ts";
import { useHidden } from "./runs/useHidden.ts";
import { useMoment } from "./stairs/useMoment.ts";
import type { DataSummary } from "./types.ts";
import { abilityRows, abilityVersion } from "./view/abilities.ts";
import { invitationWords } from "./view/finding.ts";
import { isBusy } from "./view/phase.ts";
import { progressOf, variantProgress } from "./view/progress.ts";
import { againstWords, nameOf } from "./view/recorded.ts";
import { taskRows } from "./view/tasks.ts";

/** Milliseconds between two looks at the tables: faster numbers cannot be read. */
const CALM = 250;

/** What the page shows of the store, made anew only where something has changed. */
export function useView(store: Store, appVersion: string) {
  const [axis, setAxis] = useState<Axis>("step");
  const [version, building] = [useCalm(store.version, CALM), useCalm(store.building, CALM)];
  const [recipe, data, machine] = [store.recipe.value, store.data.value, store.machine.value];
  const whose = useShown(store);
  const { own, whole, phase, shown } = whose;
  const { variant, show, sweep } = useVariant(recipe, whole);
  const { widths, seeds } = sweep?.summary.recipe ?? recipe;
  const scored = useRows(recipe, data, sweep, axis);
  const { tasks } = scored;
  const training = useMemo(() => (own ? progressOf(own) : null), [own, version, store.phase.value]);
  const all = useMemo(
    () => (whole === own ? training : whole && progressOf(whole)),
    [whole, training, phase],
  );
  const progress = all && variantProgress(all, variant);
  const { against, behind } = useBehind(whose.other?.sweep ?? null, tasks, variant, axis);
  const behindName = whose.other ? nameOf(whose.other) : "";
  const explained = useExplained();
  // models are asked even while another sweep is looked at
  const asked = useMemo(() => own && inVariant(own, variant), [own, variant]);
  const { hidden, drawn } = useHidden(sweep);
  const provenance = useMemo(
    () => whole && { whole, variant, shown, appVersion },
    [whole, variant, shown, appVersion],
  );
  const note =
    shown && !own
      ? invitationWords(recipe, data, shown.head.recipe)
      : againstWords(behind, against, behindName);
  return {
    ...{ axis, setAxis, hidden, drawn, provenance, note },
    ...{ origin: shown?.origin ?? null, recorded: shown !== null },
    ...{ version, building, recipe, data, machine, ...whose, training, variant, show },
    ...{ ...scored, sweep, widths, seeds, progress, against, behind, behindName, explained, asked },
    ...{ problems: store.problems.value },
    ...{ varied: whole?.summary.recipe ?? recipe, off: isBusy(store.phase.value) },
  };
}

/** The rows of the stairs, now and at the moment that is looked at. */
function useRows(recipe: Recipe, data: DataSummary | null, sweep: Sweep | null, axis: Axis) {
  const { widths } = sweep?.summary.recipe ?? recipe;
  const cells = abilityVersion(sweep);
  const words = strings();
  const tasks = useMemo(() => taskRows(recipe, data, sweep?.summary ?? null), [recipe, data, sweep, words]);
  const rows = useMemo(() => abilityRows(tasks, widths, sweep, axis), [tasks, widths, sweep, cells, axis]);
  const moment = useMoment({ sweep, tasks, rows, evaluated: cells, axis });
  return { cells, tasks, rows, moment };
}

/** Everything that the page's parts are given. */
export type View = ReturnType<typeof useView>;
