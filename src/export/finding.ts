import { emergence } from "../analysis/emergence.ts";
import { EMERGENCE_WORDS, emergenceWords, findingWords, previewWords } from "../analysis/emergence-words.ts";
import { rescale } from "../analysis/score.ts";
import { stepsDone } from "../metrics/run.ts";
import type { SweepLog } from "../metrics/sweep.ts";
import type { TaskSummary } from "../protocol.ts";
import { finalScores } from "./final.ts";

/**
 * Where the abilities emerged, in words: as the page says it, or, where there are seeds enough for intervals,
 * an ability a line.
 */
export function findingLines(sweep: SweepLog): string {
  const found = findings(sweep);
  const seeds = sweep.summary.recipe.seeds.length;
  const steps = Math.max(...sweep.runs.map(stepsDone));
  const preview = previewWords(seeds);
  if (!preview) {
    const lines = found.map((finding) => findingWords(finding, steps, EMERGENCE_WORDS));
    return lines.filter((line) => line !== "").join("\n");
  }
  const words = emergenceWords(found, steps, EMERGENCE_WORDS);
  return words && `${words} (${preview})`;
}

/** Every task's emergence over the seeds that have not diverged, at each run's last evaluation. */
export function findings(sweep: SweepLog) {
  const { recipe, tasks } = sweep.summary;
  const scoreOf = (task: TaskSummary, width: number, seed: number) => {
    const run = sweep.runs.find((candidate) => candidate.width === width && candidate.seed === seed);
    const scores = run && run.status !== "diverged" ? finalScores(run, [task.name]) : null;
    return rescale(scores?.abilities[task.name] ?? Number.NaN, task.chance);
  };
  return tasks.map((task) => {
    const seeds = recipe.seeds.map((seed) => recipe.widths.map((width) => scoreOf(task, width, seed)));
    return { name: task.name, title: task.title, emergence: emergence(recipe.widths, seeds) };
  });
}
