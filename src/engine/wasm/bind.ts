/** Operations of a plan as calls of the binary's functions, with all addresses and sizes filled in. */
import { namedError } from "../../lib/errors.ts";
import { ELEMENT_BYTES, type GradientPlace, type StepPlace } from "../plan/buffers.ts";
import type {
  AdamW,
  AttentionGradientKV,
  AttentionGradientQ,
  CrossEntropy,
  Embed,
  Epilogue,
  Finalise,
  LayerNormGradient,
  MatMul,
  Operation,
  Score,
} from "../plan/ops.ts";
import type { Plan } from "../plan/plan.ts";
import { ringIndex } from "../plan/state.ts";
import type { Kernels } from "./kernels.ts";
import type { Addresses } from "./memory.ts";

/** One operation for one replica. The cursor counts steps and selects the version of inputs and ring. */
export type Call = (cursor: number) => void;

/** What a call is bound to. */
interface Target {
  readonly plan: Plan;
  readonly kernels: Kernels;
  readonly at: Addresses;
  /** The replica. */
  readonly r: number;
}

/** Binds every operation of a plan for one replica; null where there is nothing to do. */
export function bindPlan(plan: Plan, kernels: Kernels, at: Addresses, r: number): (Call | null)[] {
  const target: Target = { plan, kernels, at, r };
  return plan.operations.map((op, i) => bind(op, plan.operations[i + 1], target));
}

/** The binding of one operation; null for the second half of attention's backward pass, done with the first. */
function bind(op: Operation, next: Operation | undefined, target: Target): Call | null {
  switch (op.kind) {
    case "attentionGradientKV":
      return null;
    case "attentionGradientQ":
      return bindAttentionGradient(op, next, target);
    case "embed":
    case "layerNorm":
    case "matMul":
    case "attention":
    case "score":
      return bindForward(op, target);
    case "reduceGradients":
    case "finalise":
    case "adamW":
      return bindUpdate(op, target);
    default:
      return bindBackward(op, target);
  }
}

type Forward = Extract<Operation, { kind: "embed" | "layerNorm" | "matMul" | "attention" | "score" }>;
type Update = Extract<Operation, { kind: "reduceGradients" | "finalise" | "adamW" }>;
type Backward = Exclude<Operation, Forward | Update | AttentionGradientQ | AttentionGradientKV>;

function bindForward(op: Forward, target: Target): Call {
  const { kernels, at, r } = target;
  switch (op.kind) {
    case "embed":
      return bindEmbed(op, target);
    case "layerNorm": {
      const [x, gain, bias, out] = [at.of(op.x, r), at.of(op.gain, r), at.of(op.bias, r), at.of(op.out, r)];
      const stats = at.orNone(op.stats, r);
      return () => kernels.layerNorm(x, gain, bias, out, stats, op.rows, op.width, op.epsilon);
    }
    case "matMul":
      return bindMatMul(op, target);
    case "attention": {
      const [qkv, out, lse] = [at.of(op.qkv, r), at.of(op.out, r), at.orNone(op.lse, r)];
      const { batch, context, heads, dHead, scale } = op;
      return () => kernels.attention(qkv, out, lse, at.scratch, batch, context, heads, dHead, scale);
    }
    case "score":
      return bindScore(op, target);
  }
}

function bindEmbed(op: Embed, { kernels, at, r }: Target): Call {
  const inputs = stepped(op.inputs, at, r);
  const [tokens, positions, out] = [at.of(op.tokens, r), at.of(op.positions, r), at.of(op.out, r)];
  const { rows, context, width } = op;
  return (cursor) => kernels.embed(inputs(cursor), tokens, positions, out, rows, context, width);
}

function bindScore(op: Score, { kernels, at, r }: Target): Call {
  const targets = stepped(op.targets, at, r);
  const [logits, argmax, logProb] = [at.of(op.logits, r), at.of(op.argmax, r), at.of(op.logProb, r)];
  return (cursor) =>
    kernels.score(logits, targets(cursor), argmax, logProb, at.scratch, op.rows, op.vocabulary);
}

/** Their places are the kernel's numbers for them. */
const EPILOGUES: readonly Epilogue["kind"][] = ["none", "gelu", "residual", "geluGradient"];

function bindMatMul(op: MatMul, { kernels, at, r }: Target): Call {
  const [a, b, out] = [at.of(op.a, r), at.of(op.b, r), at.of(op.out, r)];
  const bias = at.orNone(op.bias, r);
  const other = at.orNone(secondOperand(op.epilogue), r);
  const { rows, inner, columns, alpha } = op;
  const transposed = Number(op.transposed);
  const epilogue = EPILOGUES.indexOf(op.epilogue.kind);
  return () =>
    kernels.matMul(a, b, bias, out, other, at.scratch, rows, inner, columns, transposed, alpha, epilogue);
}

function secondOperand(epilogue: Epilogue) {
  switch (epilogue.kind) {
    case "none":
      return null;
    case "gelu":
      return epilogue.preActivation;
    case "residual":
      return epilogue.residual;
    case "geluGradient":
      return epilogue.activation;
  }
}

