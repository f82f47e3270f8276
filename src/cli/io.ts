import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Spawn } from "../client/connection.ts";
import type { ExportEnvironment } from "../export/run-json.ts";
import { spawnNodeWorker } from "./spawn.ts";

/** A stream that takes text. */
export interface TextSink {
  write(text: string): unknown;
}

/** Everything the command line touches of the world, so that tests can give another. */
export interface CliIo {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  /** Columns of the terminal behind stderr; null where it is none. */
  columns(): number | null;
  readonly spawn: Spawn;
  /** Cores that may compute. */
  readonly cores: number;
  /** What `run.json` says of the program and the machine. */
  program(): Omit<ExportEnvironment, "exportedAt">;
  /** Calls back at SIGINT or SIGTERM; returns how to stop listening. */
  onInterrupt(listener: (signal: "SIGINT" | "SIGTERM") => void): () => void;
}

/** The process's own streams, signals and workers. */
export function nodeIo(): CliIo {
  // a reader that closes the pipe early (`| head`) ends the reading, not the training
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    columns: () => (process.stderr.isTTY ? process.stderr.columns || 80 : null),
    spawn: () => spawnNodeWorker(),
    cores: availableParallelism(),
    program: () => ({
      version: appVersion(),
      commit: appCommit(),
      runtime: `Node ${process.versions.node} on ${process.platform} ${process.arch}`,
    }),
    onInterrupt,
  };
}

/** A terminal and a launcher may both send the first signal; one that comes this much later means "at once". */
const INSISTENCE_MS = 1000;

function onInterrupt(listener: (signal: "SIGINT" | "SIGTERM") => void): () => void {
  let first = 0;
  const hear = (signal: NodeJS.Signals) => {
    if (first === 0) {
      first = Date.now();
      listener(signal === "SIGTERM" ? "SIGTERM" : "SIGINT");
    } else if (Date.now() - first > INSISTENCE_MS) process.exit(signal === "SIGTERM" ? 143 : 130);
  };
  process.on("SIGINT", hear);
  process.on("SIGTERM", hear);
  return () => {
    process.off("SIGINT", hear);
    process.off("SIGTERM", hear);
  };
}

const ROOT = new URL("../../", import.meta.url);

function appVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8")) as { version: string };
  return version;
}

/** The checked-out commit; empty where the project is not a checkout or git is not there. */
function appCommit(): string {
  try {
    const options = { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] as ["ignore", "pipe", "ignore"] };
    return execFileSync("git", ["rev-parse", "--short=12", "HEAD"], options).toString().trim();
  } catch {
    return "";
  }
}
