import { namedError } from "../../lib/errors.ts";
import type { Cohort, CohortSpec, Engine, EngineInfo } from "../engine.ts";
import { WebgpuCohort } from "./cohort.ts";
import { type Gpu, openGpu } from "./device.ts";
import { misfit, trainingPlan } from "./fit.ts";
import { Gate } from "./gate.ts";
import { forwardPlan, Inference } from "./inference.ts";
import { PlanMemory } from "./memory.ts";
import { type Chooser, Program } from "./program.ts";

/** What {@link createWebgpuEngine} may be told. */
export interface WebgpuOptions {
  /** What gives adapters; left out, the browser. In Node: Dawn, from the package webgpu. */
  readonly gpu?: GPU | undefined;
  /** Why this engine: for the page's words. */
  readonly reason?: string;
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
  const gpu = await openGpu(options.gpu);
  const most = gpu.capabilities.software ? IN_FLIGHT.software : IN_FLIGHT.hardware;
  const gate = new Gate(gpu.device, gpu.watch, most);
  await gate.calibrate();
  return new WebgpuEngine(gpu, gate, options.reason ?? "The webgpu engine was asked for.");
}

class WebgpuEngine implements Engine {
  readonly #gpu: Gpu;
  readonly #gate: Gate;
  readonly #reason: string;
  readonly #cohorts: WebgpuCohort[] = [];
  readonly #variants = new Set<string>();
  #forget: () => void = () => undefined;

  constructor(gpu: Gpu, gate: Gate, reason: string) {
    this.#gpu = gpu;
    this.#gate = gate;
    this.#reason = reason;
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
      ...this.#limits(),
    };
    return { engine: "webgpu", backend: "webgpu", device: name, reason: this.#reason, details };
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

  async build(spec: CohortSpec, weights: readonly Float32Array[]): Promise<Cohort> {
    checkCount(spec, weights.length);
    this.#gpu.watch.check();
    const refused = misfit(this.#gpu, [spec]);
    if (refused !== null) throw namedError("EngineError", `${refused}.`);
    const cohort = new WebgpuCohort(this.#gpu, this.#gate, spec, await this.#parts(spec));
    this.#cohorts.push(cohort);
    for (const [replica, vector] of weights.entries()) await cohort.writeWeights(replica, vector);
    return cohort;
  }

  async #parts(spec: CohortSpec) {
    const plan = trainingPlan(spec);
    const choose: Chooser = () => null;
    const memory = await PlanMemory.allocate(this.#gpu, plan);
    try {
      const [program, inference] = await Promise.all([
        Program.build(this.#gpu, plan, memory, choose),
        Inference.build(this.#gpu, forwardPlan(spec), choose),
      ]);
      for (const variant of [...program.variants, ...inference.variants]) this.#variants.add(variant);
      return { plan, memory, program, inference };
    } catch (error) {
      memory.dispose();
      throw error;
    }
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
