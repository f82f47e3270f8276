/** The plans of a cohort for this engine, and what they need. */
import type { CohortSpec } from "../engine.ts";
import { type Plan, planForward, planTraining } from "../plan/plan.ts";
import { mebibytes, seedsWords } from "../words.ts";
import { layOut } from "./memory.ts";

/** Positions of a forward pass: enough to make its fixed costs small, few enough for the cache. */
const FORWARD_POSITIONS = 2048;
const FORWARD_LOGITS = 1 << 20;

/** A step is computed as soon as its input is there, and read at once. */
const AT_ONCE = { stepsAhead: 1, ringLength: 1, cutting: "serial" } as const;

export const trainingPlan = (spec: CohortSpec): Plan => planTraining(spec, AT_ONCE);

/** One replica, a fixed number of sequences at a time. */
export function forwardPlan({ model, batch }: CohortSpec): Plan {
  const { context, vocabulary } = model.shape;
  const positions = Math.min(FORWARD_POSITIONS, Math.floor(FORWARD_LOGITS / vocabulary));
  const fitting = Math.max(1, Math.floor(positions / context));
  return planForward({ model, replicas: 1, batch: Math.min(fitting, batch), context });
}

/**
 * What all memories of a tab may take together: beyond 2 GiB one is likely to be killed, and 32-bit systems and
 * phones give no single memory more.
 */
const MOST_BYTES = 2 ** 31;

/**
 * Why cohorts that live at the same time do not fit, in words with numbers and a remedy; null where they do. The
 * same spec may be there more than once.
 */
export function misfit(specs: readonly CohortSpec[]): string | null {
  let together = 0;
  const sizes = new Map([...new Set(specs)].map((spec) => [spec, bytesOf(spec)]));
  for (const spec of specs) {
    const bytes = sizes.get(spec) as number;
    if (bytes > MOST_BYTES) return tooLarge(spec, mebibytes(bytes), MOST_BYTES);
    together += bytes;
  }
  if (together <= MOST_BYTES) return null;
  const widest = specs.reduce((a, b) => (a.model.shape.dModel >= b.model.shape.dModel ? a : b));
  return tooLarge(widest, `${mebibytes(together)} with all other widths`, MOST_BYTES);
}

const bytesOf = (spec: CohortSpec): number => layOut(trainingPlan(spec), forwardPlan(spec)).bytes;

function tooLarge({ model, replicas, batch }: CohortSpec, got: string, most: number): string {
  return `wasm engine: width ${model.shape.dModel} with ${seedsWords(replicas)} and batch ${batch} needs ${got}; expected at most ${mebibytes(most)} of WebAssembly memory; lower batch, context, seeds or the widest width`;
}
