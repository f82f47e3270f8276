/** What a cohort will need, known from its plan before anything is built. */
import type { CohortSpec } from "../engine.ts";
import type { Plan } from "../plan/plan.ts";
import { planTraining } from "../plan/plan.ts";
import { mebibytes, seedsWords } from "../words.ts";
import type { Gpu } from "./device.ts";
import { forwardPlan } from "./inference.ts";
import { bytesOf, planBytes } from "./memory.ts";

/** Most bytes of inputs that are held ahead, and most steps. */
const AHEAD_BYTES = 8 * 2 ** 20;
const MOST_AHEAD = 64;
/** Losses of this many steps fit between two readings. */
const RING_LENGTH = 1024;
/** Inputs, targets and weights: four bytes each for every position. */
const INPUT_BYTES = 12;

/**
 * WebGPU does not tell how much memory there is. A gibibyte is what integrated graphics can spare beside the
 * page; a hardware adapter that allows larger buffers has more.
 */
const LEAST_TOTAL = 2 ** 30;

/** The training plan of a cohort for this engine. */
export function trainingPlan(spec: CohortSpec): Plan {
  const bytes = spec.replicas * spec.batch * spec.model.shape.context * INPUT_BYTES;
  const stepsAhead = Math.max(1, Math.min(MOST_AHEAD, Math.floor(AHEAD_BYTES / bytes)));
  return planTraining(spec, { stepsAhead, ringLength: RING_LENGTH });
}

/**
 * Why cohorts do not fit into this device, in words with numbers and a remedy; null where they do.
 *
 * @param specs all cohorts that will live at the same time
 */
export function misfit({ device }: Pick<Gpu, "device">, specs: readonly CohortSpec[]): string | null {
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  const most = Math.min(maxBufferSize, maxStorageBufferBindingSize);
  let total = 0;
  for (const spec of specs) {
    const plan = trainingPlan(spec);
    const forward = forwardPlan(spec);
    const largest = Math.max(largestBytes(plan), largestBytes(forward));
    if (largest > most) return tooLarge(spec, `one buffer of ${mebibytes(largest)}`, most);
    total += planBytes(plan) + planBytes(forward);
  }
  const ceiling = Math.max(LEAST_TOTAL, 4 * maxBufferSize);
  const widest = specs.reduce((a, b) => (a.model.shape.dModel >= b.model.shape.dModel ? a : b), specs[0]!);
  return total > ceiling ? tooLarge(widest, `${mebibytes(total)} with all other widths`, ceiling) : null;
}

function largestBytes({ slots, buffers }: Plan): number {
  const own = buffers.filter(({ slot }) => slot === null).map(({ length }) => length);
  return bytesOf(Math.max(...slots, ...own));
}

function tooLarge({ model, replicas, batch }: CohortSpec, got: string, most: number): string {
  return `webgpu engine: width ${model.shape.dModel} with ${seedsWords(replicas)} and batch ${batch} needs ${got}; expected at most ${mebibytes(most)} on this adapter; lower batch, context, seeds or the widest width`;
}
