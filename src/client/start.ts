import { proxy } from "comlink";
import { namedError } from "../lib/errors.ts";
import type { Share, StartResult, SweepSummary, TrainerEvent } from "../protocol.ts";
import type { Recipe } from "../recipe/schema.ts";
import { usesData } from "../recipe/validate.ts";
import type { Merge } from "./merge.ts";
import type { Pool } from "./pool.ts";

/** A sweep that is to be started. */
export interface Start {
  readonly pool: Pool;
  readonly merge: Merge;
  readonly recipe: Recipe;
  readonly paused: boolean;
  /** At most so many workers. */
  readonly workers: number;
  /** False once a later start or a stop has made it superfluous. */
  isWanted(): boolean;
}

const NOT_WANTED: StartResult = { ok: false, problems: [] };

/**
 * Starts a sweep on the first worker, which decides how many share it, and then on those. Where one of them
 * cannot, all are stopped; but what the first refuses leaves a sweep that is under way alone.
 */
export async function startSweep(start: Start): Promise<StartResult> {
  const first = await startShare(start, { index: 0, of: start.workers });
  if (!first.ok) return first;
  const of = first.summary.workers.length;
  start.merge.expect(of);
  try {
    const idle = start.pool.each((api) => api.stop(), of); // of the sweep before, more workers may be at work
    const others = Array.from({ length: of - 1 }, (_, i) => startShare(start, { index: i + 1, of }));
    const [, ...results] = await Promise.all([idle, ...others]);
    const refused = results.find((result) => !result.ok) ?? (start.isWanted() ? null : NOT_WANTED);
    if (refused) {
      await start.pool.each((api) => api.stop());
      return refused;
    }
    for (const other of results) {
      if (!other.ok) continue;
      checkSameEngine(first.summary, other.summary);
      checkSameData(first.summary, other.summary);
    }
    return first;
  } catch (error) {
    await start.pool.each((api) => api.stop()).catch(() => undefined); // the first error is the one to tell
    throw error;
  }
}

async function startShare(start: Start, share: Share): Promise<StartResult> {
  const { pool, merge, recipe, paused } = start;
  if (!start.isWanted()) return NOT_WANTED;
  const connection = await pool.ready(share.index, usesData(recipe));
  if (!start.isWanted()) return NOT_WANTED;
  const sink = proxy((events: readonly TrainerEvent[]) => merge.receive(share.index, events));
  return connection.call(
    (api) => api.start(recipe, paused, sink, share) as Promise<StartResult>, // comlink splits the union's promise
  );
}

/** Runs of one sweep are compared, so they must not have been computed differently. */
function checkSameEngine({ engine: first }: SweepSummary, { engine: other }: SweepSummary): void {
  const words = (engine: SweepSummary["engine"]) =>
    `${engine.engine} on ${engine.backend} (${engine.device}; ${Object.entries(engine.details).join("; ")})`;
  if (words(first) === words(other)) return;
  throw namedError(
    "EngineError",
    `The workers would not compute alike: expected ${words(first)} in all; got ${words(other)} in one. Press Train again, or choose the engine by name.`,
  );
}

/** Each worker reads the user's file itself. The checksum is empty where the origin is insecure, so all counts. */
function checkSameData({ data: first }: SweepSummary, { data: other }: SweepSummary): void {
  const keys = ["sha256", "bytes", "train", "heldOut", "vocabulary"] as const;
  if (keys.every((key) => first?.[key] === other?.[key])) return;
  throw namedError(
    "DataError",
    `${first?.name ?? other?.name}: expected the same file in all workers; got one that changed while it was read; choose it again`,
  );
}
