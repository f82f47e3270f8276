import type { GradientPlace, Place, StepPlace } from "./buffers.ts";
import type { AttentionSize, Epilogue, LayerNormGradient, MatMul, Operation } from "./ops.ts";

/** One operand of an operation. */
export interface Access {
  /** The operation's field, such as `a`, `qkv`, `epilogue.residual`. */
  readonly operand: string;
  /** `update` reads and writes in place. */
  readonly mode: "read" | "write" | "update";
  readonly place: Place | StepPlace | GradientPlace;
  /** Elements touched per replica, each counted once. */
  readonly elements: number;
}

type Mode = Access["mode"];
type Row = readonly [operand: string, mode: Mode, place: Access["place"] | null, elements: number];

/**
 * The operands of an operation in a fixed order: what liveness, costs and an executor's bindings are made of.
 * Operands that are null in this operation are left out.
 */
export function accessesOf(op: Operation): Access[] {
  return rowsOf(op).flatMap(([operand, mode, place, elements]) =>
    place === null ? [] : [{ operand, mode, place, elements }],
  );
}

function rowsOf(op: Operation): Row[] {
  switch (op.kind) {
    case "embed":
    case "layerNorm":
    case "matMul":
    case "attention":
    case "score":
      return forwardRows(op);
    case "reduceGradients":
    case "finalise":
    case "adamW":
      return updateRows(op);
    default:
      return backwardRows(op);
  }
}

type Forward = Extract<Operation, { kind: "embed" | "layerNorm" | "matMul" | "attention" | "score" }>;
type Update = Extract<Operation, { kind: "reduceGradients" | "finalise" | "adamW" }>;
type Backward = Exclude<Operation, Forward | Update>;

const STATE_WORDS = 4;

function forwardRows(op: Forward): Row[] {
  switch (op.kind) {
    case "embed":
      return [
        ["state", "read", op.state, STATE_WORDS],
        ["inputs", "read", op.inputs, op.rows],
        ["tokens", "read", op.tokens, op.vocabulary * op.width],
        ["positions", "read", op.positions, op.context * op.width],
        ["out", "write", op.out, op.rows * op.width],
      ];
    case "layerNorm":
      return [
        ["x", "read", op.x, op.rows * op.width],
        ["gain", "read", op.gain, op.width],
        ["bias", "read", op.bias, op.width],
        ["out", "write", op.out, op.rows * op.width],
        ["stats", "write", op.stats, op.rows * 2],
      ];
    case "matMul":
      return matMulRows(op);
    case "attention":
      return [
        ["qkv", "read", op.qkv, 3 * elementsOf(op)],
        ["out", "write", op.out, elementsOf(op)],
        ["lse", "write", op.lse, headRows(op)],
      ];
    case "score":
      return [
        ["logits", "read", op.logits, op.rows * op.vocabulary],
        ["targets", "read", op.targets, op.rows],
        ["argmax", "write", op.argmax, op.rows],
        ["logProb", "write", op.logProb, op.rows],
      ];
  }
}

function matMulRows(op: MatMul): Row[] {
  return [
    ["a", "read", op.a, op.rows * op.inner],
    ["b", "read", op.b, op.inner * op.columns],
    ["bias", "read", op.bias, op.columns],
    ["out", op.epilogue.kind === "geluGradient" ? "update" : "write", op.out, op.rows * op.columns],
    ...epilogueRows(op.epilogue, op.rows * op.columns),
  ];
}

function epilogueRows(epilogue: Epilogue, elements: number): Row[] {
  switch (epilogue.kind) {
    case "none":
      return [];
    case "gelu":
      return [["epilogue.preActivation", "write", epilogue.preActivation, elements]];
    case "residual":
      return [["epilogue.residual", "read", epilogue.residual, elements]];
    case "geluGradient":
      return [["epilogue.activation", "write", epilogue.activation, elements]];
  }
}

