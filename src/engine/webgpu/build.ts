import type { CohortSpec } from "../engine.ts";
import type { Plan } from "../plan/plan.ts";
import type { CohortParts } from "./cohort.ts";
import type { Gpu } from "./device.ts";
import { trainingPlan } from "./fit.ts";
import { forwardPlan, Inference } from "./inference.ts";
import { PlanMemory } from "./memory.ts";
import { type Chooser, Program } from "./program.ts";

/** Chooses the variants for a plan; its memory is there to try them on. */
export type Choosing = (plan: Plan, memory: PlanMemory) => Promise<Chooser>;

/** The kernels' own defaults. */
export const byDefault: Choosing = async () => () => null;

/**
 * Allocates, compiles and binds all that a cohort's training and evaluation will need: afterwards nothing is created
 * any more.
 *
 * @throws EngineError where the GPU has too little memory, or a kernel exceeds a limit or does not compile
 */
export async function buildParts(gpu: Gpu, spec: CohortSpec, choosing: Choosing): Promise<CohortParts> {
  const plan = trainingPlan(spec);
  const memory = await PlanMemory.allocate(gpu, plan);
  try {
    const choose = await choosing(plan, memory);
    const [program, inference] = await Promise.all([
      Program.build(gpu, plan, memory, choose),
      Inference.build(gpu, forwardPlan(spec), choose),
    ]);
    return { plan, memory, program, inference, choose };
  } catch (error) {
    memory.dispose();
    throw error;
  }
}
