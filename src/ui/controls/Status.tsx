import { preparingShare } from "../../analysis/preparing.ts";
import type { Problem, Recipe } from "../../recipe/schema.ts";
import type { Machine, Phase, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { useSpoken } from "../hooks.ts";
import type { Building } from "../types.ts";
import { batteryWords } from "../view/battery.ts";
import { isOver } from "../view/phase.ts";
import type { Progress } from "../view/progress.ts";
import { isSame } from "../view/recipe.ts";
import { announcement, statusWords, waitingWords } from "../view/status.ts";
import { useBattery } from "./useBattery.ts";

interface Props {
  readonly phase: Phase;
  readonly recipe: Recipe;
  readonly machine: Machine;
  readonly problems: readonly Problem[];
  readonly sweep: Sweep | null;
  readonly progress: Progress | null;
  readonly building: Building | null;
}

/** Where training stands: bar, words, a hint, and what keeps Train from working. */
export function Status({ phase, recipe, machine, problems, sweep, progress, building }: Props) {
  const battery = useBattery();
  return (
    <div class="status">
      {phase === "starting" ? (
        <progress
          class="bar"
          aria-label={strings().desk.preparation}
          value={building ? preparingShare(building) : 0}
        />
      ) : (
        <TrainingBar share={progress?.share ?? 0} />
      )}
      <p class="where">{statusWords({ phase, recipe, machine, sweep, progress, building })}</p>
      {problems.length > 0 ? (
        <Problems problems={problems} />
      ) : (
        <p class="hint">{hintWords({ phase, recipe, sweep, building }) || batteryWords(battery, phase)}</p>
      )}
      <LiveRegion text={announcement(phase, sweep, progress, building)} />
    </div>
  );
}

function TrainingBar({ share }: { readonly share: number }) {
  return (
    <div
      class="bar"
      role="progressbar"
      aria-label={strings().desk.progress}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(share * 100)}
    >
      <i style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}

function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <div class="problems" id="problems">
      <p>{strings().desk.problems}</p>
      <ul>
        {problems.map((problem) => (
          <li key={problem.message}>{strings().messages.say(problem.message)}</li>
        ))}
      </ul>
    </div>
  );
}

/** What is good to know at this moment; empty most of the time. */
function hintWords({
  phase,
  recipe,
  sweep,
  building,
}: Omit<Props, "problems" | "progress" | "machine">): string {
  if (phase === "starting") return waitingWords(building);
  if (!sweep || !isOver(phase) || isSame(recipe, sweep.summary.recipe)) return "";
  return strings().desk.recipeChanged;
}

/** Milliseconds between two announcements: a sentence can be heard out. */
const HEARD = 4000;

/** Says a text only when it has changed, so a screen reader hears it once. */
function LiveRegion({ text }: { readonly text: string }) {
  return (
    <p class="unseen" role="status">
      {useSpoken(text, HEARD)}
    </p>
  );
}
