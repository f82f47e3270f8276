import type { Embed, PositionGradient, TokenGradient } from "../../plan/ops.ts";
import { dispatches, itemJob } from "./dispatch.ts";
import type { Kernel, KernelContext } from "./kernel.ts";
import { gradientInFours, Operands, placeInFours } from "./operands.ts";
import { rowAccess } from "./row.ts";
import { block, loop } from "./text.ts";

/** Token and position embedding: one invocation per read of a row. */
export function embedKernels(op: Embed, context: KernelContext): Kernel[] {
  const { rows, width } = op;
  const operands = new Operands();
  const { count, add } = rowAccess(operands, width, [op.tokens, op.positions, op.out]);
  const inputs = operands.addStep("inputs", op.inputs, op.state, "i32");
  const tokens = add("tokens", op.tokens);
  const positions = add("positions", op.positions);
  const out = add("out", op.out, { access: "read_write" });
  const job = itemJob({
    label: op.name,
    variant: "embed per element",
    operands,
    items: rows * count,
    work: rows * width * 4,
    body: `let n = i / ${count}u;
let c = i % ${count}u;
${operands.bases}
let token = u32(${inputs.at("n")});
${out("i")} = ${tokens(`token * ${count}u + c`)} + ${positions(`n % ${op.context}u * ${count}u + c`)};`,
  });
  return dispatches(job, context);
}

/** The token embedding's gradient without atomics: each element looks for its token in all of the split's rows. */
export function tokenGradientKernels(op: TokenGradient, context: KernelContext): Kernel[] {
  const { rows, width, vocabulary, splitRows, weight: place } = op;
  const operands = new Operands();
  const vectors = placeInFours(op.dx, width) && gradientInFours(place, width);
  const count = vectors ? width / 4 : width;
  const way = vectors ? "vec" : "at";
  const inputs = operands.addStep("inputs", op.inputs, op.state, "i32");
  const dx = operands.add("dx", op.dx, { vectors });
  const weight = operands.addPartial("weight", place, vectors);
  const step = block(`if (${inputs.at("n")} == token)`, `sum += ${dx[way](`n * ${count}u + c`)};`);
  const job = itemJob({
    label: op.name,
    variant: "tokenGradient per element",
    operands,
    items: place.splits * vocabulary * count,
    work: 2 * rows * vocabulary * count,
    body: `let s = i / ${vocabulary * count}u;
let e = i % ${vocabulary * count}u;
let token = i32(e / ${count}u);
let c = e % ${count}u;
${operands.bases}
var sum = ${vectors ? "vec4f" : "f32"}();
${loop("n", `min((s + 1u) * ${splitRows}u, ${rows}u)`, step, `s * ${splitRows}u`)}
${weight[way]("e")} = sum;`,
  });
  return dispatches(job, context);
}

/** The position embedding's gradient: one invocation per read and split, over the split's sequences. */
export function positionGradientKernels(op: PositionGradient, context: KernelContext): Kernel[] {
  const { batch, width, splitBatch, weight: place } = op;
  const operands = new Operands();
  const vectors = placeInFours(op.dx, width) && gradientInFours(place, width);
  const count = vectors ? width / 4 : width;
  const way = vectors ? "vec" : "at";
  const dx = operands.add("dx", op.dx, { vectors });
  const weight = operands.addPartial("weight", place, vectors);
  const elements = op.context * count;
  const job = itemJob({
    label: op.name,
    variant: "positionGradient per element",
    operands,
    items: place.splits * elements,
    work: batch * op.context * width,
    body: `let s = i / ${elements}u;
let e = i % ${elements}u;
${operands.bases}
var sum = ${vectors ? "vec4f" : "f32"}();
${loop("b", `min((s + 1u) * ${splitBatch}u, ${batch}u)`, `sum += ${dx[way](`b * ${elements}u + e`)};`, `s * ${splitBatch}u`)}
${weight[way]("e")} = sum;`,
  });
  return dispatches(job, context);
}
