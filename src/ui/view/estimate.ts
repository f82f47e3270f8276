import { type Speed, speedFrom, type Timing } from "../../analysis/cost.ts";
import { stepSizeOf, sweepSeconds } from "../../analysis/estimate.ts";
import { type Run, stepsDone } from "../../metrics/run.ts";
import { type Preset, presetOf, recipeOf } from "../../recipe/presets.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { usesData } from "../../recipe/validate.ts";
import type { Machine, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { mixtureSize } from "../../tasks/size.ts";
import { roughly } from "../format.ts";

/** A first look may take this long, seconds: longer, and a smaller preset is the better start. */
const PATIENCE = 180;

/** Seconds that a sweep will take on this machine; NaN where that is not known. */
export function secondsOn(recipe: Recipe, { speed, workers }: Machine): number {
  const size = mixtureSize(recipe);
  if (!speed || !size || !isMeasured(recipe, speed.engine)) return Number.NaN;
  return sweepSeconds(recipe, size, speed, workers);
}

/** True where the recipe leaves the engine to the machine, whose choice is what is measured. */
export const isAutomatic = ({ engine, backend }: Recipe): boolean => engine === "auto" && backend === "auto";

/** True where the recipe is computed by the engine that was measured. */
const isMeasured = (recipe: Recipe, measured: string | undefined): boolean =>
  recipe.engine === measured || isAutomatic(recipe);

/** `about 50 s on this machine`, or why that is not known. */
export function timeWords(recipe: Recipe, machine: Machine): string {
  const words = strings().desk.time;
  const seconds = secondsOn(recipe, machine);
  if (Number.isFinite(seconds)) return words.about(roughly(seconds));
  if (usesData(recipe)) return words.later;
  return isMeasured(recipe, machine.speed?.engine) ? words.notYet : words.otherEngine;
}

/**
 * The preset to begin with: the thirteen abilities where a GPU has been measured, else the quick one, else, where that
 * would take more than three minutes, its small sibling. Null before anything has been measured.
 */
export function recommended(machine: Machine): Preset | null {
  if (!machine.speed) return null;
  const first = machine.speed.engine === "webgpu" ? ["abilities", "quick"] : ["quick"];
  const presets = [...first, "quick-small"].flatMap((name) => presetOf(name) ?? []);
  const fits = (preset: Preset) => secondsOn(recipeOf(preset), machine) <= PATIENCE;
  return presets.find(fits) ?? presets.at(-1) ?? null;
}

/** Fewer steps than this are mostly the engine's start. */
const FEWEST_STEPS = 20;

/** The speed that a sweep shows, from its narrowest and its widest runs; null where there is too little to go by. */
export function speedSeen({ summary, shares }: Sweep): Speed | null {
  const { engine } = summary.engine;
  const timings = shares.flat().flatMap((runs) => timingOf(runs, summary) ?? []);
  const byWidth = timings.sort((a, b) => a.size.width - b.size.width);
  const [narrow, wide] = [byWidth[0], byWidth.at(-1)];
  return engine !== "tfjs" && narrow && wide ? speedFrom(engine, narrow, wide) : null;
}

/** Seconds that the sweep's cohorts have trained, added up. */
export const secondsTrained = ({ shares }: Sweep): number =>
  shares
    .flat()
    .reduce((sum, [run]) => sum + (run && stepsDone(run) > 0 ? run.train.last("wall_time") : 0), 0);

/** A step of the runs of one width on one worker. */
function timingOf(runs: readonly Run[], { recipe, vocabulary, context }: Sweep["summary"]): Timing | null {
  const run = runs[0];
  const steps = run ? stepsDone(run) : 0;
  if (!run || steps < FEWEST_STEPS) return null;
  const size = stepSizeOf(recipe, { vocabulary: vocabulary.length, context }, run, runs.length);
  return { size, seconds: run.train.last("wall_time") / steps };
}
