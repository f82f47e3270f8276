import { preparingShare, preparingWords } from "../../analysis/preparing.ts";
import { numberWord, sentence } from "../../analysis/words.ts";
import { stepsDone } from "../../metrics/run.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { cohortsOf, variantLabel } from "../../recipe/variants.ts";
import type { Machine, Phase, Sweep } from "../../store/store.ts";
import { count, countOf, duration } from "../format.ts";
import type { Building, SweepSummary } from "../types.ts";
import { timeWords } from "./estimate.ts";
import type { Progress } from "./progress.ts";

const BACKENDS: Readonly<Record<string, string>> = {
  wasm: "WebAssembly",
  webgpu: "WebGPU",
  cpu: "JavaScript",
};

/** What computed, as it is known: `WebAssembly`. */
export const backendWords = (backend: string): string => BACKENDS[backend] ?? backend;

/** `One recipe, six widths.`, `One recipe, four widths, two variants.` */
export function ladderWords({ widths, variants }: Recipe): string {
  const varied = variants.length > 0 ? `, ${countWord(variants.length, "variant")}` : "";
  return `One recipe, ${countWord(widths.length, "width")}${varied}.`;
}

const countWord = (n: number, one: string) => `${numberWord(n)} ${n === 1 ? one : `${one}s`}`;

const ENGINES: Readonly<Record<string, string>> = { webgpu: "compiled step", wasm: "compiled step" };

/** `compiled step on WebGPU`, `tfjs on WebAssembly`. */
export function engineWords({ engine }: SweepSummary): string {
  return `${ENGINES[engine.engine] ?? engine.engine} on ${backendWords(engine.backend)}`;
}

/** What computes, and on which device: `compiled step on WebAssembly SIMD, relaxed`. */
export function engineOn(summary: SweepSummary): string {
  const { engine, backend, device } = summary.engine;
  const where = backend === "webgpu" ? `WebGPU, ${device}` : device;
  return `${ENGINES[engine] ?? engine} on ${where}`;
}

/** What computes and why, as sentences. */
export function engineSentence(summary: SweepSummary): string {
  const { reason } = summary.engine;
  return `Engine: ${engineOn(summary)}. ${reason}${detailWords(summary)}${workerWords(summary)}`;
}

/** What of the adapter the compiled step uses. */
function detailWords({ engine }: SweepSummary): string {
  if (engine.engine !== "webgpu") return "";
  const { features, products, kernels, selfTest, tuning } = engine.details;
  const parts = [
    features && `Features: ${features}.`,
    products && `Matrix products: ${products}.`,
    kernels && `Other kernels: ${kernels}.`,
    selfTest && `Self-test: ${selfTest}.`,
    tuning && `Tuning: ${tuning}.`,
  ];
  return parts.map((part) => (part ? ` ${part}` : "")).join("");
}

const workerWords = ({ workers }: SweepSummary): string =>
  workers.length > 1 ? ` ${sentence(numberWord(workers.length))} workers share the runs.` : "";

/** The line beside the progress bar. */
export function statusWords(
  phase: Phase,
  recipe: Recipe,
  sweep: Sweep | null,
  progress: Progress | null,
  building: Building | null,
  machine: Machine,
): string {
  if (phase === "starting") return building ? preparingWords(building) : "Starting: opening the engine …";
  if (phase === "stopping" && !progress) return "Stopping …";
  if (!sweep || !progress) return planWords(recipe, machine);
  const where = stepWords(sweep, progress);
  const engine = engineWords(sweep.summary);
  switch (phase) {
    case "finished":
      return `Finished: ${where} · ${engine}`;
    case "stopped":
      return `Stopped at ${where} · ${engine}`;
    case "failed":
      return `Ended by an error at ${where} · ${engine}`;
    case "stopping":
      return `Stopping at ${where} …`;
    case "paused":
      return `Paused at ${where} · ${leftWords(progress)} · ${engine}`;
    default:
      return `${where} · ${leftWords(progress)} · ${engine}`;
  }
}

/** Why a start takes its time. */
export function waitingWords(building: Building | null): string {
  if (!building) return "The engine is chosen by what this machine has.";
  if (building.phase === "self-test")
    return "This adapter is new here: its results are checked before it trains.";
  return "Everything is made ready once, width by width; then training starts.";
}

/** What Train will do. */
function planWords(recipe: Recipe, machine: Machine): string {
  const runs = cohortsOf(recipe).length * recipe.seeds.length;
  return `Ready: ${countOf(runs, "run")} of ${countOf(recipe.steps, "step")} · ${timeWords(recipe, machine)}`;
}

function stepWords(sweep: Sweep, progress: Progress): string {
  const { recipe } = sweep.summary;
  const { steps, order } = recipe;
  const furthest = Math.max(...sweep.runs.map(stepsDone));
  const { current } = progress;
  const together = order === "together" || !current;
  if (together) return `step ${count(current?.step ?? furthest)} of ${count(steps)}`;
  const label = variantLabel(recipe, current.variant);
  return `width ${current.width}${label && ` (${label})`}, step ${count(current.step)} of ${count(steps)}`;
}

function leftWords(progress: Progress): string {
  return Number.isFinite(progress.secondsLeft)
    ? `${duration(progress.secondsLeft)} left`
    : "measuring the pace";
}

/** What a screen reader is told: a start's quarters, tenths, divergence, ends; never single kernels or steps. */
export function announcement(
  phase: Phase,
  sweep: Sweep | null,
  progress: Progress | null,
  building: Building | null,
): string {
  if (phase === "starting") return startWords(building);
  if (phase === "idle" || !sweep || !progress) return "";
  const diverged = sweep.runs.filter((run) => run.status === "diverged").length;
  const trouble = diverged > 0 ? ` ${sentence(countOf(diverged, "run"))} diverged.` : "";
  const tenth = Math.floor(progress.share * 10) * 10;
  const words: Partial<Record<Phase, string>> = {
    training: tenth > 0 ? `Training, ${tenth} % done.` : "Training has started.",
    paused: "Paused.",
    finished: "Training has finished.",
    stopped: "Training was stopped.",
    failed: "Training ended by an error.",
  };
  return (words[phase] ?? "") + trouble;
}

function startWords(building: Building | null): string {
  if (building?.phase === "self-test") return "Testing this adapter.";
  const quarter = building ? Math.floor(4 * preparingShare(building)) * 25 : 0;
  return quarter > 0 ? `Preparing, ${quarter} % done.` : "Starting.";
}
