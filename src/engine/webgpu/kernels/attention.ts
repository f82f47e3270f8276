import type { Attention, AttentionSize } from "../../plan/ops.ts";
import { dispatches, itemJob } from "./dispatch.ts";
import { headRows } from "./heads.ts";
import type { Kernel, KernelContext } from "./kernel.ts";
import { Operands } from "./operands.ts";
import { float, lines, loop } from "./text.ts";

/** One invocation per query, all keys up to its own, with a running maximum (arXiv:1805.02867). */
export function attentionKernels(op: Attention, context: KernelContext): Kernel[] {
  const operands = new Operands();
  const C = op.heads * op.dHead;
  const rows = headRows(op, operands);
  const qkv = rows.add("qkv", op.qkv, 3 * C);
  const out = rows.add("out", op.out, C, { access: "read_write" });
  const lse = op.lse && operands.add("lse", op.lse, { access: "read_write" });
  const step = `${qkv.load("k", "n - t + u", `${C}u + head`)}
${qkv.load("v", "n - t + u", `${2 * C}u + head`)}
let score = ${rows.dot("q", "k")};
let higher = max(most, score);
let keep = exp(most - higher);
let p = exp(score - higher);
most = higher;
sum = sum * keep + p;
${lines(rows.vecs, (j) => `o${j} = o${j} * keep + p * v${j};`)}`;
  const job = itemJob({
    label: op.name,
    variant: "attention per query",
    operands,
    items: items(op),
    work: pairs(op) * (4 * op.dHead + 20),
    body: `${positionText(op)}
${operands.bases}
${qkv.load("raw", "n", "head")}
${lines(rows.vecs, (j) => `let q${j} = raw${j} * ${float(op.scale)};`)}
${qkv.load("f", "n - t", `${C}u + head`)}
${qkv.load("g", "n - t", `${2 * C}u + head`)}
// The first key sets the maximum, so that no infinity is needed.
var most = ${rows.dot("q", "f")};
var sum = 1.0f;
${lines(rows.vecs, (j) => `var o${j} = g${j};`)}
${loop("u", "t + 1u", step, "1u")}
${out.store("o", "n", "head", "(1.0f / sum)")}
${lse ? `${lse.at(`n * ${op.heads}u + h`)} = most + log(sum);` : ""}`,
  });
  return dispatches(job, context);
}

/** B·H·T. */
export const items = ({ batch, heads, context }: AttentionSize): number => batch * heads * context;

/** Pairs of a query and a key that it sees. */
export const pairs = ({ batch, heads, context }: AttentionSize): number =>
  (batch * heads * context * (context + 1)) / 2;

/** Of item `i`: u32 position `t` in the sequence, head `h` and its first column `head`, row `n`. */
export const positionText = ({ heads, context, dHead }: AttentionSize): string => `let t = i % ${context}u;
let h = i / ${context}u % ${heads}u;
let head = h * ${dHead}u;
let n = i / ${heads * context}u * ${context}u + t;`;
