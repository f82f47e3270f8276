import { type Client, createClient } from "../client/client.ts";
import { MOST_WORKERS } from "../client/pool.ts";
import { messageOf, nameOf } from "../lib/errors.ts";
import { pointCount } from "../metrics/run.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../metrics/sweep.ts";
import type { StartResult, SweepSummary, TrainerEvent } from "../protocol.ts";
import { userFile } from "./data-file.ts";
import { readFlags } from "./flags.ts";
import { helpText, taskList } from "./help.ts";
import type { CliIo } from "./io.ts";
import { makeFolder, writeFiles } from "./out.ts";
import { Progress } from "./progress.ts";
import { type Request, readRequest } from "./request.ts";
import { jsonSummary, textSummary } from "./summary.ts";
import { oneLine } from "./words.ts";

const WRONG_INPUT = 2;
const BROKEN = 1;
const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const;

/** How long a stop may take before the log is written without the worker's last rows. */
const STOP_TIMEOUT_MS = 10_000;

/** Input that cannot be trained on; its message is the line that a person reads. */
class WrongInput extends Error {}

/**
 * The command line: checks everything, trains, writes the files and the summary.
 *
 * @returns the exit code: 0 trained; 1 a run diverged, training broke or a file could not be written;
 *   2 wrong input, nothing written; 130 or 143 interrupted, with what there was written
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  const flags = readFlags(argv);
  if (flags.problems.length === 0 && (flags.help || flags.listTasks)) {
    io.stdout.write(flags.help ? helpText() : taskList());
    return 0;
  }
  let session: Session | null = null;
  try {
    const request = await readRequest(flags);
    refuse(request.problems.map((problem) => problem.message));
    session = new Session(io, request.workers ?? Math.min(MOST_WORKERS, io.cores));
    return await session.run(request);
  } catch (error) {
    const wrong =
      error instanceof WrongInput || ["DataError", "EngineError", "RecipeError"].includes(nameOf(error));
    io.stderr.write(`${oneLine(`${wrong ? "Wrong input: " : ""}${messageOf(error)}`)}\n`);
    return wrong ? WRONG_INPUT : BROKEN;
  } finally {
    session?.dispose();
  }
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new WrongInput(problems.join("; "));
}

/** What computes, why, and on how many workers. */
function engineLine({ engine, workers }: SweepSummary): string {
  const shared = workers.length > 1 ? ` ${workers.length} workers share the runs.` : "";
  return `${engine.engine} on ${engine.backend} (${engine.device}): ${engine.reason}${shared}`;
}

/** One sweep from its start to its files. */
class Session {
  readonly #io: CliIo;
  readonly #client: Client;
  readonly #progress: Progress;
  /** Events may arrive before start has answered. */
  #early: TrainerEvent[] = [];
  /** True once the files are being written: a late row must not stand in one and miss in another. */
  #closed = false;
  #sweep: SweepLog | null = null;
  #failed: string | null = null;
  #signal: keyof typeof INTERRUPTED | null = null;
  #end: () => void = () => undefined;

  constructor(io: CliIo, workers: number) {
    this.#io = io;
    this.#client = createClient(io.spawn, (events) => this.#accept(events), workers);
    this.#progress = new Progress(io);
  }

  /** Trains what is asked for; throws before anything is written if the trainer refuses it. */
  async run(request: Request): Promise<number> {
    const ended = new Promise<void>((resolve) => {
      this.#end = resolve;
    });
    const unlisten = this.#io.onInterrupt((signal) => this.#interrupt(signal));
    try {
      const sweep = await this.#start(request);
      if (!sweep) return INTERRUPTED[this.#signal ?? "SIGINT"];
      await ended;
      return await this.#finish(sweep, request);
    } finally {
      unlisten();
      this.#progress.clear();
    }
  }

  dispose(): void {
    this.#client.dispose();
  }

  /**
   * Builds everything paused, so that the trainer's refusal comes before the folder is made; null where an
   * interruption comes before that.
   */
  async #start(request: Request): Promise<SweepLog | null> {
    for (const note of request.notes) this.#progress.say(note);
    if (request.data !== null) {
      const data = await this.#client.loadData(userFile(request.data));
      for (const warning of data.warnings) this.#progress.say(oneLine(warning));
    }
    if (this.#signal) return null;
    const result: StartResult = await this.#client.start(request.recipe, true);
    if (this.#signal) return null;
    if (!result.ok) throw new WrongInput(result.problems.map((problem) => problem.message).join("; "));
    const folder = await makeFolder(request.out);
    if (folder) throw new WrongInput(folder);
    const sweep = createSweepLog(result.summary);
    this.#sweep = sweep;
    this.#accept(this.#early);
    this.#progress.say(oneLine(engineLine(result.summary)));
    if (this.#signal) this.#stop();
    else await this.#client.resume().catch(() => undefined); // a worker that breaks tells it as `failed`
    return sweep;
  }

  #accept(events: readonly TrainerEvent[]): void {
    const sweep = this.#sweep;
    if (this.#closed) return;
    if (!sweep) {
      for (const event of events) {
        if (event.type === "building") this.#progress.preparing(event);
        else this.#early.push(event);
      }
      return;
    }
    for (const event of events) {
      applyEvent(sweep, event);
      if (event.type === "diverged") this.#progress.say(`${event.run}: ${oneLine(event.message)}`);
      if (event.type === "failed") this.#failed = oneLine(event.message);
      if (event.type === "finished" || event.type === "failed") this.#end();
    }
    if (sweep.endedAt === null) this.#progress.update(sweep);
  }

  #interrupt(signal: keyof typeof INTERRUPTED): void {
    this.#signal = signal;
    if (!this.#sweep) {
      this.#progress.say("Stopping …");
      this.#client.stop().catch(() => undefined); // the start itself tells what goes wrong
      return;
    }
    this.#progress.say("Stopping; what there is will be written. Again to leave at once.");
    this.#stop();
  }

  /** The news that the sweep has ended comes after the last rows; a worker that cannot tell it is given up. */
  #stop(): void {
    setTimeout(this.#end, STOP_TIMEOUT_MS).unref();
    this.#client.stop().catch(this.#end);
  }

  /** Writes the files, then tells how it went. */
  async #finish(sweep: SweepLog, request: Request): Promise<number> {
    this.#closed = true;
    if (sweep.endedAt === null) applyEvent(sweep, { type: "finished", stopped: true });
    const environment = { ...this.#io.program(), exportedAt: Date.now() };
    // nothing measured: an older log of that name is worth more than an empty one
    const isEmpty = sweep.runs.every((run) => pointCount(run) === 0);
    const written = isEmpty ? { files: [], problems: [] } : await writeFiles(request.out, sweep, environment);
    const { files, problems } = written;
    const ending = { stopped: this.#signal !== null, failed: this.#failed, files, problems };
    this.#progress.say(`\n${textSummary(sweep).trimEnd()}`);
    if (isEmpty) this.#progress.say("Nothing was measured, so no file was written.");
    if (files.length > 0) this.#progress.say(`Written: ${files.join(", ")}`);
    for (const problem of problems) this.#progress.say(oneLine(problem));
    if (this.#failed) this.#progress.say(`Training broke: ${this.#failed}`);
    if (request.json) this.#io.stdout.write(jsonSummary(sweep, ending));
    if (this.#signal) return INTERRUPTED[this.#signal];
    const diverged = sweep.runs.some((run) => run.status === "diverged");
    return diverged || this.#failed || problems.length > 0 ? BROKEN : 0;
  }
}
