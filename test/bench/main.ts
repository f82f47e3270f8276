/** `npm run bench -- NAME [flags]`: one module per benchmark, named here. */

/** A benchmark: prints a table, or one JSON line. */
export interface Benchmark {
  /** One line for the usage text. */
  readonly about: string;
  run(flags: readonly string[]): Promise<void>;
}

/** A new benchmark is a new line. */
const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  batch: async () => (await import("./batch.ts")).batch,
  estimate: async () => (await import("./estimate.ts")).estimate,
  host: async () => (await import("./host.ts")).host,
  page: async () => (await import("./page.ts")).page,
  peers: async () => (await import("./peers.ts")).peers,
  shapes: async () => (await import("./shapes.ts")).shapes,
  step: async () => (await import("./step.ts")).step,
  workers: async () => (await import("./workers.ts")).workers,
};

async function usage(): Promise<string> {
  const names = Object.entries(BENCHMARKS);
  const lines = await Promise.all(names.map(async ([name, load]) => `  ${name}  ${(await load()).about}`));
  return ["Usage: npm run bench -- NAME [--json] [--widths 2,8,16] [--rounds 5]", ...lines].join("\n");
}

const [name = "", ...flags] = process.argv.slice(2);
const load = Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : undefined;
if (load === undefined) {
  console.error(await usage());
  process.exitCode = 2;
} else {
  await (await load()).run(flags);
}
