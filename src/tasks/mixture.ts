import type { Batch } from "../lib/batch.ts";
import { namedError, show } from "../lib/errors.ts";
import { hashTokens, type Rng } from "../lib/rng.ts";
import type { TaskSummary } from "../protocol.ts";
import { FIELDS, type Problem, type Recipe } from "../recipe/schema.ts";
import { OWN_DATA } from "../recipe/validate.ts";
import type { HashSet } from "./hash-set.ts";
import { type HeldOut, reserve } from "./held-out.ts";
import { taskOf } from "./registry.ts";
import {
  contextNeeded,
  isRunning,
  type Layout,
  layoutOf,
  longestOf,
  probeLayout,
  writeRow,
} from "./sequence.ts";
import { levelAt, stageProblems } from "./stages.ts";
import { type Example, emptyExample, type Task } from "./task.ts";
import { buildVocabulary, symbolsOf } from "./vocabulary.ts";

/** Weighted tasks as one stream of batches, with what they are scored on. */
export interface Mixture {
  /** What is scored: the recipe's tasks in its order, each followed by its probes. */
  readonly tasks: readonly Task[];
  /** Each task's share of the sequences; they sum to 1, and probes have 0. */
  readonly weights: readonly number[];
  /** (V) exactly the tokens that these tasks use; order as in `Vocabulary.tokens`. */
  readonly vocabulary: readonly string[];
  /** T: positions of a sequence. */
  readonly context: number;
  /** Id of the separator; -1 where no task has one. */
  readonly separator: number;
  /** Id of the end token; -1 where no task's answers differ in length. */
  readonly end: number;
  /**
   * Fills a (B,T) training batch in place; allocates nothing. Everything drawn comes from `rng`.
   *
   * @param step the update the batch is for, from 1: it decides the level where the recipe has stages; absent for the last
   * @throws ShapeError where the batch's T is not the mixture's
   */
  fill(rng: Rng, batch: Batch, step?: number): void;
  /** How the examples of the task at `taskIndex` stand in a sequence. */
  layout(taskIndex: number): Layout;
  /** The held-out examples of the task at `taskIndex`: the same for every run. */
  heldOut(taskIndex: number): HeldOut;
  /** The training part of a running text, as token ids; at most `most` characters. Null for other tasks. */
  trainText(taskIndex: number, most: number): Uint16Array | null;
}

type MixtureRecipe = Pick<Recipe, "tasks" | "context"> & Partial<Pick<Recipe, "stages">>;

/** A recipe's tasks that exist; `data` is the user's own. Running text comes in windows of the context. */
function tasksOf({ tasks, context }: MixtureRecipe, own: Task | null): Task[] {
  const found = tasks.map(({ name }) => (name === OWN_DATA ? own : taskOf(name)));
  return found
    .filter((task) => task !== null && task !== undefined)
    .map((task) => (context === "auto" ? task : (task.inWindows?.(context) ?? task)));
}

/** A task as it is scored: itself, and what is tested inside its examples. */
const withProbes = (task: Task): readonly Task[] => [task, ...(task.probes ?? [])];

/**
 * Everything wrong with how a recipe's tasks fit its context and stages; empty where they can be mixed.
 * Names that are no task are `validateRecipe`'s to report.
 */
export function mixtureProblems(recipe: MixtureRecipe, own: Task | null): Problem[] {
  const isMixture = recipe.tasks.length > 1;
  const tasks = tasksOf(recipe, own);
  const problems = stageProblems(recipe.stages ?? [], tasks);
  for (const task of tasks) {
    const messages = withProbes(task).map((scored) =>
      isRunning(scored)
        ? textProblem(scored)
        : contextProblem(scored, recipe, contextNeeded(scored, isMixture)),
    );
    const message = messages.find((found) => found !== null); // what one probe lacks, the others may too
    if (message) problems.push({ key: "context", message });
  }
  return problems;
}

function contextProblem(task: Task, recipe: MixtureRecipe, needed: number): string | null {
  if (recipe.context === "auto") return needed > FIELDS.context.max ? tooLong(task, needed) : null;
  return needed > recipe.context ? tooShort(task, needed, recipe.context) : null;
}

/** Running text can be cut to fit any context, but has to be longer than it. */
function textProblem(task: Task): string | null {
  const most = task.mostContext ?? Number.POSITIVE_INFINITY;
  if (task.answerLength <= most) return null;
  return `context: ${task.answerLength} is too long for ${task.title}, whose held-out tenth has ${most + 1} characters; use ${most} or less, or a longer text`;
}

