/** Five steps of a tiny model against known losses, before an adapter is trusted with anything. */
import { emptyBatch } from "../../lib/batch.ts";
import { messageOf, namedError } from "../../lib/errors.ts";
import { Rng } from "../../lib/rng.ts";
import { initialWeights } from "../../model/init.ts";
import { modelSpec } from "../../model/spec.ts";
import type { CohortSpec, OnPreparation, StepInput } from "../engine.ts";
import { buildParts, byDefault, type OnKernels } from "./build.ts";
import { recall, remember } from "./cache.ts";
import { WebgpuCohort } from "./cohort.ts";
import type { Gpu } from "./device.ts";
import { trainingPlan } from "./fit.ts";
import { Gate } from "./gate.ts";
import type { Capabilities } from "./kernels/kernel.ts";
import { kernelsOf } from "./program.ts";

const STEPS = 5;

/** Losses of the five steps, from tfjs on cpu; test/webgpu.test.ts makes them again. */
export const KNOWN_LOSSES: readonly number[] = [2.397896, 2.319051, 2.234249, 2.290438, 2.087476];

/** Far above rounding, far below any mistake. */
const TOLERANCE = 1e-3;

/** The tiny cohort: odd sizes and whole vectors, two blocks, two heads. */
export function selfTestSpec(): CohortSpec {
  const shape = { vocabulary: 11, context: 9, dModel: 12, nHeads: 2, nLayers: 2, baseWidth: 32 } as const;
  const optimiser = { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0.1, clip: 1 };
  return { model: modelSpec({ ...shape, parametrisation: "mup" }), replicas: 1, batch: 5, optimiser };
}

/** Its initial weights. */
export const selfTestWeights = ({ model }: CohortSpec): Float32Array =>
  initialWeights(model, Rng.fromSeed(7).fork("init"));

/** Its batches: random tokens, each to be answered by itself. */
export function selfTestSteps({ model, batch: B }: CohortSpec): StepInput[] {
  const { vocabulary, context: T } = model.shape;
  return Array.from({ length: STEPS }, (_, i) => {
    const rng = Rng.fromSeed(7).fork("data").fork(i);
    const batch = emptyBatch(B, T);
    for (let n = 0; n < B * T; n++) {
      batch.inputs[n] = rng.below(vocabulary);
      batch.targets[n] = batch.inputs[n] as number;
      batch.weights[n] = n % 3 === 0 ? 0 : 1;
    }
    return { step: i + 1, learningRate: 0.01, batches: [batch] };
  });
}

/** What the self-test found. */
export interface SelfTest {
  /** For the page: "passed", or what had to be switched off. */
  readonly words: string;
  /** Capabilities that must not be used. */
  readonly without: Partial<Capabilities>;
}

const PASSED: SelfTest = { words: "passed", without: {} };
const REDUCED: SelfTest = {
  words: "passed without subgroups and f16, which compute wrongly here",
  without: { subgroups: false, f16: false },
};

/**
 * Tests an adapter, or recalls what an earlier test of the same kernels on it found. Optional features whose
 * kernels fail are switched off.
 *
 * @throws EngineError where the core kernels compute wrongly
 */
export async function selfTest(gpu: Gpu, onPreparation?: OnPreparation): Promise<SelfTest> {
  const key = `self-test ${gpu.key} ${fingerprint(gpu)}`;
  const known = await recall(key);
  const found =
    [PASSED, REDUCED].find(({ words }) => words === known) ??
    (await test(gpu, (done, of) => onPreparation?.({ phase: "self-test", done, of })));
  if (found.words !== known) await remember(key, found.words);
  return found;
}

async function test(gpu: Gpu, onKernels: OnKernels): Promise<SelfTest> {
  const { subgroups, f16 } = gpu.capabilities;
  const first = await problemOf(gpu, onKernels);
  if (first === null) return PASSED;
  gpu.watch.check(); // a lost device says nothing of its kernels
  const reduced = { ...gpu, capabilities: { ...gpu.capabilities, ...REDUCED.without } };
  if ((subgroups || f16) && (await problemOf(reduced, onKernels)) === null) return REDUCED;
  throw namedError(
    "EngineError",
    `webgpu engine, self-test on ${gpu.name}: expected the known losses of five steps, got: ${first}; choose engine tfjs, and report this.`,
  );
}

/** What is wrong with five steps on this device, or null. */
async function problemOf(gpu: Gpu, onKernels: OnKernels): Promise<string | null> {
  const spec = selfTestSpec();
  try {
    const parts = await buildParts(gpu, spec, byDefault, onKernels);
    const cohort = new WebgpuCohort(gpu, new Gate(gpu.device, gpu.watch, 1), spec, parts);
    try {
      await cohort.writeWeights(0, selfTestWeights(spec));
      await cohort.submit(selfTestSteps(spec));
      await cohort.drain();
      const losses = cohort.poll().map(({ loss }) => loss[0] as number);
      const isRight = (known: number, i: number) =>
        Math.abs((losses[i] ?? Number.NaN) - known) <= TOLERANCE * known;
      return KNOWN_LOSSES.every(isRight) ? null : losses.map((loss) => loss.toFixed(4)).join(" ");
    } finally {
      cohort.dispose();
    }
  } catch (error) {
    return messageOf(error);
  }
}

/** Other kernels, other fingerprint (FNV-1a): a new build is tested again. */
function fingerprint(gpu: Gpu): string {
  let hash = 0x811c9dc5;
  for (const { code } of kernelsOf(gpu, trainingPlan(selfTestSpec()), () => null)) {
    for (let i = 0; i < code.length; i++) hash = Math.imul(hash ^ code.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
