import type { Crossing } from "../analysis/crossing.ts";
import type { Emergence } from "../analysis/emergence.ts";
import { RATE_WORDS, rateSentences } from "../analysis/rates.ts";
import { textLossWords } from "../analysis/words.ts";
import { finalScores, meanOf, textLosses } from "../export/final.ts";
import { findingLines, findings } from "../export/finding.ts";
import { jsonValue } from "../export/number.ts";
import { predictionLines, predictionRecords } from "../export/predictions.ts";
import { ratePanels } from "../metrics/rates.ts";
import type { Run } from "../metrics/run.ts";
import { type SweepLog, variantSweep } from "../metrics/sweep.ts";
import { whenEmerged } from "../metrics/when.ts";
import { variantRecord } from "../recipe/record.ts";
import { VARIANT_WORDS, variantLabel, variantNames } from "../recipe/variants.ts";
import { number, percent, table } from "./words.ts";

/** How a sweep ended, beside what its tables say. */
export interface Ending {
  readonly stopped: boolean;
  /** What broke, or null. */
  readonly failed: string | null;
  readonly files: readonly string[];
  readonly problems: readonly string[];
}

/**
 * The summary of `--json`: one line. Losses in nats per answer token, abilities as exact match from 0 to 1,
 * texts in bits per character, all means over seeds; null where nothing was measured, `"NaN"` or `"Infinity"` where non-finite.
 */
export function jsonSummary(sweep: SweepLog, ending: Ending): string {
  const { recipe, engine } = sweep.summary;
  const parts = recipe.variants.length > 0 ? { variants: variantSweeps(sweep).map(variantFacts) } : null;
  const summary = {
    recipe,
    engine,
    seconds: ((sweep.endedAt ?? sweep.startedAt) - sweep.startedAt) / 1000,
    stopped: ending.stopped,
    failed: ending.failed,
    ...(parts ?? ladderFacts(sweep)),
    runs: sweep.runs.map((run) => runScores(run, sweep)),
    ...(!parts && { texts: textFacts(sweep) }),
    files: ending.files,
    problems: ending.problems,
  };
  const finite = (_key: string, value: unknown) => (typeof value === "number" ? jsonValue(value) : value);
  return `${JSON.stringify(summary, finite)}\n`;
}

/** Each variant of a sweep, as a sweep of its own; a sweep without any is one. */
const variantSweeps = (sweep: SweepLog) =>
  variantNames(sweep.summary.recipe).map((variant) => ({
    variant,
    label: variantLabel(sweep.summary.recipe, variant, VARIANT_WORDS),
    whole: sweep.summary.recipe,
    part: variantSweep(sweep, variant),
  }));

const variantFacts = ({ variant, whole, part }: ReturnType<typeof variantSweeps>[number]) => ({
  ...variantRecord(whole, variant),
  ...ladderFacts(part),
  texts: textFacts(part),
});

/** What comparing widths shows: of one variant. */
const ladderFacts = (sweep: SweepLog) => ({
  widths: widthScores(sweep),
  emergence: Object.fromEntries(
    findings(sweep).map((found) => [found.name, emergenceFacts(found.emergence)]),
  ),
  time_to_emergence: timesToEmergence(sweep),
  predictions: predictionRecords(sweep),
});

const textFacts = (sweep: SweepLog) =>
  textLosses(sweep).map(({ name, widths, baselines }) => ({ task: name, widths, baselines }));

const taskNames = (sweep: SweepLog): string[] => sweep.summary.tasks.map((task) => task.name);

/** Means over the seeds of each width, of one variant. */
function widthScores(sweep: SweepLog) {
  const tasks = taskNames(sweep);
  return sweep.summary.cohorts.map(({ width, parameters, seeds }) => {
    const scores = sweep.runs.filter((run) => run.width === width).map((run) => finalScores(run, tasks));
    const abilities = tasks.map(
      (task) => [task, meanOf(scores.map((s) => s.abilities[task] ?? null))] as const,
    );
    return {
      width,
      parameters,
      seeds: seeds.length,
      steps: Math.max(...scores.map((s) => s.steps)),
      train_loss: meanOf(scores.map((s) => s.trainLoss)),
      heldout_loss: meanOf(scores.map((s) => s.heldoutLoss)),
      abilities: Object.fromEntries(abilities),
    };
  });
}

function runScores(run: Run, sweep: SweepLog) {
  const scores = finalScores(run, taskNames(sweep));
  return {
    id: run.id,
    width: run.width,
    seed: run.seed,
    ...variantRecord(sweep.summary.recipe, run.variant),
    status: run.status,
    diverged_at: run.divergedAt,
    steps: scores.steps,
    train_loss: scores.trainLoss,
    heldout_loss: scores.heldoutLoss,
    abilities: scores.abilities,
  };
}

/** The final table and what it shows, in words. */
export function textSummary(sweep: SweepLog): string {
  const parts = variantSweeps(sweep);
  const head = ["width", "parameters", "steps", "train loss", "held-out loss", ...taskNames(sweep)];
  const isVaried = sweep.summary.recipe.variants.length > 0;
  const rows = parts.flatMap(({ label, part }) =>
    tableRows(part).map((row) => [...(isVaried ? [label] : []), ...row]),
  );
  const diverged = sweep.runs
    .filter((run) => run.status === "diverged")
    .map((run) => `${run.id} diverged at step ${run.divergedAt}: try a lower --lr.\n`);
  const words = [
    ...parts.flatMap(partLines),
    ...rateSentences(ratePanels(sweep.summary.recipe, sweep.runs, VARIANT_WORDS), RATE_WORDS),
  ];
  return (
    table([isVaried ? ["variant", ...head] : head, ...rows]) +
    words.map((line) => `${line}\n`).join("") +
    diverged.join("")
  );
}

/** The lines of one variant: where its abilities emerged, how far it got with texts. */
function partLines({ label, part }: ReturnType<typeof variantSweeps>[number]): string[] {
  const texts = textLosses(part).map(textLossWords);
  const lines = [...findingLines(part).split("\n"), ...predictionLines(part), ...texts].filter(
    (line) => line !== "",
  );
  return label === "" ? lines : lines.map((line) => `${label}: ${line}`);
}

function tableRows(sweep: SweepLog): string[][] {
  return widthScores(sweep).map((row) => [
    String(row.width),
    row.parameters.toLocaleString("en-US"),
    row.steps.toLocaleString("en-US"),
    number(row.train_loss, 4),
    number(row.heldout_loss, 4),
    ...taskNames(sweep).map((task) => percent(row.abilities[task] ?? null)),
  ]);
}

/** When each ability emerged at each width, in steps: by task, then by width. */
const timesToEmergence = ({ summary, runs }: SweepLog) =>
  Object.fromEntries(
    summary.tasks.map((task) => [
      task.name,
      summary.cohorts.map(({ width }) => {
        const own = runs.filter((run) => run.width === width);
        return { width, ...emergenceFacts(whenEmerged(own, task)) };
      }),
    ]),
  );

/** An emergence as data. `low` and `high` are the 95 % interval's ends; null where censored or unknown. */
function emergenceFacts({ point, interval, seeds }: Emergence) {
  const at = (end: Crossing | undefined) => (end?.kind === "between" ? end.at : null);
  return { ...point, low: at(interval?.low), high: at(interval?.high), seeds };
}