function bindBackward(op: Backward, target: Target): Call {
  const { kernels, at, r } = target;
  switch (op.kind) {
    case "crossEntropy":
      return bindCrossEntropy(op, target);
    case "weightGradient": {
      const [a, dy, weight] = [at.of(op.a, r), at.of(op.dy, r), single(op.weight, at, r)];
      const bias = op.bias === null ? 0 : single(op.bias, at, r);
      return () => kernels.weightGradient(a, dy, weight, bias, at.scratch, op.rows, op.inputs, op.outputs);
    }
    case "layerNormGradient":
      return bindLayerNormGradient(op, target);
    case "tokenGradient": {
      const inputs = stepped(op.inputs, at, r);
      const [dx, weight] = [at.of(op.dx, r), single(op.weight, at, r)];
      return (cursor) => kernels.tokenGradient(inputs(cursor), dx, weight, op.rows, op.vocabulary, op.width);
    }
    case "positionGradient": {
      const [dx, weight] = [at.of(op.dx, r), single(op.weight, at, r)];
      return () => kernels.positionGradient(dx, weight, op.batch, op.context, op.width);
    }
  }
}

function bindCrossEntropy(op: CrossEntropy, { kernels, at, r }: Target): Call {
  const [logits, rowLoss] = [at.of(op.logits, r), at.of(op.rowLoss, r)];
  const targets = stepped(op.targets, at, r);
  const weights = stepped(op.lossWeights, at, r);
  const { rows, vocabulary: V, gradientScale } = op;
  return (cursor) =>
    kernels.crossEntropy(
      logits,
      targets(cursor),
      weights(cursor),
      rowLoss,
      at.scratch,
      rows,
      V,
      gradientScale,
    );
}

function bindLayerNormGradient(op: LayerNormGradient, { kernels, at, r }: Target): Call {
  const [dy, x, stats] = [at.of(op.dy, r), at.of(op.x, r), at.of(op.stats, r)];
  const [gain, dx] = [at.of(op.gain, r), at.of(op.dx, r)];
  const [dGain, dBias] = [single(op.dGain, at, r), single(op.dBias, at, r)];
  const { rows, width } = op;
  const accumulate = Number(op.accumulate);
  return () =>
    kernels.layerNormGradient(dy, x, stats, gain, dx, dGain, dBias, at.scratch, rows, width, accumulate);
}

function bindAttentionGradient(
  op: AttentionGradientQ,
  next: Operation | undefined,
  { kernels, at, r }: Target,
): Call {
  if (next?.kind !== "attentionGradientKV" || next.dQkv.buffer !== op.dQkv.buffer) {
    throw namedError(
      "ShapeError",
      `wasm engine: expected attention's second half behind ${op.name}, got ${next?.name ?? "the end"}.`,
    );
  }
  const [qkv, out, dOut] = [at.of(op.qkv, r), at.of(op.out, r), at.of(op.dOut, r)];
  const [lse, delta, dQkv] = [at.of(op.lse, r), at.of(op.delta, r), at.of(op.dQkv, r)];
  const { batch: B, context: T, heads, dHead, scale } = op;
  return () =>
    kernels.attentionGradient(qkv, out, dOut, lse, delta, dQkv, at.scratch, B, T, heads, dHead, scale);
}

function bindUpdate(op: Update, target: Target): Call {
  const { kernels, at, r } = target;
  switch (op.kind) {
    case "reduceGradients": {
      const [gradients, squares] = [at.of(op.gradients, r), at.of(op.squares, r)];
      const blocks = at.of(op.blocks, r);
      return () => kernels.reduceGradients(gradients, blocks, squares, op.blockCount);
    }
    case "finalise":
      return bindFinalise(op, target);
    case "adamW":
      return bindAdamW(op, target);
  }
}

function bindFinalise(op: Finalise, { plan, kernels, at, r }: Target): Call {
  const [state, rowLoss, squares] = [at.of(op.state, r), at.of(op.rowLoss, r), at.of(op.squares, r)];
  const rate = stepped(op.learningRate, at, r);
  const [rings, scalars] = [at.start(op.ring.buffer), at.of(op.scalars, r)];
  const { rows, blockCount, clip, logBeta1, logBeta2 } = op;
  return (cursor) => {
    const ring = rings + ringIndex(cursor, op.ringLength, plan.replicas, r) * ELEMENT_BYTES;
    kernels.finalise(
      state,
      rowLoss,
      squares,
      rate(cursor),
      ring,
      scalars,
      rows,
      blockCount,
      clip,
      logBeta1,
      logBeta2,
    );
  };
}

function bindAdamW(op: AdamW, { kernels, at, r }: Target): Call {
  const [state, scalars] = [at.of(op.state, r), at.of(op.scalars, r)];
  const [blocks, scales] = [at.of(op.blocks, r), at.of(op.scales, r)];
  const [gradients, weights] = [at.of(op.gradients, r), at.of(op.weights, r)];
  const [m, v] = [at.of(op.m, r), at.of(op.v, r)];
  const { blockCount, beta1, beta2, epsilon } = op;
  return () => {
    kernels.adamW(
      state,
      scalars,
      blocks,
      scales,
      gradients,
      weights,
      m,
      v,
      blockCount,
      beta1,
      beta2,
      1 - beta1,
      1 - beta2,
      epsilon,
    );
  };
}

/** Where a tensor of several versions begins at a cursor. */
function stepped(place: StepPlace, at: Addresses, r: number): (cursor: number) => number {
  const start = at.of(place, r);
  const stride = place.stepStride * ELEMENT_BYTES;
  return (cursor) => start + (cursor % place.steps) * stride;
}

/** One core sums rows in one go: there are no further partials. */
function single(place: GradientPlace, at: Addresses, r: number): number {
  if (place.splits === 1) return at.of(place, r);
  throw namedError(
    "ShapeError",
    `wasm engine: expected one partial of each gradient, got ${place.splits}; plan with cutting serial.`,
  );
}
