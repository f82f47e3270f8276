import type { CrossEntropy, Score } from "../../plan/ops.ts";
import { dispatches, itemJob } from "./dispatch.ts";
import type { Kernel, KernelContext } from "./kernel.ts";
import { lanesFor, reduceLanes, rowJob } from "./lanes.ts";
import { Operands } from "./operands.ts";
import { block, float, loop } from "./text.ts";

/** The loss of each row, and its logits replaced by their gradient. */
export function crossEntropyKernels(op: CrossEntropy, context: KernelContext): Kernel[] {
  const { rows, vocabulary: V } = op;
  const operands = new Operands();
  const logits = operands.add("logits", op.logits, { access: "read_write" });
  const targets = operands.addStep("targets", op.targets, op.state, "i32");
  const weights = operands.addStep("weights", op.lossWeights, op.state, "f32");
  const rowLoss = operands.add("rowLoss", op.rowLoss, { access: "read_write" });
  const lanes = lanesFor(V, context.caps);
  const here = logits.at("row + v");
  const along = (end: string, text: string): string => loop("v", end, text, "lane", lanes);
  const job = rowJob({
    label: op.name,
    variant: `crossEntropy, ${lanes} a row`,
    operands,
    rows,
    lanes,
    work: rows * V * 30,
    body: `${operands.bases}
let row = i * ${V}u;
let weight = ${weights.at("i")};
let end = select(0u, ${V}u, inside && weight != 0.0f);
let wanted = u32(${targets.at("i")});
let logit = ${logits.at("row + wanted")};
var most = logit;
${along("end", `most = max(most, ${here});`)}
${reduceLanes(lanes, "most", "max")}
// All but the target's: where the model is sure of it, 1 − p would have lost its digits.
var others = 0.0f;
${along("end", `others += select(exp(${here} - most), 0.0f, v == wanted);`)}
${reduceLanes(lanes, "others", "sum")}
let sum = others + exp(logit - most);
let inverse = 1.0f / sum;
let scale = ${float(op.gradientScale)} * weight;
${along("end", `let p = exp(${here} - most) * inverse;\n${here} = scale * select(p, -others * inverse, v == wanted);`)}
// Rows without weight are exactly 0, whatever their logits.
${along(`select(0u, ${V}u, inside && weight == 0.0f)`, `${here} = 0.0f;`)}
${block("if (inside && lane == 0u)", `${rowLoss.at("i")} = select(0.0f, weight * (most + log(sum) - logit), weight != 0.0f);`)}`,
  });
  return dispatches(job, context);
}

/** The likeliest token and the target's log-probability: one invocation per row. */
export function scoreKernels(op: Score, context: KernelContext): Kernel[] {
  const { rows, vocabulary: V } = op;
  const operands = new Operands();
  const logits = operands.add("logits", op.logits);
  const targets = operands.addStep("targets", op.targets, null, "i32");
  const argmax = operands.add("argmax", op.argmax, { element: "i32", access: "read_write" });
  const logProb = operands.add("logProb", op.logProb, { access: "read_write" });
  const search = `let logit = ${logits.at("row + v")};
${block("if (logit > best)", "best = logit;\nlikeliest = v;")}`;
  const job = itemJob({
    label: op.name,
    variant: "score per row",
    operands,
    items: rows,
    work: rows * V * 20,
    body: `${operands.bases}
let row = i * ${V}u;
var best = ${logits.at("row")};
var likeliest = 0u;
${loop("v", V, search, "1u")}
var sum = 0.0f;
${loop("v", V, `sum += exp(${logits.at("row + v")} - best);`)}
${argmax.at("i")} = i32(likeliest);
${logProb.at("i")} = ${logits.at(`row + u32(${targets.at("i")})`)} - best - log(sum);`,
  });
  return dispatches(job, context);
}
