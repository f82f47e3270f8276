import { preparingShare } from "../../analysis/preparing.ts";
import { stepsDone } from "../../metrics/run.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { cohortsOf } from "../../recipe/variants.ts";
import type { Machine, Phase, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count, duration } from "../format.ts";
import type { Building, SweepSummary } from "../types.ts";
import { secondsOn, timeWords } from "./estimate.ts";
import type { Progress } from "./progress.ts";
import { variantLabel } from "./variants.ts";

const BACKENDS: Readonly<Record<string, string>> = {
  wasm: "WebAssembly",
  webgpu: "WebGPU",
  cpu: "JavaScript",
};

/** What computed, as it is known: `WebAssembly`. */
export const backendWords = (backend: string): string => BACKENDS[backend] ?? backend;

/** `One recipe, six widths.`, `One recipe, four widths, two variants.` */
export const ladderWords = ({ widths, variants }: Recipe): string =>
  strings().desk.ladder(widths.length, variants.length);

/** Engines that execute a plan; the others go by their own names. */
const COMPILED: readonly string[] = ["webgpu", "wasm"];

function onWhere(engine: string, where: string): string {
  const words = strings().desk;
  return words.engineOn(COMPILED.includes(engine) ? words.compiledStep : engine, where);
}

/** In few words: `WebGPU`; of what is not our own engine, that too: `tfjs on WebAssembly`. */
function engineWords({ engine }: SweepSummary): string {
  const where = backendWords(engine.backend);
  return COMPILED.includes(engine.engine) ? where : strings().desk.engineOn(engine.engine, where);
}

/** What computes, and on which device: `compiled step on WebAssembly SIMD, relaxed`. */
export function engineOn(summary: SweepSummary): string {
  const { engine, backend, device } = summary.engine;
  const where = backend === "webgpu" ? `WebGPU, ${device}` : device;
  return onWhere(engine, where);
}

/** What computes and why, as sentences. */
export function engineSentence(summary: SweepSummary): string {
  const { reason } = summary.engine;
  const { desk, messages } = strings();
  const { length } = summary.workers;
  const sentences = [
    desk.engine(engineOn(summary)),
    messages.say(reason),
    ...details(summary),
    ...(length > 1 ? [desk.workers(length)] : []),
  ];
  return sentences.join(" ");
}

/** What of the adapter the compiled step uses. */
function details({ engine }: SweepSummary): string[] {
  if (engine.engine !== "webgpu") return [];
  const words = strings().desk;
  const parts = ["features", "products", "kernels", "selfTest", "tuning"] as const;
  return parts.flatMap((part) => {
    const found = engine.details[part];
    return found ? [words[part](found)] : [];
  });
}

/** What the line beside the progress bar is made of. */
interface Standing {
  readonly phase: Phase;
  readonly recipe: Recipe;
  readonly machine: Machine;
  readonly sweep: Sweep | null;
  readonly progress: Progress | null;
  readonly building: Building | null;
}

/** The line beside the progress bar. */
export function statusWords({ phase, recipe, machine, sweep, progress, building }: Standing): string {
  const words = strings().desk;
  if (phase === "starting") return building ? words.preparing(building) : words.opening;
  if (phase === "stopping" && !progress) return words.stopping;
  if (!sweep || !progress) return planWords(recipe, machine);
  const where = stepWords(sweep, progress);
  const engine = engineWords(sweep.summary);
  switch (phase) {
    case "finished":
      return `${words.finished(where)} · ${engine}`;
    case "stopped":
      return `${words.stopped(where)} · ${engine}`;
    case "failed":
      return `${words.failed(where)} · ${engine}`;
    case "stopping":
      return words.stoppingAt(where);
    case "paused":
      return `${words.paused(where)} · ${leftWords(progress)} · ${engine}`;
    default:
      return `${where} · ${leftWords(progress)} · ${engine}`;
  }
}

/** Why a start takes its time. */
export function waitingWords(building: Building | null): string {
  const words = strings().desk;
  if (!building) return words.engineByMachine;
  return building.phase === "self-test" ? words.newAdapter : words.makingReady;
}

/** What Train will do, and how long that takes where it is known. */
function planWords(recipe: Recipe, machine: Machine): string {
  const runs = cohortsOf(recipe).length * recipe.seeds.length;
  const ready = strings().desk.ready(runs, recipe.steps);
  return Number.isFinite(secondsOn(recipe, machine)) ? `${ready} · ${timeWords(recipe, machine)}` : ready;
}

function stepWords(sweep: Sweep, progress: Progress): string {
  const { recipe } = sweep.summary;
  const { steps, order } = recipe;
  const words = strings().desk;
  const furthest = Math.max(...sweep.runs.map(stepsDone));
  const { current } = progress;
  if (order === "together" || !current) {
    return words.atStep(count(current?.step ?? furthest), count(steps));
  }
  const label = variantLabel(recipe, current.variant);
  return words.atWidth(current.width, label, words.atStep(count(current.step), count(steps)));
}

function leftWords(progress: Progress): string {
  const { left, measuringPace } = strings().desk;
  return Number.isFinite(progress.secondsLeft) ? left(duration(progress.secondsLeft)) : measuringPace;
}

/** What a screen reader is told: a start's quarters, tenths, divergence, ends; never single kernels or steps. */
export function announcement(
  phase: Phase,
  sweep: Sweep | null,
  progress: Progress | null,
  building: Building | null,
): string {
  const { told } = strings().desk;
  if (phase === "starting") return startWords(building);
  if (phase === "idle" || !sweep || !progress) return "";
  const diverged = sweep.runs.filter((run) => run.status === "diverged").length;
  const trouble = diverged > 0 ? ` ${told.trouble(diverged)}` : "";
  const tenth = Math.floor(progress.share * 10) * 10;
  const words: Partial<Record<Phase, string>> = {
    training: tenth > 0 ? told.training(tenth) : told.started,
    paused: told.paused,
    finished: told.finished,
    stopped: told.stopped,
    failed: told.failed,
  };
  return (words[phase] ?? "") + trouble;
}

function startWords(building: Building | null): string {
  const { told } = strings().desk;
  if (building?.phase === "self-test") return told.testing;
  const quarter = building ? Math.floor(4 * preparingShare(building)) * 25 : 0;
  return quarter > 0 ? told.preparing(quarter) : told.starting;
}
