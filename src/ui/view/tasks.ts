import type { Recipe } from "../../recipe/schema.ts";
import { OWN_DATA } from "../../recipe/validate.ts";
import { strings } from "../../strings/strings.ts";
import { probeOf, taskOf } from "../../tasks/registry.ts";
import { isHeldOut } from "../../tasks/task.ts";
import type { DataSummary, SweepSummary, TaskSummary } from "../types.ts";

/** The rows of the stairs: the sweep's tasks, or before one the recipe's. */
export function taskRows(
  recipe: Recipe,
  data: DataSummary | null,
  summary: SweepSummary | null,
): readonly TaskSummary[] {
  if (summary) return summary.tasks.map(inLanguage);
  return recipe.tasks.map(({ name }) => taskRow(name, data));
}

/** A task with the words that the page's language has for it. */
export function inLanguage<T extends Pick<TaskSummary, "name" | "title" | "about" | "chanceWhy">>(
  task: T,
): T {
  const { named, messages } = strings();
  const words = named.tasks[task.name];
  return {
    ...task,
    title: words?.title ?? task.title,
    about: words?.about ?? messages.say(task.about),
    chanceWhy: words?.chance ?? messages.say(task.chanceWhy),
  };
}

/** What is known of a task or probe before a sweep. */
export function taskRow(name: string, data: DataSummary | null): TaskSummary {
  if (name === OWN_DATA) return ownData(data);
  const task = taskOf(name) ?? probeOf(name);
  return task ? { ...inLanguage(task), heldOut: isHeldOut(task) } : unknown(name, name, "");
}

function ownData(data: DataSummary | null): TaskSummary {
  const { recipe: words, messages } = strings();
  const { chance, chanceWhy } = data ?? { chance: 0, chanceWhy: "" };
  const scored = data?.kind === "text" ? "token" : "answer";
  const row = unknown(OWN_DATA, words.yourFile, words.fileAbout(data?.name ?? ""));
  return { ...row, chance, chanceWhy: messages.say(chanceWhy), scored };
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
