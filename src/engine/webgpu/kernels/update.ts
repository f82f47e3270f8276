import { BLOCK } from "../../plan/layout.ts";
import type { AdamW, Finalise, ReduceGradients } from "../../plan/ops.ts";
import { RING, SCALARS, STATE } from "../../plan/state.ts";
import { dispatches, itemJob } from "./dispatch.ts";
import type { Kernel, KernelContext } from "./kernel.ts";
import { laneMemory, reduceLanes } from "./lanes.ts";
import { type Operand, Operands } from "./operands.ts";
import { block, float, lines, loop } from "./text.ts";

const LANES = 64;

/** One item per block on software adapters, else one workgroup. Gaps between tensors are zeros: all goes in fours. */
export function reduceGradientsKernels(op: ReduceGradients, context: KernelContext): Kernel[] {
  const lanes = context.caps.software ? 1 : LANES;
  const operands = new Operands();
  const options = { access: "read_write", vectors: true } as const;
  const own = operands.add("own", op.gradients, options);
  const further = operands.add("further", { ...op.gradients, offset: 0, stride: 0 }, options);
  const blocks = operands.add("blocks", op.blocks, { element: "u32" });
  const squares = operands.add("squares", op.squares, { access: "read_write" });
  const word = (index: number): string => blocks.at(`${BLOCK.words}u * j + ${index}u`);
  const sum = `var sum = ${own.vec("start + q")};
${loop("s", "splits", `sum += ${further.vec("tail + (r * (splits - 1u) + s - 1u) * tailStride + q")};`, "1u")}
${block("if (splits > 1u)", `${own.vec("start + q")} = sum;`)}
squares += sum * sum;`;
  const body = `let lane = ${lanes === 1 ? "0u" : "local"};
${operands.bases}
let start = ${word(BLOCK.start)} >> 2u;
let quads = (${word(BLOCK.count)} + 3u) >> 2u;
let splits = ${word(BLOCK.splits)};
let tail = ${word(BLOCK.tail)} >> 2u;
let tailStride = ${word(BLOCK.tailStride)} >> 2u;
var squares = vec4f();
${loop("q", "quads", sum, "lane", lanes)}
var total = (squares.x + squares.y) + (squares.z + squares.w);
${reduceLanes(lanes, "total", "sum")}
${block(lanes === 1 ? "" : "if (lane == 0u)", `${squares.at("j")} = total;`)}`;
  const rest = { label: op.name, operands, work: 2 * op.elements, head: laneMemory(lanes, lanes) };
  if (lanes > 1) {
    const job = { ...rest, variant: "reduceGradients per workgroup", size: lanes, groups: op.blockCount };
    return dispatches({ ...job, body: `let j = group;\n${body}` }, context);
  }
  const job = { ...rest, variant: "reduceGradients per block", items: op.blockCount, size: 8 };
  return dispatches(itemJob({ ...job, body: `let j = i;\n${body}` }), context);
}

/** One invocation per replica on software adapters, else one workgroup. */
export function finaliseKernels(op: Finalise, context: KernelContext): Kernel[] {
  const lanes = context.caps.software ? 1 : LANES;
  const operands = new Operands();
  const state = operands.add("state", op.state, { element: "u32", access: "read_write" });
  const rowLoss = operands.add("rowLoss", op.rowLoss);
  const squares = operands.add("squares", op.squares);
  // As bits, because NaN must be written and WGSL may assume that there is none.
  const ring = operands.add("ring", op.ring, { element: "u32", access: "read_write" });
  const scalars = operands.add("scalars", op.scalars, { access: "read_write" });
  const rate = operands.add("rate", op.learningRate);
  const cursor = state.at(`${STATE.cursor}u`);
  const entry = `${cursor} % ${op.ringLength}u * ${op.ring.stride * context.replicas}u`;
  const version = `${cursor} % ${op.learningRate.steps}u * ${op.learningRate.stepStride}u`;
  const job = {
    label: op.name,
    variant: lanes === 1 ? "finalise per replica" : "finalise per workgroup",
    operands,
    size: lanes,
    groups: 1,
    work: op.rows + op.blockCount,
    head: `${laneMemory(lanes, lanes)}\n${finaliseFunctions}`,
    body: `let lane = local;
${operands.bases}
${sumText("loss", rowLoss, op.rows, lanes)}
${sumText("square", squares, op.blockCount, lanes)}
${lanes === 1 ? "" : "if (lane != 0u) { return; }"}
let norm = sqrt(square);
let before = ${state.at(`${STATE.frozen}u`)} != 0u;
let entry = ${entry};
${ring.at(`entry + ${RING.loss}u`)} = select(bitcast<u32>(loss), 0x7fc00000u, before);
${ring.at(`entry + ${RING.norm}u`)} = select(bitcast<u32>(norm), 0x7fc00000u, before);
let frozen = before || !isFinite(loss) || !isFinite(square);
if (frozen) {
  ${state.at(`${STATE.frozen}u`)} = 1u;
} else {
${updateText(op, { state, scalars, rate: rate.at(version) })}
}
${cursor} += 1u;`,
  };
  return dispatches(job, context);
}

