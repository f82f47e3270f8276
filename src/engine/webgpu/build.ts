import type { CohortSpec } from "../engine.ts";
import type { Plan } from "../plan/plan.ts";
import type { CohortParts } from "./cohort.ts";
import type { Gpu } from "./device.ts";
import { trainingPlan } from "./fit.ts";
import { forwardPlan, Inference } from "./inference.ts";
import type { Kernel } from "./kernels/kernel.ts";
import { PlanMemory } from "./memory.ts";
import { type Chooser, kernelsOf, type OnCompiled, Program } from "./program.ts";

/** Chooses the variants for a plan; its memory is there to try them on. */
export type Choosing = (plan: Plan, memory: PlanMemory) => Promise<Chooser>;

/** The kernels' own defaults. */
export const byDefault: Choosing = async () => () => null;

/** Is told how many of a cohort's kernels are compiled. */
export type OnKernels = (done: number, of: number) => void;

/**
 * Allocates, compiles and binds all that a cohort's training and evaluation will need: afterwards nothing is created
 * any more.
 *
 * @throws EngineError where the GPU has too little memory, or a kernel exceeds a limit or does not compile
 */
export async function buildParts(
  gpu: Gpu,
  spec: CohortSpec,
  choosing: Choosing,
  onKernels: OnKernels = () => undefined,
): Promise<CohortParts> {
  const plan = trainingPlan(spec);
  const forward = forwardPlan(spec);
  const memory = await PlanMemory.allocate(gpu, plan);
  try {
    const choose = await choosing(plan, memory);
    const training = kernelsOf(gpu, plan, choose);
    const scoring = kernelsOf(gpu, forward, choose);
    const onCompiled = counting([...training, ...scoring], onKernels);
    const scorer = Inference.build(gpu, forward, scoring, onCompiled);
    const trainer = Program.build(gpu, training, memory, onCompiled);
    const [inference, program] = await Promise.all([scorer, trainer]).catch((error: unknown) => {
      void scorer.then((built) => built.dispose()).catch(() => undefined); // the first error is the one to tell
      throw error;
    });
    return { plan, memory, program, inference, choose };
  } catch (error) {
    memory.dispose();
    throw error;
  }
}

/** Counts kernels as they are compiled, those that share a pipeline once. */
function counting(kernels: readonly Kernel[], tell: OnKernels): OnCompiled {
  const missing = new Set(kernels.map(({ key }) => key));
  const of = missing.size;
  tell(0, of);
  return ({ key }) => {
    if (missing.delete(key)) tell(of - missing.size, of);
  };
}