/** N·C. */
const elementsOf = (op: AttentionSize): number => op.batch * op.context * op.heads * op.dHead;
/** N·H. */
const headRows = (op: AttentionSize): number => op.batch * op.context * op.heads;

function backwardRows(op: Backward): Row[] {
  switch (op.kind) {
    case "crossEntropy":
      return [
        ["state", "read", op.state, STATE_WORDS],
        ["logits", "update", op.logits, op.rows * op.vocabulary],
        ["targets", "read", op.targets, op.rows],
        ["lossWeights", "read", op.lossWeights, op.rows],
        ["rowLoss", "write", op.rowLoss, op.rows],
      ];
    case "weightGradient":
      return [
        ["a", "read", op.a, op.rows * op.inputs],
        ["dy", "read", op.dy, op.rows * op.outputs],
        ["weight", "write", op.weight, op.weight.splits * op.inputs * op.outputs],
        ["bias", "write", op.bias, (op.bias?.splits ?? 0) * op.outputs],
      ];
    case "attentionGradientQ":
    case "attentionGradientKV":
      return attentionRows(op);
    case "layerNormGradient":
      return layerNormRows(op);
    case "tokenGradient":
      return [
        ["state", "read", op.state, STATE_WORDS],
        ["inputs", "read", op.inputs, op.rows],
        ["dx", "read", op.dx, op.rows * op.width],
        ["weight", "write", op.weight, op.weight.splits * op.vocabulary * op.width],
      ];
    case "positionGradient":
      return [
        ["dx", "read", op.dx, op.batch * op.context * op.width],
        ["weight", "write", op.weight, op.weight.splits * op.context * op.width],
      ];
  }
}

function layerNormRows(op: LayerNormGradient): Row[] {
  return [
    ["dy", "read", op.dy, op.rows * op.width],
    ["x", "read", op.x, op.rows * op.width],
    ["stats", "read", op.stats, op.rows * 2],
    ["gain", "read", op.gain, op.width],
    ["dx", op.accumulate ? "update" : "write", op.dx, op.rows * op.width],
    ["dGain", "write", op.dGain, op.dGain.splits * op.width],
    ["dBias", "write", op.dBias, op.dBias.splits * op.width],
  ];
}

function attentionRows(op: Extract<Backward, AttentionSize>): Row[] {
  const isQ = op.kind === "attentionGradientQ";
  return [
    ["qkv", "read", op.qkv, 3 * elementsOf(op)],
    ["out", "read", isQ ? op.out : null, elementsOf(op)],
    ["dOut", "read", op.dOut, elementsOf(op)],
    ["lse", "read", op.lse, headRows(op)],
    ["delta", isQ ? "write" : "read", op.delta, headRows(op)],
    ["dQkv", "write", op.dQkv, (isQ ? 1 : 2) * elementsOf(op)],
  ];
}

const BLOCK_WORDS = 8;

function updateRows(op: Update): Row[] {
  switch (op.kind) {
    case "reduceGradients":
      return [
        ["gradients", "update", op.gradients, op.elements],
        ["blocks", "read", op.blocks, BLOCK_WORDS * op.blockCount],
        ["squares", "write", op.squares, op.blockCount],
      ];
    case "finalise":
      return [
        ["state", "update", op.state, STATE_WORDS],
        ["rowLoss", "read", op.rowLoss, op.rows],
        ["squares", "read", op.squares, op.blockCount],
        ["learningRate", "read", op.learningRate, 1],
        ["ring", "write", op.ring, 2],
        ["scalars", "write", op.scalars, 4],
      ];
    case "adamW":
      return [
        ["state", "read", op.state, STATE_WORDS],
        ["scalars", "read", op.scalars, 4],
        ["blocks", "read", op.blocks, BLOCK_WORDS * op.blockCount],
        ["scales", "read", op.scales, 2 * op.blockCount],
        ["gradients", "read", op.gradients, op.size],
        ["weights", "update", op.weights, op.size],
        ["m", "update", op.m, op.size],
        ["v", "update", op.v, op.size],
      ];
  }
}