/** Sums in runs of 16, so that rounding grows with the root of the count and not with the count. */
const sumText = (name: string, operand: Operand, count: number, lanes: number): string =>
  `var ${name} = 0.0f;
${loop(
  "n",
  count,
  `var run = 0.0f;
${loop("e", `min(n + 16u, ${count}u)`, `run += ${operand.at("e")};`, "n")}
${name} += run;`,
  "lane * 16u",
  16 * lanes,
)}
${reduceLanes(lanes, name, "sum")}`;

function updateText(op: Finalise, to: { state: Operand; scalars: Operand; rate: string }): string {
  const scalar = (index: number): string => to.scalars.at(`${index}u`);
  const clip = op.clip === 0 ? "1.0f" : `min(1.0f, ${float(op.clip)} / (norm + 1e-6f))`;
  return `  ${to.state.at(`${STATE.updates}u`)} += 1u;
  let t = f32(${to.state.at(`${STATE.updates}u`)});
  let rate = ${to.rate};
  ${scalar(SCALARS.clip)} = ${clip};
  ${scalar(SCALARS.rateOverBias1)} = rate / oneMinusExp(t * ${float(op.logBeta1)});
  ${scalar(SCALARS.inverseRoot2)} = 1.0f / sqrt(oneMinusExp(t * ${float(op.logBeta2)}));
  ${scalar(SCALARS.rate)} = rate;`;
}

/** −expm1 by its series near 0, where 1 − exp(x) would lose digits; nine terms are exact in f32 up to ½. */
const finaliseFunctions = `
fn isFinite(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}

fn oneMinusExp(x: f32) -> f32 {
  if (x < -0.5f) { return 1.0f - exp(max(x, -80.0f)); }
  var series = 1.0f;
${lines(8, (i) => `  series = 1.0f + series * x / ${float(9 - i)};`)}
  return -x * series;
}`;

/** Four elements per invocation. */
export function adamWKernels(op: AdamW, context: KernelContext): Kernel[] {
  const operands = new Operands();
  const update = { access: "read_write", vectors: true } as const;
  const state = operands.add("state", op.state, { element: "u32" });
  const scalars = operands.add("scalars", op.scalars);
  const blocks = operands.add("blocks", op.blocks, { element: "u32" });
  const scales = operands.add("scales", op.scales);
  const gradients = operands.add("gradients", op.gradients, { vectors: true }).vec("e");
  const weights = operands.add("weights", op.weights, update).vec("e");
  const m = operands.add("m", op.m, update).vec("e");
  const v = operands.add("v", op.v, update).vec("e");
  const word = (index: number): string => blocks.at(`${BLOCK.words}u * j + ${index}u`);
  const scalar = (index: number): string => scalars.at(`${index}u`);
  const quads = op.blockSize / 4;
  const job = itemJob({
    label: op.name,
    variant: "adamW per four",
    operands,
    items: op.blockCount * quads,
    work: 15 * op.size,
    body: `let j = i / ${quads}u;
let q = i % ${quads}u;
${operands.bases}
if (4u * q >= ${word(BLOCK.count)} || ${state.at(`${STATE.frozen}u`)} != 0u) { return; }
let e = (${word(BLOCK.start)} >> 2u) + q;
let rate = ${scales.at("2u * j")} * ${scalar(SCALARS.rateOverBias1)};
let decay = ${scales.at("2u * j + 1u")} * ${scalar(SCALARS.rate)};
let g = ${gradients} * ${scalar(SCALARS.clip)};
let m = ${float(op.beta1)} * ${m} + ${float(1 - op.beta1)} * g;
let v = ${float(op.beta2)} * ${v} + ${float(1 - op.beta2)} * g * g;
let w = ${weights};
${m} = m;
${v} = v;
${weights} = w - w * decay - rate * m / (sqrt(v) * ${scalar(SCALARS.inverseRoot2)} + ${float(op.epsilon)});`,
  });
  return dispatches(job, context);
}
