import { accessesOf } from "./access.ts";
import { ELEMENT_BYTES, type PlanBuffer } from "./buffers.ts";
import { bytesOf, flopsOf, type PlanTotals, totalsOf } from "./cost.ts";
import type { Operation } from "./ops.ts";
import type { Plan } from "./plan.ts";

/**
 * A plan as text for people: every operation with its sizes, work, traffic and memory, then the buffers, the
 * slots and the sums. FLOPs and bytes are those of all replicas; `[s2]` is slot 2, `=` marks what is updated in
 * place.
 */
export function printPlan(plan: Plan): string {
  const rows = plan.operations.map((op, index) => operationRow(plan, op, index));
  return [
    heading(plan),
    "",
    ...table(["#", "operation", "kind", "sizes", "FLOPs", "bytes", "reads → writes"], rows, [0, 4, 5]),
    "",
    ...table(
      ["buffer", "role", "type", "elements", "bytes"],
      plan.buffers.filter(isOwn).map(bufferRow),
      [3, 4],
    ),
    "",
    ...table(
      ["slot", "bytes", "shared by"],
      plan.slots.map((length, i) => slotRow(plan, length, i)),
      [1],
    ),
    "",
    ...totalLines(totalsOf(plan)),
    "",
  ].join("\n");
}

/** What the plan is for, on one line. */
export function heading({ kind, shape, replicas, batch, context }: Plan): string {
  const { nLayers: L, dModel: C, nHeads: H, vocabulary: V } = shape;
  const what = kind === "train" ? "Training step" : "Forward pass";
  return `${what}: L ${L}, C ${C}, H ${H}, V ${V}, T ${context}, B ${batch}, R ${replicas} (${shape.parametrisation})`;
}

const isOwn = ({ slot }: PlanBuffer): boolean => slot === null;

function operationRow(plan: Plan, op: Operation, index: number): string[] {
  const flops = plan.replicas * flopsOf(op);
  return [
    String(index),
    op.name,
    op.kind,
    sizesOf(op),
    flops === 0 ? "" : count(flops),
    bytes(plan.replicas * bytesOf(op)),
    flow(plan, op),
  ];
}

/** The sizes that decide the operation's work, per replica. */
function sizesOf(op: Operation): string {
  switch (op.kind) {
    case "matMul":
      return `${op.rows}×${op.inner}·${op.inner}×${op.columns}${op.transposed ? "ᵀ" : ""} ${op.epilogue.kind}`;
    case "weightGradient":
      return `${op.inputs}×${op.rows}·${op.rows}×${op.outputs}${splits(op.weight.splits)}`;
    case "attention":
    case "attentionGradientQ":
    case "attentionGradientKV":
      return `${op.batch}×${op.heads} of ${op.context}×${op.dHead}`;
    case "layerNormGradient":
      return `${op.rows}×${op.width}${splits(op.dGain.splits)}`;
    case "embed":
    case "layerNorm":
      return `${op.rows}×${op.width}`;
    case "crossEntropy":
    case "score":
      return `${op.rows}×${op.vocabulary}`;
    case "tokenGradient":
      return `${op.rows} rows to ${op.vocabulary}×${op.width}${splits(op.weight.splits)}`;
    case "positionGradient":
      return `${op.batch} rows to ${op.context}×${op.width}${splits(op.weight.splits)}`;
    case "reduceGradients":
    case "adamW":
      return `${op.blockCount} blocks of ${op.blockSize}`;
    case "finalise":
      return `${op.rows} rows, ${op.blockCount} blocks`;
  }
}

const splits = (n: number): string => (n === 1 ? "" : `, ${n} partials`);

/** The buffers an operation reads, then those it writes, each once. */
function flow(plan: Plan, op: Operation): string {
  const accesses = accessesOf(op);
  const names = (wanted: (mode: string) => boolean) =>
    [...new Set(accesses.filter(({ mode }) => wanted(mode)).map((access) => mark(plan, access)))].join(" ");
  return `${names((mode) => mode === "read")} → ${names((mode) => mode !== "read")}`.trim();
}

function mark(plan: Plan, { place, mode }: ReturnType<typeof accessesOf>[number]): string {
  const slot = plan.buffers.find(({ name }) => name === place.buffer)?.slot ?? null;
  return `${slot === null ? place.buffer : `[s${slot}]`}${mode === "update" ? "=" : ""}`;
}

const bufferRow = ({ name, role, type, length }: PlanBuffer): string[] => [
  name,
  role,
  type,
  count(length),
  bytes(length * ELEMENT_BYTES),
];

function slotRow(plan: Plan, length: number, index: number): string[] {
  const names = plan.buffers.filter(({ slot }) => slot === index).map(({ name }) => name);
  return [`s${index}`, bytes(length * ELEMENT_BYTES), names.join(" ")];
}

function totalLines(totals: PlanTotals): string[] {
  return [
    `${totals.operations} operations, ${count(totals.flops)}FLOP, ${bytes(totals.traffic)} moved at least`,
    `activations ${bytes(totals.slots)} in slots (${bytes(totals.unshared)} unshared, ${bytes(totals.peak)} needed at once)`,
    `state ${bytes(totals.state)}, inputs ${bytes(totals.input)}, tables ${bytes(totals.constant)}, outputs ${bytes(totals.output)}`,
    `memory ${bytes(totals.total)}, largest buffer ${bytes(totals.largest)}`,
  ];
}

const THOUSANDS = ["", "k", "M", "G", "T", "P"];

/** 12345678 → "12.3 M". */
function count(n: number): string {
  let power = 0;
  let rest = n;
  while (rest >= 999.5 && power < THOUSANDS.length - 1) {
    rest /= 1000;
    power++;
  }
  const digits = power === 0 ? 0 : rest < 9.995 ? 2 : rest < 99.95 ? 1 : 0;
  return `${rest.toFixed(digits)} ${THOUSANDS[power]}`;
}

const bytes = (n: number): string => `${count(n)}B`;

/** Columns as wide as their widest cell; those in `right` lean to the right. */
function table(head: readonly string[], rows: readonly string[][], right: readonly number[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => (row[i] ?? "").trimEnd().length)));
  const cell = (text: string, i: number) =>
    right.includes(i) ? text.trimEnd().padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0);
  return all.map((row) => row.map(cell).join("  ").trimEnd());
}
