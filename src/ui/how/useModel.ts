import { useMemo, useState } from "preact/hooks";
import { OWN_DATA } from "../../recipe/validate.ts";
import type { Sweep } from "../../store/store.ts";
import { examplesOf } from "../../tasks/examples.ts";
import { taskOf } from "../../tasks/registry.ts";
import { isRunning } from "../../tasks/sequence.ts";
import type { DataSummary } from "../types.ts";
import { symbolsText } from "../view/example.ts";
import { runsOf } from "../view/progress.ts";
import { inLanguage } from "../view/tasks.ts";

/** How many examples a task offers. */
const EXAMPLES = 3;

/** Characters of a text that are given. */
const GIVEN = 16;

/** Which model is looked into, and what it is asked. */
export function useModel(sweep: Sweep | null, data: DataSummary | null) {
  const [chosen, choose] = useState<{ width?: number; seed?: number; task?: string; prompt?: string }>({});
  const recipe = sweep?.summary.recipe;
  const widths = recipe?.widths ?? [];
  const width = kept(chosen.width, widths) ?? widths[widths.length - 1] ?? 0;
  const live = sweep ? runsOf(sweep, width).filter((run) => run.status !== "diverged") : [];
  const seeds = live.map(({ seed }) => seed);
  const seed = kept(chosen.seed, seeds) ?? seeds[0];
  const tasks = (sweep?.summary.tasks ?? []).map(inLanguage);
  const task = tasks.find(({ name }) => name === chosen.task) ?? tasks[0];
  const name = task?.name ?? "";
  const examples = useMemo(() => promptsOf(name, data), [name, data]);
  return {
    ...{ widths, width, seeds, seed, tasks, task: name, examples },
    prompt: chosen.prompt ?? examples[0]?.prompt ?? "",
    run: live.find((run) => run.seed === seed)?.id ?? null,
    setWidth: (next: number) => choose({ ...chosen, width: next }),
    setSeed: (next: number) => choose({ ...chosen, seed: next }),
    setTask: (next: string) => choose({ ...chosen, task: next, prompt: undefined }),
    setPrompt: (next: string) => choose({ ...chosen, prompt: next }),
  };
}

export type Model = ReturnType<typeof useModel>;

const kept = (wish: number | undefined, of: readonly number[]): number | undefined =>
  wish !== undefined && of.includes(wish) ? wish : undefined;

/** A prompt as somebody would type it, and the symbols of its right answer. */
interface Example {
  readonly prompt: string;
  readonly answer: readonly string[];
}

function promptsOf(name: string, data: DataSummary | null): Example[] {
  if (name === OWN_DATA) {
    const own = (data?.examples ?? []).slice(0, EXAMPLES);
    return own.map(({ prompt, answer }) => ({ prompt, answer: [...answer] }));
  }
  const task = taskOf(name);
  if (!task) return [];
  return examplesOf(task, EXAMPLES).map(({ prompt, answer }) => {
    if (!isRunning(task)) return { prompt: symbolsText(prompt), answer };
    const text = [...prompt, ...answer];
    return { prompt: symbolsText(text.slice(0, GIVEN)), answer: text.slice(GIVEN) };
  });
}
