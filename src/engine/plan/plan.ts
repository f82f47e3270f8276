/**
 * A cohort's training step as plain data: which operations run in which order over which buffers. No WebGPU,
 * no WebAssembly; an executor binds the operations once and then replays the list (DESIGN section 5).
 */
import type { ModelShape } from "../../model/spec.ts";
import type { CohortSpec } from "../engine.ts";
import { addBackward } from "./backward.ts";
import type { Place, PlanBuffer } from "./buffers.ts";
import { Draft, type PlanSize } from "./draft.ts";
import { addForward } from "./forward.ts";
import type { ParameterLayout } from "./layout.ts";
import { assignSlots, intervalsOf } from "./liveness.ts";
import type { Operation } from "./ops.ts";
import { addUpdate } from "./optimise.ts";
import type { Cutting } from "./splits.ts";
import { STATE } from "./state.ts";

export type { PlanSize } from "./draft.ts";

/** A list of operations and the memory they work on. Survives JSON unchanged. */
export interface Plan {
  readonly kind: "train" | "forward";
  readonly shape: ModelShape;
  /** R */
  readonly replicas: number;
  /** B */
  readonly batch: number;
  /** T */
  readonly context: number;
  readonly layout: ParameterLayout;
  /** In order of declaration. */
  readonly buffers: readonly PlanBuffer[];
  /** Length of each slot in elements (f32); each is memory of its own. */
  readonly slots: readonly number[];
  /** In order of execution. */
  readonly operations: readonly Operation[];
  /** How many steps ahead the inputs hold; 1 in forward plans. */
  readonly stepsAhead: number;
  /** Entries of the ring; 0 in forward plans. */
  readonly ringLength: number;
}

/** What of a training plan may be chosen. No choice changes a result by more than its last bits. */
export interface TrainOptions {
  /** T where it is less than the model's context. */
  readonly context?: number;
  /** How many steps ahead the host can write inputs. */
  readonly stepsAhead?: number;
  /** Entries of the ring of losses and norms; a multiple of nothing, but at least `stepsAhead`. */
  readonly ringLength?: number;
  readonly cutting?: Cutting;
  /** True to compute GELU again in the backward pass instead of keeping it: a quarter of the activations less. */
  readonly recompute?: boolean;
}

const STEPS_AHEAD = 32;
const RING_LENGTH = 256;

/**
 * The whole training step of a cohort: forward, loss, backward, clipping, AdamW; 19·L + 12 operations.
 * Buffers that the host knows by name: `inputs`, `targets` i32 and `lossWeights` f32 (stepsAhead, R, N);
 * `learningRates` f32 (stepsAhead); `state` u32 (R,4); `ring` f32 (ringLength, R, 2); `weights`, `m`, `v` f32
 * (R,P̂); `gradients` f32, whose first (R,P̂) hold the last step's gradient, unclipped.
 *
 * @throws ShapeError where a size is not a whole number in its range
 */
export function planTraining(cohort: CohortSpec, options: TrainOptions = {}): Plan {
  const { context = cohort.model.shape.context, cutting = "parallel", recompute = true } = options;
  const { stepsAhead = STEPS_AHEAD, ringLength = RING_LENGTH } = options;
  const draft = new Draft({ ...cohort, context }, cutting);
  const { buffers, replicas: R, rows } = draft;
  const state = buffers.add("state", "u32", "state", R, STATE.words);
  const size = [stepsAhead, R, rows] as const;
  const inputs = buffers.addSteps("inputs", "i32", size);
  const targets = buffers.addSteps("targets", "i32", size);
  const lossWeights = buffers.addSteps("lossWeights", "f32", size);
  const learningRate = { ...buffers.addSteps("learningRates", "f32", [stepsAhead, 1, 1]), stride: 0 };
  const logits = draft.activation("logits", cohort.model.shape.vocabulary);
  const record = addForward(draft, { state, inputs, logits, keep: true });
  const rowLoss = addBackward(draft, record, { state, inputs, targets, lossWeights }, recompute);
  addUpdate(draft, cohort.optimiser, { state, rowLoss, learningRate, ringLength });
  return finished("train", draft, { stepsAhead, ringLength });
}

/**
 * A forward pass without a gradient: 7·L + 4 operations. Buffers that the host knows by name: `weights` (R,P̂),
 * the training plan's own or one replica's part of it; `inputs`, `targets` i32 (R,N); outputs `argmax` i32,
 * `logProb` f32 (R,N) and `logits` f32 (R,N,V).
 *
 * @throws ShapeError where a size is not a whole number in its range
 */
export function planForward(size: PlanSize): Plan {
  const draft = new Draft(size, "parallel");
  const { buffers, replicas: R, rows, model } = draft;
  const V = model.shape.vocabulary;
  const inputs = buffers.addSteps("inputs", "i32", [1, R, rows]);
  const targets = buffers.addSteps("targets", "i32", [1, R, rows]);
  const output = (name: string, type: "f32" | "i32", columns: number): Place =>
    buffers.add(name, type, "output", R, rows * columns);
  const logits = output("logits", "f32", V);
  addForward(draft, { state: null, inputs, logits, keep: false });
  const argmax = output("argmax", "i32", 1);
  const logProb = output("logProb", "f32", 1);
  draft.push({ kind: "score", name: "score", logits, targets, argmax, logProb, rows, vocabulary: V });
  return finished("forward", draft, { stepsAhead: 1, ringLength: 0 });
}

/**
 * A forward pass as far as the last block's queries and keys: 7·L − 4 operations. Buffers that the host knows by
 * name: `weights` (R,P̂) and `inputs` i32 (R,N); the outputs, one a block from first to last, are f32 (R,N,3C),
 * the input of its attention.
 *
 * @throws ShapeError where a size is not a whole number in its range
 */
export function planAttention(size: PlanSize): Plan {
  const draft = new Draft(size, "parallel");
  const inputs = draft.buffers.addSteps("inputs", "i32", [1, draft.replicas, draft.rows]);
  const logits = draft.activation("logits", draft.model.shape.vocabulary);
  const { blocks } = addForward(draft, { state: null, inputs, logits, keep: false });
  const wanted = blocks.map(({ qkv }) => qkv.buffer);
  const isWanted = (op: Operation) => op.kind === "matMul" && wanted.includes(op.out.buffer);
  const operations = draft.operations.slice(0, draft.operations.findLastIndex(isWanted) + 1);
  const used = intervalsOf(operations);
  const buffers = draft.buffers.all
    .filter(({ name }) => used.has(name))
    .map((buffer) => (wanted.includes(buffer.name) ? { ...buffer, role: "output" as const } : buffer));
  return finished("forward", draft, { stepsAhead: 1, ringLength: 0 }, { operations, buffers });
}

function finished(
  kind: Plan["kind"],
  draft: Draft,
  lengths: Pick<Plan, "stepsAhead" | "ringLength">,
  { operations, buffers }: Pick<Plan, "operations" | "buffers"> = {
    operations: draft.operations,
    buffers: draft.buffers.all,
  },
): Plan {
  const { model, replicas, batch, context, layout } = draft;
  const slotted = assignSlots(buffers, operations);
  return { kind, shape: model.shape, replicas, batch, context, layout, ...slotted, operations, ...lengths };
}
