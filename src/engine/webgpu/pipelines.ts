import { namedError } from "../../lib/errors.ts";
import type { Gpu } from "./device.ts";
import type { Kernel } from "./kernels/kernel.ts";
import { messageOfGpu } from "./watch.ts";

/** A kernel compiled for a device. */
export interface Compiled {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** One cache per device: sweeps of the same recipe compile nothing twice. */
const caches = new WeakMap<GPUDevice, Pipelines>();

/** The device's pipelines. */
export function pipelinesOf(gpu: Gpu): Pipelines {
  const found = caches.get(gpu.device) ?? new Pipelines(gpu);
  caches.set(gpu.device, found);
  return found;
}

/** Compiled kernels by key, with explicit layouts by their bindings' access. */
export class Pipelines {
  readonly #gpu: Gpu;
  readonly #compiled = new Map<string, Promise<Compiled>>();
  readonly #layouts = new Map<string, { group: GPUBindGroupLayout; pipeline: GPUPipelineLayout }>();

  constructor(gpu: Gpu) {
    this.#gpu = gpu;
  }

  /**
   * Compiles without blocking, or gives what was compiled before.
   *
   * @throws EngineError where the kernel exceeds a limit or does not compile
   */
  get(kernel: Kernel): Promise<Compiled> {
    const access = accessOf(kernel);
    const key = `${access} ${kernel.key}`;
    let compiled = this.#compiled.get(key);
    if (compiled === undefined) {
      compiled = this.#gpu.watch.guard(this.#compile(kernel, access));
      this.#compiled.set(key, compiled);
      compiled.catch(() => this.#compiled.delete(key));
    }
    return compiled;
  }

  async #compile(kernel: Kernel, access: string): Promise<Compiled> {
    this.#check(kernel);
    const { device } = this.#gpu;
    const { group, pipeline: layout } = this.#layout(access);
    // The scope is closed in the same breath, so no other's errors fall into it.
    device.pushErrorScope("validation");
    const module = device.createShaderModule({ label: kernel.label, code: kernel.code });
    const scope = device.popErrorScope();
    const compute = { module, entryPoint: "main" };
    const pipeline = device.createComputePipelineAsync({ label: kernel.label, layout, compute });
    const [error] = await Promise.all([scope, pipeline.catch(() => null)]);
    if (error) throw notCompiled(kernel, messageOfGpu(error));
    try {
      return { pipeline: await pipeline, layout: group };
    } catch (thrown) {
      throw notCompiled(kernel, messageOfGpu(thrown));
    }
  }

  #layout(access: string) {
    const known = this.#layouts.get(access);
    if (known) return known;
    const { device } = this.#gpu;
    const entries = [...access].map((letter, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: TYPES[letter] as GPUBufferBindingType },
    }));
    const group = device.createBindGroupLayout({ entries });
    const made = { group, pipeline: device.createPipelineLayout({ bindGroupLayouts: [group] }) };
    this.#layouts.set(access, made);
    return made;
  }

  #check({ label, bindings, workgroups }: Kernel): void {
    const { maxStorageBuffersPerShaderStage, maxComputeWorkgroupsPerDimension } = this.#gpu.device.limits;
    const problem =
      above("storage buffers", bindings.length, maxStorageBuffersPerShaderStage) ??
      above("workgroups in a row", Math.max(...workgroups), maxComputeWorkgroupsPerDimension);
    if (problem === null) return;
    throw namedError(
      "EngineError",
      `webgpu engine, ${label}: ${problem} (this adapter's limit); lower batch, context or width, or choose engine tfjs.`,
    );
  }
}

const above = (what: string, got: number, most: number): string | null =>
  got > most ? `expected at most ${most} ${what}, got ${got}` : null;

/** One letter a binding: `w` may be written, `r` may not, `u` holds the offsets. */
const accessOf = ({ bindings, offsets }: Kernel): string =>
  bindings.map(({ access }) => (access === "read" ? "r" : "w")).join("") + (offsets.length > 0 ? "u" : "");

const TYPES: Readonly<Record<string, GPUBufferBindingType>> = {
  r: "read-only-storage",
  w: "storage",
  u: "uniform",
};

const notCompiled = ({ label, variant }: Kernel, got: string): Error =>
  namedError(
    "EngineError",
    `webgpu engine, ${label} (${variant}): expected a shader that compiles, got: ${got}; choose engine tfjs, and report this.`,
  );
