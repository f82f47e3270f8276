/**
 * The one table of a recipe's fields. Types, defaults, ranges, form rows, URL keys, CLI flags and
 * `--help` are all derived from it: a new field is a new row.
 */

import type { Field, ValueOf } from "./field.ts";

export type { Field, Variant, WeightedTask } from "./field.ts";

export const FIELDS = {
  tasks: {
    kind: "tasks",
    key: "tasks",
    default: [{ name: "sort", weight: 1 }],
    label: "Abilities",
    help: "Tasks to train on, by name; a weight may follow a colon (sort:2,copy).",
    group: "data",
  },
  widths: {
    kind: "integers",
    key: "widths",
    default: [2, 4, 6, 8, 12, 16],
    min: 1,
    max: 1024,
    most: 16,
    label: "Widths",
    help: "The ladder: dModel of each model, narrow to wide.",
    group: "ladder",
  },
  seeds: {
    kind: "integers",
    key: "seeds",
    default: [0, 1, 2],
    min: 0,
    max: 2 ** 31 - 1,
    most: 64,
    label: "Seeds",
    help: "One run per width and seed; a seed fixes initial weights and training data.",
    group: "ladder",
  },
  layers: {
    kind: "integer",
    key: "layers",
    default: 2,
    min: 1,
    max: 12,
    label: "Layers",
    help: "Transformer blocks of every model.",
    group: "model",
  },
  variants: {
    kind: "variants",
    key: "variants",
    default: [],
    most: 24,
    label: "Variants",
    help: "Several ways to train every width, side by side: other layers, learning rates or parametrisations.",
    group: "model",
  },
  heads: {
    kind: "auto",
    key: "heads",
    default: "auto",
    min: 1,
    max: 64,
    label: "Heads",
    help: "Attention heads; auto is 1 below width 4 or for odd widths, 4 from width 64, else 2.",
    group: "model",
  },
  context: {
    kind: "auto",
    key: "context",
    default: "auto",
    min: 1,
    max: 1024,
    label: "Context",
    help: "Positions a model sees at once; auto is the longest example of the tasks (64 for text, less for a short one).",
    group: "data",
  },
  parametrisation: {
    kind: "choice",
    key: "param",
    default: "mup",
    choices: ["mup", "standard"],
    label: "Parametrisation",
    help: "mup keeps one learning rate right for every width; standard is the control.",
    group: "model",
  },
  baseWidth: {
    kind: "integer",
    key: "base-width",
    default: 32,
    min: 1,
    max: 1024,
    label: "muP base width",
    help: "The width at which muP and the standard parametrisation agree.",
    group: "model",
  },
  initialisation: {
    kind: "choice",
    key: "init",
    default: "fan-in",
    choices: ["fan-in", "gpt2"],
    label: "Initial weights",
    help: "fan-in draws matrices at 1/√inputs, embeddings at 0.1, and starts the head at 0; gpt2 draws all at 0.02, the head too.",
    group: "model",
  },
  batch: {
    kind: "integer",
    key: "batch",
    default: 64,
    min: 1,
    max: 4096,
    label: "Batch",
    help: "Sequences per step.",
    group: "training",
  },
  steps: {
    kind: "integer",
    key: "steps",
    default: 1500,
    min: 1,
    max: 1_000_000,
    label: "Steps",
    help: "Optimiser updates of every run.",
    group: "training",
  },
  stages: {
    kind: "integers",
    key: "stages",
    default: [],
    min: 1,
    max: 1_000_000,
    most: 8,
    sequence: { example: "2000,7000" },
    label: "Stages",
    help: "A curriculum, for tasks with levels: the steps after which the next, harder level begins; none trains on the whole task throughout.",
    group: "training",
  },
  learningRate: {
    kind: "number",
    key: "lr",
    default: 0.005,
    min: 0,
    open: true,
    max: 10,
    label: "Learning rate",
    help: "Peak learning rate of AdamW at the base width.",
    group: "training",
  },
  warmup: {
    kind: "number",
    key: "warmup",
    default: 0.05,
    min: 0,
    max: 1,
    label: "Warm-up",
    help: "Share of the steps in which the learning rate rises linearly from 0.",
    group: "training",
  },
  schedule: {
    kind: "choice",
    key: "schedule",
    default: "cosine",
    choices: ["cosine", "linear", "constant"],
    label: "Schedule",
    help: "How the learning rate falls after the warm-up: to 10 % by cosine or linearly, or not at all.",
    group: "training",
  },
  weightDecay: {
    kind: "number",
    key: "weight-decay",
    default: 0,
    min: 0,
    max: 10,
    label: "Weight decay",
    help: "Decoupled decay of matrices and embeddings (AdamW).",
    group: "training",
  },
  beta1: {
    kind: "number",
    key: "beta1",
    default: 0.9,
    min: 0,
    max: 0.9999,
    label: "β₁",
    help: "AdamW's decay rate of the mean gradient.",
    group: "training",
  },
  beta2: {
    kind: "number",
    key: "beta2",
    default: 0.98,
    min: 0,
    max: 0.99999,
    label: "β₂",
    help: "AdamW's decay rate of the squared gradient.",
    group: "training",
  },
  clip: {
    kind: "number",
    key: "clip",
    default: 1,
    min: 0,
    max: 1e6,
    label: "Clip",
    help: "Largest global gradient norm; 0 switches clipping off.",
    group: "training",
  },
  evalEvery: {
    kind: "integer",
    key: "eval-every",
    default: 50,
    min: 1,
    max: 1_000_000,
    label: "Evaluate every",
    help: "Steps between two evaluations on held-out prompts; the start and the last step always are.",
    group: "measuring",
  },
  evalSize: {
    kind: "integer",
    key: "eval-size",
    default: 256,
    min: 1,
    max: 4096,
    label: "Held-out prompts",
    help: "Prompts per task in an evaluation.",
    group: "measuring",
  },
  order: {
    kind: "choice",
    key: "order",
    default: "together",
    choices: ["together", "narrow-first"],
    label: "Order",
    help: "together advances all widths at equal steps; narrow-first finishes one width before the next; every worker keeps to it.",
    group: "machine",
  },
  engine: {
    kind: "choice",
    key: "engine",
    default: "auto",
    choices: ["auto", "webgpu", "wasm", "tfjs"],
    label: "Engine",
    help: "What computes the training steps; webgpu and wasm are the compiled step. auto is webgpu on a hardware adapter, else wasm with SIMD, else tfjs.",
    group: "machine",
  },
  backend: {
    kind: "choice",
    key: "backend",
    default: "auto",
    choices: ["auto", "webgpu", "wasm", "cpu"],
    label: "Backend",
    help: "tfjs's backend; auto is webgpu on a hardware adapter, else wasm, else cpu.",
    group: "machine",
  },
  autotune: {
    kind: "choice",
    key: "autotune",
    default: "auto",
    choices: ["auto", "off"],
    label: "Tuning",
    help: "auto times variants of the webgpu engine's matrix products at first use on a hardware adapter; off takes defaults.",
    group: "machine",
  },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;

/** Everything that fixes a sweep. */
export type Recipe = { readonly [K in FieldName]: ValueOf<(typeof FIELDS)[K]> };

/** Some fields of a recipe: what a preset, an address or a command line changes. */
export type RecipeOverride = Partial<Recipe>;

/** One thing wrong with a recipe, in words a person can act on. */
export interface Problem {
  /** The field's key, or whatever key was given that is no field. */
  readonly key: string;
  /** `key: expected, got, what to do`. */
  readonly message: string;
}

/** The fields in table order. */
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

/** A row of the table, seen as any kind of field. */
export const fieldOf = (name: FieldName): Field => FIELDS[name];

/** The field whose flag or address key is `key`, if there is one. */
export const fieldOfKey = (key: string): FieldName | undefined =>
  FIELD_NAMES.find((name) => FIELDS[name].key === key);

/** The recipe of all defaults: the preset `quick`. */
export const DEFAULT_RECIPE: Recipe = Object.fromEntries(
  FIELD_NAMES.map((name) => [name, FIELDS[name].default]),
) as unknown as Recipe;
