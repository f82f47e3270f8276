import type { LayerNormGradient } from "../../plan/ops.ts";
import { dispatches, itemJob } from "./dispatch.ts";
import type { Kernel, KernelContext } from "./kernel.ts";
import { lanesFor, reduceLanes, rowJob } from "./lanes.ts";
import { gradientInFours, Operands, placeInFours } from "./operands.ts";
import { rowAccess } from "./row.ts";
import { float, loop } from "./text.ts";

/** The input's gradient, then gain and bias, one per split and column. */
export const layerNormGradientKernels = (op: LayerNormGradient, context: KernelContext): Kernel[] => [
  ...inputKernels(op, context),
  ...parameterKernels(op, context),
];

function inputKernels(op: LayerNormGradient, context: KernelContext): Kernel[] {
  const { width, rows } = op;
  const operands = new Operands();
  const access = rowAccess(operands, width, [op.dy, op.x, op.dx, op.gain]);
  const { T, count } = access;
  const dy = access.add("dy", op.dy);
  const x = access.add("x", op.x);
  const gain = access.add("gain", op.gain);
  const dx = access.add("dx", op.dx, { access: "read_write" });
  const stats = operands.add("stats", op.stats);
  const lanes = lanesFor(count, context.caps);
  const parts = `let g = ${dy("row + c")} * ${gain("c")};\nlet xh = (${x("row + c")} - mean) * inverse;`;
  const along = (statements: string): string => loop("c", "end", `${parts}\n${statements}`, "lane", lanes);
  const sign = op.accumulate ? "+=" : "=";
  const job = rowJob({
    label: `${op.name} input`,
    variant: `layerNorm gradient, ${lanes} a row`,
    operands,
    rows,
    lanes,
    work: rows * width * 16,
    body: `${operands.bases}
let row = i * ${count}u;
let end = select(0u, ${count}u, inside);
let mean = ${stats.at("2u * i")};
let inverse = ${stats.at("2u * i + 1u")};
var gSums = ${T}();
var gxSums = ${T}();
${along("gSums += g;\ngxSums += g * xh;")}
var gSum = ${access.sum("gSums")};
${reduceLanes(lanes, "gSum", "sum")}
var gxSum = ${access.sum("gxSums")};
${reduceLanes(lanes, "gxSum", "sum")}
let gMean = gSum / ${float(width)};
let gxMean = gxSum / ${float(width)};
${along(`${dx("row + c")} ${sign} inverse * (g - gMean - xh * gxMean);`)}`,
  });
  return dispatches(job, context);
}

function parameterKernels(op: LayerNormGradient, context: KernelContext): Kernel[] {
  const { width, dGain, dBias, splitRows, rows } = op;
  const operands = new Operands();
  const vectors =
    [op.dy, op.x].every((place) => placeInFours(place, width)) &&
    [dGain, dBias].every((place) => gradientInFours(place, width));
  const T = vectors ? "vec4f" : "f32";
  const count = vectors ? width / 4 : width;
  const dy = operands.add("dy", op.dy, { vectors });
  const x = operands.add("x", op.x, { vectors });
  const stats = operands.add("stats", op.stats);
  const gain = operands.addPartial("gain", dGain, vectors);
  const bias = operands.addPartial("bias", dBias, vectors);
  const way = vectors ? "vec" : "at";
  const step = `let d = ${dy[way](`n * ${count}u + c`)};
gainSum += d * (${x[way](`n * ${count}u + c`)} - ${stats.at("2u * n")}) * ${stats.at("2u * n + 1u")};
biasSum += d;`;
  const job = itemJob({
    label: `${op.name} parameters`,
    variant: "layerNorm gradient per column",
    operands,
    items: dGain.splits * count,
    work: rows * width * 6,
    body: `let s = i / ${count}u;
let c = i % ${count}u;
${operands.bases}
var gainSum = ${T}();
var biasSum = ${T}();
${loop("n", `min((s + 1u) * ${splitRows}u, ${rows}u)`, step, `s * ${splitRows}u`)}
${gain[way]("c")} = gainSum;
${bias[way]("c")} = biasSum;`,
  });
  return dispatches(job, context);
}
