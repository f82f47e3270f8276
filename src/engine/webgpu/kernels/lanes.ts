import { block, range } from "./text.ts";

/** Memory for a sum over a workgroup's lanes; nothing where there is one lane. */
export const laneMemory = (lanes: number, T: string): string =>
  lanes === 1 ? "" : `var<workgroup> shares: array<${T}, ${lanes}>;`;

/**
 * Statements that replace variable `name` by its sum over the lanes of the workgroup (a power of two), by
 * halves, in a fixed order. Every invocation must pass here.
 */
export function laneSum(lanes: number, name: string): string {
  if (lanes === 1) return "";
  const halves = range(Math.log2(lanes)).map((i) => lanes >> (i + 1));
  const steps = halves.map(
    (half) => `workgroupBarrier();
${block(`if (local < ${half}u)`, `shares[local] += shares[local + ${half}u];`)}`,
  );
  return `shares[local] = ${name};\n${steps.join("\n")}\nworkgroupBarrier();\n${name} = shares[0];\nworkgroupBarrier();`;
}
