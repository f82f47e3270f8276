import type { Operation } from "../plan/ops.ts";
import type { Plan } from "../plan/plan.ts";
import type { Gpu } from "./device.ts";
import type { GemmChoice } from "./kernels/choice.ts";
import { type Kernel, kernelsFor } from "./kernels/kernel.ts";
import type { PlanMemory } from "./memory.ts";
import { pipelinesOf } from "./pipelines.ts";

/** Which kernel variant an operation gets; null for the default. */
export type Chooser = (op: Operation, plan: Plan) => GemmChoice | null;

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
   * Compiles all kernels in parallel and binds them.
   *
   * @throws EngineError where one exceeds a limit or does not compile
   */
  static async build(gpu: Gpu, plan: Plan, memory: PlanMemory, choose: Chooser): Promise<Program> {
    const kernels = kernelsOf(gpu, plan, choose);
    const pipelines = pipelinesOf(gpu);
    const compiled = await Promise.all(kernels.map((kernel) => pipelines.get(kernel)));
    const list = kernels.map((kernel, i): Bound => {
      const { pipeline, layout } = compiled[i]!;
      const entries = kernel.bindings.map(({ buffer }, binding) => ({
        binding,
        resource: { buffer: memory.get(buffer) },
      }));
      const group = gpu.device.createBindGroup({ label: kernel.label, layout, entries });
      return { pipeline, group, workgroups: kernel.workgroups };
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

/** Every dispatch of a plan, in order. */
export const kernelsOf = (gpu: Pick<Gpu, "capabilities">, plan: Plan, choose: Chooser): Kernel[] =>
  plan.operations.flatMap((op) => [...kernelsFor(op, plan, gpu.capabilities, choose(op, plan))]);
