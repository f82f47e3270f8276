import type { Recipe } from "../../recipe/schema.ts";
import { OWN_DATA } from "../../recipe/validate.ts";
import { probeOf, taskOf } from "../../tasks/registry.ts";
import { isHeldOut } from "../../tasks/task.ts";
import type { DataSummary, SweepSummary, TaskSummary } from "../types.ts";

/** The rows of the stairs: the sweep's tasks, or before one the recipe's. */
export function taskRows(
  recipe: Recipe,
  data: DataSummary | null,
  summary: SweepSummary | null,
): readonly TaskSummary[] {
  if (summary) return summary.tasks;
  return recipe.tasks.map(({ name }) => taskRow(name, data));
}

/** What is known of a task or probe before a sweep. */
export function taskRow(name: string, data: DataSummary | null): TaskSummary {
  if (name === OWN_DATA) return ownData(data);
  const task = taskOf(name) ?? probeOf(name);
  return task ? { ...task, heldOut: isHeldOut(task) } : unknown(name, name, "");
}

function ownData(data: DataSummary | null): TaskSummary {
  const about = data ? `Your own file, ${data.name}.` : "Your own file.";
  const { chance, chanceWhy } = data ?? { chance: 0, chanceWhy: "" };
  const scored = data?.kind === "text" ? "token" : "answer";
  return { ...unknown(OWN_DATA, "Your file", about), chance, chanceWhy, scored };
}

/** A task of which nothing but the name is known yet. */
const unknown = (name: string, title: string, about: string): TaskSummary => ({
  name,
  title,
  about,
  chance: 0,
  chanceWhy: "",
  heldOut: true,
  answerLength: 1,
  scored: "answer",
});
