import { preparingShare } from "../../analysis/preparing.ts";
import type { Problem, Recipe } from "../../recipe/schema.ts";
import type { Machine, Phase, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { useSpoken } from "../hooks.ts";
import type { Building } from "../types.ts";
import { isOver } from "../view/phase.ts";
import type { Progress } from "../view/progress.ts";
import { isSame } from "../view/recipe.ts";
import { announcement, engineSentence, statusWords, waitingWords } from "../view/status.ts";

interface Props {
  readonly phase: Phase;
  readonly recipe: Recipe;
  readonly problems: readonly Problem[];
  readonly sweep: Sweep | null;
  readonly progress: Progress | null;
  readonly building: Building | null;
  readonly machine: Machine;
}

/** Where training stands: bar, words, engine, and what keeps Train from working. */
export function Status({ phase, recipe, problems, sweep, progress, building, machine }: Props) {
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
      <p class="where">{statusWords(phase, recipe, sweep, progress, building, machine)}</p>
      {problems.length > 0 ? (
        <Problems problems={problems} />
      ) : (
        <EngineLine {...{ phase, recipe, sweep, building }} />
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

function EngineLine({ phase, recipe, sweep, building }: Omit<Props, "problems" | "progress" | "machine">) {
  if (phase === "starting") return <p class="engine">{waitingWords(building)}</p>;
  if (!sweep) return <p class="engine">{strings().desk.engineLater}</p>;
  if (isOver(phase) && !isSame(recipe, sweep.summary.recipe)) {
    return <p class="engine">{strings().desk.recipeChanged}</p>;
  }
  return <p class="engine">{engineSentence(sweep.summary)}</p>;
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
