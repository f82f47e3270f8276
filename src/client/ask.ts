import type { Asked, Inspected, Question } from "../protocol.ts";
import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";

const GONE = { ok: false, problem: { kind: "gone" } } as const;

/**
 * Asks the workers that hold the runs, side by side.
 *
 * @param workers which runs each worker trains, by run id
 */
export async function askWorkers(
  pool: Pool,
  workers: readonly (readonly string[])[],
  question: Question,
): Promise<Asked> {
  const wanted = question.runs ?? workers.flat();
  const parts = await Promise.all(
    workers.map((runs, index) => {
      const own = runs.filter((run) => wanted.includes(run));
      return own.length > 0 ? askWorker(pool.alive(index), { ...question, runs: own }) : null;
    }),
  );
  return together(
    parts.filter((part) => part !== null),
    wanted,
  );
}

async function askWorker(connection: Promise<Connection> | undefined, question: Question): Promise<Asked> {
  const open = await connection;
  return open ? open.call((api) => api.ask(question) as Promise<Asked>) : GONE;
}

/** One answer of all workers', in the order in which the runs were asked for; or why there is none. */
function together(parts: readonly Asked[], wanted: readonly string[]): Asked {
  const refusals = parts.flatMap((part) => (part.ok ? [] : [part]));
  const wrong = refusals.find(({ problem }) => problem.kind !== "gone");
  const first = parts.find((part) => part.ok);
  if (wrong || !first?.ok) return wrong ?? GONE;
  const answers = parts.flatMap((part) => (part.ok ? part.answers : []));
  const byRun = new Map(answers.map((answer) => [answer.run, answer]));
  return {
    ...first,
    answers: wanted.flatMap((run) => byRun.get(run) ?? []),
    gone: wanted.filter((run) => !byRun.has(run)),
  };
}

/** Looks inside a run, on the worker that holds it. */
export async function inspectOnWorker(
  pool: Pool,
  workers: readonly (readonly string[])[],
  run: string,
  question: Question,
): Promise<Inspected> {
  const open = await pool.alive(workers.findIndex((runs) => runs.includes(run)));
  return open ? open.call((api) => api.inspect(run, question) as Promise<Inspected>) : GONE;
}
