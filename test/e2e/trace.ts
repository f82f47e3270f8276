import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

/** One of Chromium's trace events; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Processor time. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** What Chromium notes while `work` goes on. */
export async function traced(browser: Browser, page: Page, work: () => Promise<void>): Promise<TraceEvent[]> {
  const folder = mkdtempSync(join(tmpdir(), "widthwise-"));
  const path = join(folder, "trace.json");
  await browser.startTracing(page, { path, categories: ["toplevel", "devtools.timeline", "loading"] });
  await work();
  await browser.stopTracing();
  const { traceEvents } = JSON.parse(readFileSync(path, "utf8")) as { traceEvents: TraceEvent[] };
  rmSync(folder, { recursive: true });
  return traceEvents;
}

/** The tasks of pages' main threads. */
export function mainThreadTasks(events: readonly TraceEvent[]): TraceEvent[] {
  const isMain = (e: TraceEvent) => e.name === "thread_name" && e.args.name === "CrRendererMain";
  const mains = new Set(events.filter(isMain).map((e) => `${e.pid}/${e.tid}`));
  return events.filter((e) => e.ph === "X" && e.name.endsWith("RunTask") && mains.has(`${e.pid}/${e.tid}`));
}

/** Milliseconds of processor time. */
export const processorTime = ({ tdur }: TraceEvent): number => (tdur ?? 0) / 1000;
