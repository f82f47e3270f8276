import { preparingWords } from "../../analysis/preparing.ts";
import { numberWord, plural, sentence } from "../../analysis/words.ts";
import { VARIANT_WORDS } from "../../recipe/variants.ts";

const some = (n: number, one: string) => `${numberWord(n)} ${n === 1 ? one : `${one}s`}`;

/** Buttons, and where training stands. */
export const desk = {
  title: "Controls",
  training: "Training",
  train: "Train",
  pause: "Pause",
  resume: "Resume",
  step: "Step",
  stop: "Stop",
  export: "Export",
  startOver: "Start over",
  preparation: "Preparation",
  progress: "Training progress",
  problems: "Train is off until this is put right:",
  /** @param variants 0 where a recipe has none */
  ladder: (widths: number, variants: number) =>
    `One recipe, ${some(widths, "width")}${variants > 0 ? `, ${some(variants, "variant")}` : ""}.`,
  shown: "Shown",
  allVariants: "All variants train; what is shown below is of this one.",
  abilitiesOf: (there: number, of: number) => `${there} of ${of} abilities`,

  /** What a recipe's variants differ in, in few words. */
  variant: VARIANT_WORDS,

  engineByMachine: "The engine is chosen by what this machine has.",
  recipeChanged: "The recipe has changed: what is shown is of the old one, Train starts the new one.",
  newAdapter: "This adapter is new here: its results are checked before it trains.",
  makingReady: "Everything is made ready once, width by width; then training starts.",
  /** An engine on what it computes with: `compiled step on WebGPU`. */
  engineOn: (engine: string, where: string) => `${engine} on ${where}`,
  compiledStep: "compiled step",
  engine: (engineOn: string) => `Engine: ${engineOn}.`,
  features: (words: string) => `Features: ${words}.`,
  products: (words: string) => `Matrix products: ${words}.`,
  kernels: (words: string) => `Other kernels: ${words}.`,
  selfTest: (words: string) => `Self-test: ${words}.`,
  tuning: (words: string) => `Tuning: ${words}.`,
  workers: (n: number) => `${sentence(numberWord(n))} workers share the runs.`,

  opening: "Starting: opening the engine …",
  preparing: preparingWords,
  stopping: "Stopping …",
  ready: (runs: number, steps: number) => `Ready: ${plural(runs, "run")} of ${plural(steps, "step")}`,
  /** @param where as from `atStep`, in these six */
  finished: (where: string) => `Finished: ${where}`,
  stopped: (where: string) => `Stopped at ${where}`,
  failed: (where: string) => `Ended by an error at ${where}`,
  stoppingAt: (where: string) => `Stopping at ${where} …`,
  paused: (where: string) => `Paused at ${where}`,
  atStep: (step: string, of: string) => `step ${step} of ${of}`,
  /** @param variant empty where there is none */
  atWidth: (width: number, variant: string, atStep: string) =>
    `width ${width}${variant && ` (${variant})`}, ${atStep}`,
  left: (duration: string) => `${duration} left`,
  measuringPace: "measuring the pace",

  /** What a screen reader is told. */
  told: {
    trouble: (runs: number) => `${plural(runs, "run")} diverged.`,
    training: (percent: number) => `Training, ${percent} % done.`,
    started: "Training has started.",
    paused: "Paused.",
    finished: "Training has finished.",
    stopped: "Training was stopped.",
    failed: "Training ended by an error.",
    testing: "Testing this adapter.",
    preparing: (percent: number) => `Preparing, ${percent} % done.`,
    starting: "Starting.",
  },

  /** How long a sweep takes. */
  time: {
    about: (time: string) => `about ${time} on this machine`,
    later: "time told once training has begun",
    notYet: "time not measured yet",
    otherEngine: "time not measured for this engine",
  },
};
