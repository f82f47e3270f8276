import { namedError } from "../../lib/errors.ts";
import type { Cohort, CohortSpec, Engine, EngineInfo, OnPreparation } from "../engine.ts";
import { buildParts, byDefault, type Choosing } from "./build.ts";
import { WebgpuCohort } from "./cohort.ts";
import { type Gpu, openGpu } from "./device.ts";
import { misfit } from "./fit.ts";
import { Gate } from "./gate.ts";
import { selfTest } from "./self-test.ts";
import { Tuner } from "./tune.ts";

/** What {@link createWebgpuEngine} may be told. */
export interface WebgpuOptions {
  /** What gives adapters; left out, the browser. In Node: Dawn, from the package webgpu. */
  readonly gpu?: GPU | undefined;
  /** Why this engine: for the page's words. */
  readonly reason?: string;
  /** False where nothing is really computed, as on Dawn's null backend. */
  readonly selfTest?: boolean;
  /** False to take the kernels' defaults; on a software adapter they are always taken. */
  readonly autotune?: boolean;
  /** Is told how far the self-test is, where one is needed. */
  readonly onPreparation?: OnPreparation | undefined;
}

/** Names of the variants of matrix products, by which factor is transposed. */
const PRODUCT = /^(NN|NT|TN) /;

/** Every device has this one. */
const isOptional = (feature: string): boolean => feature !== "core-features-and-limits";

/** Submits in flight: enough that a GPU never waits for the host; one where the CPU does the GPU's work. */
const IN_FLIGHT = { hardware: 3, software: 1 } as const;

/**
 * The compiled step on WebGPU (DESIGN section 5).
 *
 * @throws EngineError where there is no WebGPU, no adapter or no device, or it computes wrongly
 */
export async function createWebgpuEngine(options: WebgpuOptions = {}): Promise<Engine> {
  const opened = await openGpu(options.gpu);
  const test = options.selfTest === false ? NOT_TESTED : await selfTest(opened, options.onPreparation);
  const gpu = { ...opened, capabilities: { ...opened.capabilities, ...test.without } };
  const most = gpu.capabilities.software ? IN_FLIGHT.software : IN_FLIGHT.hardware;
  const gate = new Gate(gpu.device, gpu.watch, most);
  await gate.calibrate();
  const reason = options.reason ?? "The webgpu engine was asked for.";
  const isTuned = options.autotune !== false && !gpu.capabilities.software;
  return new WebgpuEngine(gpu, gate, isTuned ? new Tuner(gpu) : null, { reason, selfTest: test.words });
}

const NOT_TESTED = { words: "left out", without: {} };

class WebgpuEngine implements Engine {
  readonly #gpu: Gpu;
  readonly #gate: Gate;
  readonly #words: { readonly reason: string; readonly selfTest: string };
  readonly #tuner: Tuner | null;
  readonly #cohorts: WebgpuCohort[] = [];
  readonly #variants = new Set<string>();
  #forget: () => void = () => undefined;

  constructor(
    gpu: Gpu,
    gate: Gate,
    tuner: Tuner | null,
    words: { readonly reason: string; readonly selfTest: string },
  ) {
    this.#gpu = gpu;
    this.#gate = gate;
    this.#tuner = tuner;
    this.#words = words;
  }

  /** Grows as cohorts are built: their shapes decide the kernel variants. */
  get info(): EngineInfo {
    const { name, capabilities } = this.#gpu;
    const variants = [...this.#variants].sort();
    const isProduct = (variant: string) => PRODUCT.test(variant);
    const details = {
      adapter: capabilities.software ? "software" : "hardware",
      features: [...this.#gpu.device.features].filter(isOptional).sort().join(", ") || "none",
      products: variants.filter(isProduct).join(", "),
      kernels: variants.filter((variant) => !isProduct(variant)).join(", "),
      selfTest: this.#words.selfTest,
      tuning: this.#tuner?.words ?? "defaults",
      ...this.#limits(),
    };
    return { engine: "webgpu", backend: "webgpu", device: name, reason: this.#words.reason, details };
  }

  #limits(): Record<string, string> {
    const { maxBufferSize, maxStorageBufferBindingSize, maxComputeInvocationsPerWorkgroup } =
      this.#gpu.device.limits;
    return {
      maxBufferSize: String(maxBufferSize),
      maxStorageBufferBindingSize: String(maxStorageBufferBindingSize),
      maxComputeInvocationsPerWorkgroup: String(maxComputeInvocationsPerWorkgroup),
    };
  }

  refusal(specs: readonly CohortSpec[]): string | null {
    return misfit(this.#gpu, specs);
  }

  async build(
    spec: CohortSpec,
    weights: readonly Float32Array[],
    onPreparation: OnPreparation = () => undefined,
  ): Promise<Cohort> {
    checkCount(spec, weights.length);
    this.#gpu.watch.check();
    const refused = misfit(this.#gpu, [spec]);
    if (refused !== null) throw namedError("EngineError", `${refused}.`);
    const tuner = this.#tuner;
    const choosing: Choosing = tuner ? (plan, memory) => tuner.tune(plan, memory, onPreparation) : byDefault;
    const parts = await buildParts(this.#gpu, spec, choosing, (done, of) =>
      onPreparation({ phase: "kernels", done, of }),
    );
    for (const variant of [...parts.program.variants, ...parts.inference.variants])
      this.#variants.add(variant);
    const cohort = new WebgpuCohort(this.#gpu, this.#gate, spec, parts);
    this.#cohorts.push(cohort);
    for (const [replica, vector] of weights.entries()) await cohort.writeWeights(replica, vector);
    return cohort;
  }

  onLost(listener: (error: Error) => void): void {
    this.#forget = this.#gpu.watch.onFailure(listener);
  }

  dispose(): void {
    this.#forget();
    for (const cohort of this.#cohorts) cohort.dispose();
  }
}

function checkCount({ replicas }: CohortSpec, got: number): void {
  if (got === replicas) return;
  throw namedError(
    "ShapeError",
    `webgpu engine, build: expected one weight vector for each of ${replicas} replicas, got ${got}.`,
  );
}
