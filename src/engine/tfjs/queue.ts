/**
 * tfjs has one global backend and one global tape, so everything it does for all cohorts of a thread
 * goes through one queue, one job after the other.
 */
let last: Promise<unknown> = Promise.resolve();

/** Runs `job` after all jobs before it, whether they succeeded or not. */
export function enqueue<T>(job: () => Promise<T>): Promise<T> {
  const result = last.then(job, job);
  last = result.catch(() => undefined);
  return result;
}
