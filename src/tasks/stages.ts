import type { Problem, Recipe } from "../recipe/schema.ts";
import type { Task } from "./task.ts";

/** A curriculum: the steps after which the next level of difficulty begins. */
type Stages = Recipe["stages"];

/**
 * The level at which a task's examples are drawn for a training step. The last stage is always the task's
 * hardest level; a task with more levels than the recipe has stages begins at a harder one, a task with
 * fewer stays at its easiest until the others have caught up.
 *
 * @param step the update the batch is for, from 1
 * @returns an index into `task.levels`; undefined where there are no stages or no levels: the task itself
 */
export function levelAt(task: Pick<Task, "levels">, stages: Stages, step: number): number | undefined {
  if (stages.length === 0 || task.levels === undefined) return undefined;
  let stage = 0;
  while (stage < stages.length && step > (stages[stage] as number)) stage++;
  return Math.max(0, task.levels.length - 1 - stages.length + stage);
}

/** What is wrong with a recipe's stages for these tasks; empty where nothing is. */
export function stageProblems(stages: Stages, tasks: readonly Task[]): Problem[] {
  if (stages.length === 0 || tasks.length === 0) return [];
  const levels = Math.max(0, ...tasks.map((task) => task.levels?.length ?? 0));
  if (levels === 0) {
    const names = tasks.map((task) => task.name).join(", ");
    return [
      problem(
        `expected none, since none of the tasks has levels of difficulty (${names}); got ${stages}; use none, or a task such as ten-digits`,
      ),
    ];
  }
  if (stages.length < levels) return [];
  const most = levels - 1;
  return [
    problem(
      `expected at most ${most} steps, for ${levels} levels of difficulty; got ${stages.length}; leave some out`,
    ),
  ];
}

const problem = (message: string): Problem => ({
  key: "stages",
  message: `stages: ${message}`,
});
