import type { LayerNorm } from "../../plan/ops.ts";
import { dispatches, itemJob } from "./dispatch.ts";
import type { Kernel, KernelContext } from "./kernel.ts";
import { Operands } from "./operands.ts";
import { rowAccess } from "./row.ts";
import { float, loop } from "./text.ts";

/** Layer normalisation (arXiv:1607.06450): mean first, then the variance about it. */
export function layerNormKernels(op: LayerNorm, context: KernelContext): Kernel[] {
  const { width, rows, epsilon } = op;
  const operands = new Operands();
  const access = rowAccess(operands, width, [op.x, op.out, op.gain, op.bias]);
  const { T, count } = access;
  const x = access.add("x", op.x);
  const gain = access.add("gain", op.gain);
  const bias = access.add("bias", op.bias);
  const out = access.add("out", op.out, { access: "read_write" });
  const stats = op.stats && operands.add("stats", op.stats, { access: "read_write" });
  const job = itemJob({
    label: op.name,
    variant: "layerNorm per row",
    operands,
    items: rows,
    work: rows * width * 8,
    body: `${operands.bases}
let row = i * ${count}u;
var total = ${T}();
${loop("c", count, `total += ${x("row + c")};`)}
let mean = ${access.sum("total")} / ${float(width)};
var squares = ${T}();
${loop("c", count, `let d = ${x("row + c")} - mean;\nsquares += d * d;`)}
let inverse = 1.0f / sqrt(${access.sum("squares")} / ${float(width)} + ${float(epsilon)});
${loop("c", count, `${out("row + c")} = (${x("row + c")} - mean) * inverse * ${gain("c")} + ${bias("c")};`)}
${stats ? `${stats.at("2u * i")} = mean;\n${stats.at("2u * i + 1u")} = inverse;` : ""}`,
  });
  return dispatches(job, context);
}
