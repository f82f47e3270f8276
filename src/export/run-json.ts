import { isEmpty } from "../metrics/remark.ts";
import { pointCount, type Run } from "../metrics/run.ts";
import type { CohortSummary, SweepSummary, TaskSummary } from "../protocol.ts";
import { variantRecord } from "../recipe/record.ts";
import { FIELD_NAMES } from "../recipe/schema.ts";
import { recipeToHash } from "../recipe/url.ts";
import { isSameCohort } from "../recipe/variants.ts";
import { finalScores } from "./final.ts";
import { jsonValue } from "./number.ts";
import { predictionRecords } from "./predictions.ts";
import { type ExportSource, FILE_NAMES } from "./source.ts";

/** What the manifest says of the program and the machine; all of it is a parameter. */
export interface ExportEnvironment {
  readonly version: string;
  /** The commit the program was built from; empty where unknown. */
  readonly commit: string;
  /** `Node 20.20.2 on linux x64`, or the browser's user agent. */
  readonly runtime: string;
  /** Unix milliseconds. */
  readonly exportedAt: number;
}

const SCHEMA_VERSION = 1;

/**
 * `run.json`: everything that fixes the sweep, what ran it, and how each run ended. The order of keys is
 * fixed. Losses and abilities are null before they are measured and `"NaN"` or `"Infinity"` where non-finite.
 */
export function runManifest(source: ExportSource, environment: ExportEnvironment): string {
  const { summary } = source;
  const manifest = {
    schema_version: SCHEMA_VERSION,
    app: { name: "widthwise", version: environment.version, commit: environment.commit || null },
    recipe: Object.fromEntries(FIELD_NAMES.map((name) => [name, summary.recipe[name]])),
    // opens the same recipe on the page
    address: recipeToHash(summary.recipe),
    seeds: summary.recipe.seeds,
    tasks: summary.tasks.map(taskFacts),
    vocabulary_size: summary.vocabulary.length,
    context: summary.context,
    engine: engineFacts(summary),
    runtime: environment.runtime,
    ...times(source, environment.exportedAt),
    data: dataFacts(summary),
    runs: source.runs.map((run) => ({ ...runFacts(run, summary), ...remarkFacts(source, run) })),
    samples: lastAnswers(source),
    predictions: predictionRecords(source),
    files: fileFacts(source),
  };
  return `${JSON.stringify(manifest, nonFinite, 2)}\n`;
}

/** JSON would turn non-finite numbers into null, as if they had not been measured. */
const nonFinite = (_key: string, value: unknown): unknown =>
  typeof value === "number" ? jsonValue(value) : value;

const taskFacts = (task: TaskSummary) => ({
  name: task.name,
  title: task.title,
  chance: task.chance,
  held_out: task.heldOut,
  answer_length: task.answerLength,
  scored: task.scored,
  ...(task.baselines && { bits_per_character_baselines: task.baselines }),
});

function engineFacts({ engine }: SweepSummary) {
  const details = Object.entries(engine.details).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    engine: engine.engine,
    backend: engine.backend,
    device: engine.device,
    reason: engine.reason,
    details: Object.fromEntries(details),
  };
}

function times(source: ExportSource, exportedAt: number) {
  const until = source.endedAt ?? exportedAt;
  return {
    started_at: new Date(source.startedAt).toISOString(),
    ended_at: source.endedAt === null ? null : new Date(source.endedAt).toISOString(),
    exported_at: new Date(exportedAt).toISOString(),
    wall_seconds: (until - source.startedAt) / 1000,
  };
}

function dataFacts({ data }: SweepSummary) {
  return data && { name: data.name, bytes: data.bytes, sha256: data.sha256 };
}

function runFacts(run: Run, summary: SweepSummary) {
  const scores = finalScores(
    run,
    summary.tasks.map((task) => task.name),
  );
  return {
    id: run.id,
    width: run.width,
    seed: run.seed,
    ...variantRecord(summary.recipe, run.variant),
    parameters: run.parameters,
    non_embedding_parameters: cohortOf(run, summary)?.nonEmbedding ?? null,
    heads: cohortOf(run, summary)?.heads ?? null,
    flops_per_token: run.flopsPerToken,
    tokens_per_step: run.tokensPerStep,
    steps: scores.steps,
    status: run.status,
    diverged_at: run.divergedAt,
    train_loss: scores.trainLoss,
    heldout_loss: scores.heldoutLoss,
    abilities: scores.abilities,
  };
}

/** What a person has written beside a run; nothing where nobody has. */
function remarkFacts({ remarks }: ExportSource, { id }: Run) {
  const remark = remarks.get(id);
  return remark && !isEmpty(remark) ? remark : {};
}

const cohortOf = (run: Run, summary: SweepSummary): CohortSummary | undefined =>
  summary.cohorts.find((cohort) => isSameCohort(cohort, run) && cohort.seeds.includes(run.seed));

/**
 * What each cohort's first seed that has not diverged answered last, by symbols. Others may have been asked too,
 * but which ones depends on the number of workers.
 */
function lastAnswers({ summary, runs, samples }: ExportSource) {
  return summary.cohorts.flatMap((cohort) => {
    const first = runs.find((run) => isSameCohort(cohort, run) && run.status !== "diverged");
    const last = first && samples.get(first.id);
    return last ? [{ run: first.id, step: last.step, samples: last.samples }] : [];
  });
}

function fileFacts(source: ExportSource) {
  const points = source.runs.reduce((sum, run) => sum + pointCount(run), 0);
  return [
    { name: FILE_NAMES.csv, points },
    { name: FILE_NAMES.jsonl, points },
    { name: FILE_NAMES.manifest },
  ];
}
