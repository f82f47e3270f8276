import { type Client, createClient } from "../../src/client/client.ts";
import type { Spawn, WorkerHandle } from "../../src/client/connection.ts";
import { openEngine } from "../../src/engine/choose.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../../src/metrics/sweep.ts";
import type { StartResult, TrainerEvent } from "../../src/protocol.ts";
import { DEFAULT_RECIPE, type Recipe } from "../../src/recipe/schema.ts";
import { serve } from "../../workers/serve.ts";
import { readStepBinary } from "../../workers/step-binary.ts";

/** Six runs on the wasm engine. */
export const SIX: Recipe = {
  ...DEFAULT_RECIPE,
  widths: [2, 4],
  seeds: [0, 1, 2],
  layers: 1,
  batch: 8,
  steps: 30,
  evalEvery: 10,
  evalSize: 8,
  engine: "wasm",
};

export type CreateEngine = (recipe: Recipe) => Promise<Engine>;

export const openWasm: CreateEngine = (recipe) => openEngine(recipe, { readStep: readStepBinary });

/** Trainers at the other ends of channels, all in this thread, in the order in which they were started. */
export class Workers {
  /** Lets the worker of that number die. */
  readonly kills: ((error: Error) => void)[] = [];
  /** The numbers of those that were ended. */
  readonly ended: number[] = [];
  readonly #engineOf: (worker: number) => CreateEngine;

  /** @param engineOf the way to an engine of each worker, by its number */
  constructor(engineOf: (worker: number) => CreateEngine = () => openWasm) {
    this.#engineOf = engineOf;
  }

  readonly spawn: Spawn = () => {
    const number = this.kills.length;
    this.kills.push(() => undefined);
    return this.#serve(number);
  };

  /** An ended worker computes nothing more, although its thread is that of the tests. */
  #mortal(number: number, engine: Engine): Engine {
    const build: Engine["build"] = async (spec, weights) => {
      const cohort = await engine.build(spec, weights);
      const submit = cohort.submit.bind(cohort);
      const ended = () => Promise.reject(new Error("this worker has ended"));
      cohort.submit = (steps) => (this.ended.includes(number) ? ended() : submit(steps));
      return cohort;
    };
    return { ...bound(engine), info: engine.info, build };
  }

  #serve(number: number): WorkerHandle {
    const { port1, port2 } = new MessageChannel();
    serve(port2, async (recipe) => this.#mortal(number, await this.#engineOf(number)(recipe)));
    port1.start();
    return {
      endpoint: port1,
      terminate: () => {
        this.ended.push(number);
        port1.close();
        port2.close();
      },
      onError: (listener) => {
        this.kills[number] = listener;
      },
    };
  }
}

/** An engine's methods, for an engine that differs in something else. */
export const bound = (engine: Engine) => ({
  refusal: (specs: Parameters<NonNullable<Engine["refusal"]>>[0]) => engine.refusal?.(specs) ?? null,
  build: engine.build.bind(engine),
  onLost: engine.onLost.bind(engine),
  dispose: engine.dispose.bind(engine),
});

/** A client and everything it told. */
export interface Heard {
  readonly client: Client;
  readonly events: TrainerEvent[];
  /** The next event of a type. */
  next(type: TrainerEvent["type"]): Promise<TrainerEvent>;
}

export function listen(spawn: Spawn, workers: number): Heard {
  const events: TrainerEvent[] = [];
  const waiting: { type: TrainerEvent["type"]; resolve: (event: TrainerEvent) => void }[] = [];
  const hear = (batch: readonly TrainerEvent[]) => {
    for (const event of batch) {
      events.push(event);
      const found = waiting.findIndex((w) => w.type === event.type);
      if (found >= 0) waiting.splice(found, 1)[0]?.resolve(event);
    }
  };
  const next: Heard["next"] = (type) => new Promise((resolve) => waiting.push({ type, resolve }));
  return { client: createClient(spawn, hear, workers), events, next };
}

/** Trains to the end; the log. */
export async function train({ client, events, next }: Heard, recipe: Recipe): Promise<SweepLog> {
  const ended = next("finished");
  const from = events.length;
  const result = await client.start(recipe, false);
  await ended;
  return logOf(result, events.slice(from));
}

/** What a sweep's events make of its summary. */
function logOf(result: StartResult, events: Heard["events"]): SweepLog {
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join("; "));
  const log = createSweepLog(result.summary);
  for (const event of events) applyEvent(log, event);
  return log;
}

/** Steps told so far, per run. */
export function stepsOf(events: readonly TrainerEvent[]): Record<string, number> {
  const steps: Record<string, number> = {};
  for (const event of events) {
    if (event.type !== "rows" || event.table !== "train") continue;
    steps[event.run] = (steps[event.run] ?? 0) + event.rows.length / 6;
  }
  return steps;
}

/** Time enough for messages that are under way. */
export const quiet = () => new Promise((resolve) => setTimeout(resolve, 150));
