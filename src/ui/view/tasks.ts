import type { Recipe } from "../../recipe/schema.ts";
import { OWN_DATA } from "../../recipe/validate.ts";
import { TASKS } from "../../tasks/registry.ts";
import { isHeldOut } from "../../tasks/task.ts";
import type { DataSummary, SweepSummary, TaskSummary } from "../types.ts";

/** The rows of the stairs: the sweep's tasks, or before one the recipe's. */
export function taskRows(
  recipe: Recipe,
  data: DataSummary | null,
  summary: SweepSummary | null,
): readonly TaskSummary[] {
  if (summary) return summary.tasks;
  return recipe.tasks.map(({ name }) => (name === OWN_DATA ? ownData(data) : known(name)));
}

function known(name: string): TaskSummary {
  const task = TASKS.find((candidate) => candidate.name === name);
  if (!task) return unknown(name, name, "");
  return { ...task, heldOut: isHeldOut(task) };
}

function ownData(data: DataSummary | null): TaskSummary {
  const about = data ? `Your own file, ${data.name}.` : "Your own file.";
  return { ...unknown(OWN_DATA, "Your file", about), scored: data?.kind === "text" ? "token" : "answer" };
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
