import type { Job } from "./dispatch.ts";
import { ITEM_SIZE } from "./dispatch.ts";
import type { Capabilities } from "./kernel.ts";
import { block, range } from "./text.ts";

/** Memory for what the lanes of a workgroup of this size share; nothing where a lane is alone. */
export const laneMemory = (lanes: number, size: number): string =>
  lanes === 1 ? "" : `var<workgroup> shares: array<f32, ${size}>;`;

/**
 * Statements that replace variable `name` (f32) by its sum or maximum over a row's lanes, by halves, in a fixed
 * order. `lanes`, a power of two, neighbours in the workgroup have a row; u32 `lane` counts them. Every
 * invocation must pass here.
 */
export function reduceLanes(lanes: number, name: string, how: "sum" | "max"): string {
  if (lanes === 1) return "";
  const halves = range(Math.log2(lanes)).map((i) => lanes >> (i + 1));
  const steps = halves.map((half) => {
    const other = `shares[local + ${half}u]`;
    const both = how === "sum" ? `shares[local] + ${other}` : `max(shares[local], ${other})`;
    return `workgroupBarrier();\n${block(`if (lane < ${half}u)`, `shares[local] = ${both};`)}`;
  });
  return `shares[local] = ${name};
${steps.join("\n")}
workgroupBarrier();
${name} = shares[local - lane];
workgroupBarrier();`;
}

/** How many invocations share a row of `count` reads: one on software adapters, whose barriers are slow. */
export function lanesFor(count: number, caps: Capabilities): number {
  if (caps.software) return 1;
  let lanes = 1;
  while (lanes < ITEM_SIZE && 8 * lanes <= count) lanes *= 2;
  return lanes;
}

/** What a row job says instead of its workgroups. */
export type RowJob = Omit<Job, "size" | "groups" | "head"> & {
  readonly rows: number;
  /** A power of two, at most the workgroup's size. */
  readonly lanes: number;
};

/**
 * The job of a kernel with `lanes` invocations per row. Its body finds the row's number in u32 `i`, its own in
 * u32 `lane`, and in bool `inside` whether there is such a row: if not, it must write nothing but pass all
 * barriers.
 */
export function rowJob({ rows, lanes, body, ...rest }: RowJob): Job {
  const perGroup = ITEM_SIZE / lanes;
  const head = laneMemory(lanes, ITEM_SIZE);
  const groups = Math.ceil(rows / perGroup);
  const row = lanes === 1 ? "local" : `local / ${lanes}u`;
  const text = `let i = group * ${perGroup}u + ${row};
let lane = ${lanes === 1 ? "0u" : `local % ${lanes}u`};
let inside = ${rows % perGroup === 0 ? "true" : `i < ${rows}u`};
${body}`;
  return { ...rest, size: ITEM_SIZE, groups, head, body: text };
}
