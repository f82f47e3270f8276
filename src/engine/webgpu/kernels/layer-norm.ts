import type { LayerNorm } from "../../plan/ops.ts";
import { dispatches } from "./dispatch.ts";
import type { Kernel, KernelContext } from "./kernel.ts";
import { lanesFor, reduceLanes, rowJob } from "./lanes.ts";
import { Operands } from "./operands.ts";
import { rowAccess } from "./row.ts";
import { block, float, loop } from "./text.ts";

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
  const lanes = lanesFor(count, context.caps);
  const along = (statements: string): string => loop("c", "end", statements, "lane", lanes);
  const write = `${out("row + c")} = (${x("row + c")} - mean) * inverse * ${gain("c")} + ${bias("c")};`;
  const job = rowJob({
    label: op.name,
    variant: `layerNorm, ${lanes} a row`,
    operands,
    rows,
    lanes,
    work: rows * width * 8,
    body: `${operands.bases}
let row = i * ${count}u;
let end = select(0u, ${count}u, inside);
var totals = ${T}();
${along(`totals += ${x("row + c")};`)}
var total = ${access.sum("totals")};
${reduceLanes(lanes, "total", "sum")}
let mean = total / ${float(width)};
var squares = ${T}();
${along(`let d = ${x("row + c")} - mean;\nsquares += d * d;`)}
var square = ${access.sum("squares")};
${reduceLanes(lanes, "square", "sum")}
let inverse = 1.0f / sqrt(square / ${float(width)} + ${float(epsilon)});
${along(write)}
${stats ? block("if (inside && lane == 0u)", `${stats.at("2u * i")} = mean;\n${stats.at("2u * i + 1u")} = inverse;`) : ""}`,
  });
  return dispatches(job, context);
}
