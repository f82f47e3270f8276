import { hasEnded, stepsDone } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count } from "../format.ts";
import { type Provenance, recipeLine } from "./provenance.ts";
import { engineOn } from "./status.ts";
import { inLanguage } from "./tasks.ts";
import { variantLabel } from "./variants.ts";

/** The lines below a figure: its recipe; seeds, engine and device, day, and version. */
export function captionLines({ whole, variant, shown, appVersion }: Provenance): string[] {
  const words = strings().share;
  const { summary } = whole;
  const { recipe } = summary;
  const engine = engineOn(summary);
  const facts = [
    variant === undefined ? "" : words.shown(variantLabel(recipe, variant)),
    shown ? strings().study.labels[shown.origin] : "",
    words.seeds(recipe.seeds.length),
    untilWords(whole),
    [engine, shown && strings().messages.say(shown.head.hardware)].filter(Boolean).join(", "),
    words.day(whole.endedAt ?? Date.now()),
    `Widthwise\u00a0${shown?.head.app.version ?? appVersion}`,
  ];
  const titles = summary.tasks.map((task) => inLanguage(task).title);
  return [recipeLine(recipe, titles), facts.filter((fact) => fact !== "").join(" · ")];
}

/** How far the runs are that have not ended by themselves; empty where all have. */
function untilWords({ runs, summary }: Sweep): string {
  const { steps } = summary.recipe;
  if (runs.every(hasEnded)) return "";
  return strings().share.soFar(count(Math.max(...runs.map(stepsDone))), count(steps));
}