function tooShort(task: Task, needed: number, context: number): string {
  const remedy =
    needed > FIELDS.context.max
      ? `shorten it to fit ${FIELDS.context.max}`
      : `use auto or at least ${needed}`;
  return `context: ${context} is too short for ${task.name}, whose longest example${lengths(task)} needs ${needed}; ${remedy}`;
}

const tooLong = (task: Task, needed: number) =>
  `context: the longest example of ${task.name}${lengths(task)} needs ${needed} positions, and ${FIELDS.context.max} is the most; shorten it or leave it out`;

/** Says which example of the user's own file is meant. */
function lengths(task: Task): string {
  if (task.name !== OWN_DATA) return "";
  const { promptLength, answerLength } = longestOf(task);
  return ` (a prompt of ${promptLength} characters and an answer of ${answerLength})`;
}

/**
 * Builds the mixture of a recipe.
 *
 * @param own the task of the user's file, `OwnData.task(recipe.context)`; null where none is open
 * @throws RecipeError where a task does not exist or does not fit the context
 */
export function createMixture(recipe: MixtureRecipe & Pick<Recipe, "evalSize">, own: Task | null): Mixture {
  const trained = tasksOf(recipe, own);
  checkRecipe(recipe, own, trained);
  const vocabulary = buildVocabulary(trained);
  const context = contextOf(recipe, trained);
  const shares = sharesOf(recipe);
  const sources = trained.map((task, index) =>
    sourceOf(task, layoutOf(task, index, vocabulary), recipe, context),
  );
  const scored = sources.flatMap((source) => scoredOf(source, recipe, context));
  return {
    tasks: scored.map(({ task }) => task),
    weights: sources.flatMap(({ task }, i) =>
      withProbes(task).map((one) => (one === task ? (shares[i] as number) : 0)),
    ),
    vocabulary: vocabulary.tokens,
    context,
    separator: vocabulary.separator,
    end: vocabulary.end,
    fill: filler(sources, shares, context, recipe.stages ?? []),
    layout: (taskIndex) => scoredAt(scored, taskIndex).layout,
    heldOut: (taskIndex) => scoredAt(scored, taskIndex).heldOut,
    trainText: (taskIndex, most) => tokensOfText(scoredAt(scored, taskIndex), most),
  };
}

/** A task with all that drawing from it needs; its held-out prompts are kept out. */
function sourceOf(task: Task, layout: Layout, { evalSize }: { evalSize: number }, T: number): Source {
  const { heldOut, prompts } = reserve(task, layout, evalSize, T);
  return { task, layout, heldOut, example: emptyExample(task), reserved: prompts };
}

/** A task and its probes, each with what it is scored on. */
function scoredOf(source: Source, { evalSize }: { evalSize: number }, T: number): Scored[] {
  const probes = (source.task.probes ?? []).map((task) => {
    const layout = probeLayout(source.layout, task);
    return { task, layout, heldOut: reserve(task, layout, evalSize, T).heldOut };
  });
  return [source, ...probes];
}

function tokensOfText({ task, layout }: Scored, most: number): Uint16Array | null {
  const text = task.trainText?.().subarray(0, most);
  return text ? text.map((id) => layout.ids[id] as number) : null;
}

function contextOf(recipe: MixtureRecipe, tasks: readonly Task[]): number {
  if (recipe.context !== "auto") return recipe.context;
  return Math.max(...tasks.flatMap(withProbes).map((task) => contextNeeded(task, tasks.length > 1)));
}

function sharesOf({ tasks }: MixtureRecipe): number[] {
  const total = tasks.reduce((sum, task) => sum + task.weight, 0);
  return tasks.map((task) => task.weight / total);
}

function checkRecipe(recipe: MixtureRecipe, own: Task | null, tasks: readonly Task[]): void {
  const missing = recipe.tasks.find(({ name }) => !tasks.some((task) => task.name === name));
  if (missing || tasks.length === 0) {
    const what = missing ? `there is no task ${show(missing.name)}` : "there are no tasks";
    throw namedError("RecipeError", `createMixture: ${what}; validate the recipe first`);
  }
  const [problem] = mixtureProblems(recipe, own);
  if (problem) throw namedError("RecipeError", problem.message);
}

