import type { Operation } from "../plan/ops.ts";
import type { Plan } from "../plan/plan.ts";
import type { Gpu } from "./device.ts";
import type { GemmChoice } from "./kernels/choice.ts";
import { type Kernel, kernelsFor } from "./kernels/kernel.ts";
import type { PlanMemory } from "./memory.ts";
import { type Compiled, pipelinesOf } from "./pipelines.ts";

/** Which kernel variant an operation gets; null for the default. */
export type Chooser = (op: Operation, plan: Plan) => GemmChoice | null;

/** Called for each kernel that is compiled. */
export type OnCompiled = (kernel: Kernel) => void;

/** One dispatch, bound once. */
interface Bound {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: Kernel["workgroups"];
}

/** A plan's operations, compiled and bound: only to be replayed. */
export class Program {
  readonly #list: readonly Bound[];
  /** Names of the kernel variants in use, each once. */
  readonly variants: readonly string[];

  private constructor(list: readonly Bound[], variants: readonly string[]) {
    this.#list = list;
    this.variants = variants;
  }

  /**
   * Compiles kernels in parallel and binds them to a plan's memory.
   *
   * @throws EngineError where one exceeds a limit or does not compile
   */
  static async build(
    gpu: Gpu,
    kernels: readonly Kernel[],
    memory: PlanMemory,
    onCompiled: OnCompiled = () => undefined,
  ): Promise<Program> {
    const pipelines = pipelinesOf(gpu);
    const compile = async (kernel: Kernel): Promise<Compiled> => {
      const compiled = await pipelines.get(kernel);
      onCompiled(kernel);
      return compiled;
    };
    const compiled = await Promise.all(kernels.map(compile));
    const groups = groupsOf(gpu.device, kernels, compiled, memory);
    const list = kernels.map(({ workgroups }, i): Bound => {
      return { pipeline: compiled[i]!.pipeline, group: groups[i]!, workgroups };
    });
    return new Program(list, [...new Set(kernels.map(({ variant }) => variant))]);
  }

  /** Dispatches of one replay. */
  get dispatches(): number {
    return this.#list.length;
  }

  /** Encodes `times` replays into one compute pass. */
  encode(encoder: GPUCommandEncoder, times: number): void {
    const pass = encoder.beginComputePass();
    for (let i = 0; i < times; i++) {
      for (const { pipeline, group, workgroups } of this.#list) {
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(workgroups[0], workgroups[1], workgroups[2]);
      }
    }
    pass.end();
  }
}

/** Binds each kernel's buffers, and behind them its offsets. */
function groupsOf(
  device: GPUDevice,
  kernels: readonly Kernel[],
  compiled: readonly Compiled[],
  memory: PlanMemory,
): GPUBindGroup[] {
  const offsets = memory.addOffsets(kernels.map((kernel) => kernel.offsets));
  return kernels.map((kernel, i) => {
    const resources = [
      ...kernel.bindings.map(({ buffer }) => ({ buffer: memory.get(buffer) })),
      ...(kernel.offsets.length > 0 ? [offsets[i]!] : []),
    ];
    return device.createBindGroup({
      label: kernel.label,
      layout: compiled[i]!.layout,
      entries: resources.map((resource, binding) => ({ binding, resource })),
    });
  });
}

/** Every dispatch of a plan, in order. */
export const kernelsOf = (gpu: Pick<Gpu, "capabilities">, plan: Plan, choose: Chooser): Kernel[] =>
  plan.operations.flatMap((op) => [...kernelsFor(op, plan, gpu.capabilities, choose(op, plan))]);
