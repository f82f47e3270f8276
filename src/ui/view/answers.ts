import type { Sweep } from "../../store/store.ts";
import type { Sample } from "../types.ts";
import { firstLiveRun } from "./progress.ts";

/** How many prompts are shown. */
const PROMPTS = 3;

/** One prompt with the answer of every width's first seed that has not diverged. */
export interface PromptAnswers {
  readonly prompt: readonly string[];
  readonly expected: readonly string[];
  readonly answers: readonly { readonly width: number; readonly sample: Sample | undefined }[];
}

/** Always three prompts, empty before the first samples, so that nothing moves when they come. */
export function answersOf(task: string, widths: readonly number[], sweep: Sweep | null): PromptAnswers[] {
  const byWidth = widths.map((width) => samplesOf(task, width, sweep));
  return Array.from({ length: PROMPTS }, (_, p) => {
    const first = byWidth.find((samples) => samples[p])?.[p];
    return {
      prompt: first?.prompt ?? [],
      expected: first?.expected ?? [],
      answers: widths.map((width, i) => ({ width, sample: byWidth[i]![p] })),
    };
  });
}

function samplesOf(task: string, width: number, sweep: Sweep | null): readonly Sample[] {
  const first = sweep && firstLiveRun(sweep, width);
  const newest = first && sweep.samples.get(first.id);
  return newest?.samples.filter((sample) => sample.task === task) ?? [];
}
