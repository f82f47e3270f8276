import type { AttentionGradientKV, AttentionGradientQ } from "../../plan/ops.ts";
import { items, pairs, positionText } from "./attention.ts";
import { dispatches, itemJob } from "./dispatch.ts";
import { headRows } from "./heads.ts";
import type { Kernel, KernelContext } from "./kernel.ts";
import { Operands } from "./operands.ts";
import { float, lines, loop } from "./text.ts";

/** delta and dQ: one invocation per query (arXiv:2205.14135, B.4). */
export function attentionGradientQKernels(op: AttentionGradientQ, context: KernelContext): Kernel[] {
  const operands = new Operands();
  const C = op.heads * op.dHead;
  const rows = headRows(op, operands);
  const qkv = rows.add("qkv", op.qkv, 3 * C);
  const out = rows.add("out", op.out, C);
  const dOut = rows.add("dOut", op.dOut, C);
  const lse = operands.add("lse", op.lse);
  const delta = operands.add("delta", op.delta, { access: "read_write" });
  const dQkv = rows.add("dQkv", op.dQkv, 3 * C, { access: "read_write" });
  const step = `${qkv.load("k", "n - t + u", `${C}u + head`)}
${qkv.load("v", "n - t + u", `${2 * C}u + head`)}
let p = exp(${rows.dot("q", "k")} - bound);
let ds = p * (${rows.dot("g", "v")} - along);
${lines(rows.vecs, (j) => `d${j} += ds * k${j};`)}`;
  const job = itemJob({
    label: op.name,
    variant: "attention dQ per query",
    operands,
    items: items(op),
    work: pairs(op) * (6 * op.dHead + 15),
    body: `${positionText(op)}
${operands.bases}
${qkv.load("raw", "n", "head")}
${lines(rows.vecs, (j) => `let q${j} = raw${j} * ${float(op.scale)};`)}
${dOut.load("g", "n", "head")}
${out.load("y", "n", "head")}
let bound = ${lse.at(`n * ${op.heads}u + h`)};
let along = ${rows.dot("g", "y")};
${lines(rows.vecs, (j) => `var d${j} = vec4f();`)}
${loop("u", "t + 1u", step)}
${dQkv.store("d", "n", "head", float(op.scale))}
${delta.at(`n * ${op.heads}u + h`)} = along;`,
  });
  return dispatches(job, context);
}

/** dK and dV: one invocation per key, all queries from its own on. */
export function attentionGradientKVKernels(op: AttentionGradientKV, context: KernelContext): Kernel[] {
  const operands = new Operands();
  const C = op.heads * op.dHead;
  const rows = headRows(op, operands);
  const qkv = rows.add("qkv", op.qkv, 3 * C);
  const dOut = rows.add("dOut", op.dOut, C);
  const lse = operands.add("lse", op.lse);
  const delta = operands.add("delta", op.delta);
  const dQkv = rows.add("dQkv", op.dQkv, 3 * C, { access: "read_write" });
  const step = `let m = n - t + u;
${qkv.load("q", "m", "head")}
${dOut.load("g", "m", "head")}
let p = exp(${rows.dot("q", "k")} - ${lse.at(`m * ${op.heads}u + h`)});
let ds = p * (${rows.dot("g", "v")} - ${delta.at(`m * ${op.heads}u + h`)});
${lines(rows.vecs, (j) => `dk${j} += ds * q${j};\ndv${j} += p * g${j};`)}`;
  const job = itemJob({
    label: op.name,
    variant: "attention dKV per key",
    operands,
    items: items(op),
    work: pairs(op) * (8 * op.dHead + 15),
    body: `${positionText(op)}
${operands.bases}
${qkv.load("raw", "n", `${C}u + head`)}
${lines(rows.vecs, (j) => `let k${j} = raw${j} * ${float(op.scale)};`)}
${qkv.load("v", "n", `${2 * C}u + head`)}
${lines(rows.vecs, (j) => `var dk${j} = vec4f();\nvar dv${j} = vec4f();`)}
${loop("u", op.context, step, "t")}
${dQkv.store("dk", "n", `${C}u + head`, float(op.scale))}
${dQkv.store("dv", "n", `${2 * C}u + head`)}`,
  });
  return dispatches(job, context);
}
