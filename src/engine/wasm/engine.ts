import { messageOf, namedError } from "../../lib/errors.ts";
import type { Cohort, CohortSpec, Engine, EngineInfo } from "../engine.ts";
import { WasmCohort } from "./cohort.ts";
import { BINARIES, bestVariant, type Variant } from "./detect.ts";
import { Executor } from "./executor.ts";
import { misfit } from "./plans.ts";

/** Brings one of the binaries that `npm run build:wasm` makes, by its file name. */
export type ReadBinary = (file: string) => Promise<BufferSource>;

/** What {@link createWasmEngine} may be told. */
export interface WasmOptions {
  readonly readBinary: ReadBinary;
  /** Which build; left out, the best one that can run here. */
  readonly variant?: Variant;
  /** Why this engine: for the page's words. */
  readonly reason?: string;
}

/**
 * The compiled step on WebAssembly SIMD (DESIGN section 5).
 *
 * @throws EngineError where there is no WebAssembly SIMD, or the binary cannot be read
 */
export async function createWasmEngine(options: WasmOptions): Promise<Engine> {
  const variant = options.variant ?? bestVariant();
  if (variant === null) {
    throw namedError(
      "EngineError",
      "wasm engine: expected WebAssembly with SIMD, got a machine without it; choose engine tfjs.",
    );
  }
  return new WasmEngine(await compile(options.readBinary, variant), variant, options.reason);
}

async function compile(readBinary: ReadBinary, variant: Variant): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await readBinary(BINARIES[variant]));
  } catch (error) {
    throw namedError(
      "EngineError",
      `wasm engine: expected to load ${BINARIES[variant]}, got: ${messageOf(error)}; run npm run build:wasm, or choose engine tfjs.`,
    );
  }
}

const DEVICES: Readonly<Record<Variant, string>> = {
  plain: "WebAssembly SIMD",
  relaxed: "WebAssembly SIMD, relaxed",
};

class WasmEngine implements Engine {
  readonly info: EngineInfo;
  readonly #module: WebAssembly.Module;
  readonly #cohorts: Cohort[] = [];

  constructor(module: WebAssembly.Module, variant: Variant, reason = "The wasm engine was asked for.") {
    this.#module = module;
    const details = { simd: variant };
    this.info = { engine: "wasm", backend: "wasm", device: DEVICES[variant], reason, details };
  }

  refusal(specs: readonly CohortSpec[]): string | null {
    return misfit(specs);
  }

  async build(spec: CohortSpec, weights: readonly Float32Array[]): Promise<Cohort> {
    checkCount(spec, weights.length);
    const refused = misfit([spec]);
    if (refused !== null) throw namedError("EngineError", `${refused}.`);
    const cohort = new WasmCohort(spec, await Executor.build(this.#module, spec));
    this.#cohorts.push(cohort);
    for (const [replica, vector] of weights.entries()) await cohort.writeWeights(replica, vector);
    return cohort;
  }

  /** There is no device that could be lost. */
  onLost(): void {}

  dispose(): void {
    for (const cohort of this.#cohorts) cohort.dispose();
  }
}

function checkCount({ replicas }: CohortSpec, got: number): void {
  if (got === replicas) return;
  throw namedError(
    "ShapeError",
    `wasm engine, build: expected one weight vector for each of ${replicas} replicas, got ${got}.`,
  );
}