function scoredAt(scored: readonly Scored[], taskIndex: number): Scored {
  const entry = scored[taskIndex];
  if (entry) return entry;
  throw namedError("ShapeError", `heldOut: expected a task index below ${scored.length}; got ${taskIndex}`);
}

/** A task, or a probe inside one, with what it is scored on. */
interface Scored {
  readonly task: Task;
  readonly layout: Layout;
  readonly heldOut: HeldOut;
}

/** A task with what drawing from it needs: its layout, a buffer, and the prompts to keep out. */
interface Source extends Scored {
  readonly example: Example;
  readonly reserved: HashSet | null;
}

function filler(
  sources: readonly Source[],
  weights: readonly number[],
  T: number,
  stages: Recipe["stages"],
): Mixture["fill"] {
  const sequence = new Int32Array(T + 1);
  const thresholds = cumulative(weights);
  return (rng, batch, step = Number.POSITIVE_INFINITY) => {
    if (batch.T !== T) {
      throw namedError("ShapeError", `fill: expected a batch with T = ${T}; got T = ${batch.T}`);
    }
    for (let row = 0; row < batch.B; row++) {
      const source = sources[pick(rng, thresholds)] as Source;
      draw(rng, source, levelAt(source.task, stages, step));
      writeRow(source.layout, source.example, sequence, batch, row);
    }
  };
}

/** Running sums of the weights. */
function cumulative(weights: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(weights, (weight) => {
    sum += weight;
    return sum;
  });
}

/** Which task a row is of. A single task costs no draw; rounding in the last sum can lose none. */
function pick(rng: Rng, thresholds: Float64Array): number {
  if (thresholds.length === 1) return 0;
  const u = rng.uniform();
  let index = 0;
  while (index < thresholds.length - 1 && u >= (thresholds[index] as number)) index++;
  return index;
}

/** Draws a training example whose prompt is not held out. */
function draw(rng: Rng, { task, example, reserved }: Source, level: number | undefined): void {
  do task.sample(rng, example, level);
  while (reserved?.has(hashTokens(example.prompt, example.promptLength)));
}

/** What the page needs to know of each task. */
export const taskSummaries = (mixture: Mixture): TaskSummary[] =>
  mixture.tasks.map((task, index) => {
    const heldOut = mixture.heldOut(index);
    return {
      name: task.name,
      title: task.title,
      about: task.about,
      chance: task.chance,
      chanceWhy: task.chanceWhy,
      heldOut: heldOut.separate,
      answerLength: heldOut.answerLength.reduce((a, b) => Math.max(a, b), 0),
      scored: task.scored,
      ...(task.questions && { questions: true }),
    };
  });

/** The prompt of a held-out example as symbols, without task token and separator, but with all its questions. */
export function promptSymbols(mixture: Mixture, taskIndex: number, row: number): string[] {
  const { batch, promptStart } = mixture.heldOut(taskIndex);
  const to = promptEnd(mixture, taskIndex, row);
  return symbolsOf(mixture.vocabulary, batch.inputs, row * batch.T + promptStart, row * batch.T + to);
}

/** Tokens of a held-out example before what is no longer its prompt. */
function promptEnd(mixture: Mixture, taskIndex: number, row: number): number {
  const { answerStart, answerLength } = mixture.heldOut(taskIndex);
  const task = mixture.tasks[taskIndex];
  const start = answerStart[row] as number;
  if (task?.questions) return start - 1 + (answerLength[row] as number);
  return start - Number(task?.separator ?? false);
}

/** The right answer of a held-out example as symbols, without end token. */
export function answerSymbols(mixture: Mixture, taskIndex: number, row: number): string[] {
  const { batch, answerStart, answerLength } = mixture.heldOut(taskIndex);
  const from = row * batch.T + (answerStart[row] as number) - 1;
  return shownAnswer(mixture, batch.targets.subarray(from, from + (answerLength[row] as number)));
}

/** A predicted answer as symbols: everything before its end token, where it has one. */
export function shownAnswer(mixture: Mixture, ids: ArrayLike<number>): string[] {
  let to = 0;
  while (to < ids.length && ids[to] !== mixture.end) to++;
  return symbolsOf(mixture.vocabulary, ids, 0, to);
}

export { contextOf, tasksOf, withProbes }; // for measuring a mixture that is not built (`size.ts`)
