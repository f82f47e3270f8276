import type { Kernel, KernelContext } from "./kernel.ts";
import type { Operands } from "./operands.ts";
import { indent } from "./text.ts";

/** A kernel before it is cut into dispatches. */
export interface Job {
  readonly label: string;
  readonly variant: string;
  readonly operands: Operands;
  /** Invocations in a workgroup. */
  readonly size: number;
  /** Workgroups for one replica. */
  readonly groups: number;
  /** Floating-point operations (or loads, where those are more) for one replica, roughly. */
  readonly work: number;
  /** Functions and workgroup memory. */
  readonly head?: string;
  /** True for subgroup operations; u32 `subgroupLane` is then in scope. */
  readonly subgroups?: boolean;
  /** Statements; in scope are u32 `r` (replica), `group` (uniform) and `local` (in the workgroup). */
  readonly body: string;
}

/** A slow GPU does this much in well under 250 ms: 10 GFLOP at 80 GFLOP/s. */
const MOST_WORK = 1e10;

interface Part {
  readonly firstReplica: number;
  readonly replicas: number;
  readonly firstGroup: number;
  readonly groups: number;
}

/** The dispatches of a job: one, or several where one would last too long. */
export function dispatches(job: Job, context: KernelContext): Kernel[] {
  const parts = partsOf(job, context.replicas);
  return parts.map((part, i) => {
    const width = Math.min(part.groups, context.caps.maxWorkgroups);
    const code = moduleText(job, part, width);
    return {
      label: parts.length === 1 ? job.label : `${job.label} ${i + 1}/${parts.length}`,
      code,
      bindings: job.operands.bindings,
      offsets: job.operands.offsets,
      workgroups: [width, Math.ceil(part.groups / width), part.replicas],
      key: code,
      variant: job.variant,
    };
  });
}

function partsOf({ work, groups }: Job, replicas: number): Part[] {
  const together = Math.max(1, Math.min(replicas, Math.floor(MOST_WORK / work)));
  const slices = Math.min(groups, Math.ceil((work * together) / MOST_WORK));
  const run = Math.ceil(groups / slices);
  const parts: Part[] = [];
  for (let firstReplica = 0; firstReplica < replicas; firstReplica += together) {
    for (let firstGroup = 0; firstGroup < groups; firstGroup += run) {
      parts.push({
        firstReplica,
        replicas: Math.min(together, replicas - firstReplica),
        firstGroup,
        groups: Math.min(run, groups - firstGroup),
      });
    }
  }
  return parts;
}

/** Invocations beyond the last item return before, whole quads at a time, which WGSL's analysis cannot see. */
const SUBGROUPS = "enable subgroups;\ndiagnostic(off, subgroup_uniformity);\n\n";

function moduleText({ operands, size, head, body, subgroups }: Job, part: Part, width: number): string {
  const folded = part.groups > width;
  const y = folded ? ` + workgroup.y * ${width}u` : "";
  const group = `workgroup.x${y}${part.firstGroup ? ` + ${part.firstGroup}u` : ""}`;
  const end = part.firstGroup + part.groups;
  const lane = subgroups ? ", @builtin(subgroup_invocation_id) subgroupLane: u32" : "";
  return `${subgroups ? SUBGROUPS : ""}${operands.declarations}
${head ? `\n${head.trim()}\n` : ""}
@compute @workgroup_size(${size})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32${lane}) {
  let r = workgroup.z${part.firstReplica ? ` + ${part.firstReplica}u` : ""};
  let group = ${group};
${folded ? `  if (group >= ${end}u) { return; }\n` : ""}${indent(body)}
}
`;
}

/** Invocations in a workgroup where nothing speaks for another number. */
export const ITEM_SIZE = 64;

/** What an item job says instead of its workgroups. */
export type ItemJob = Omit<Job, "size" | "groups"> & { readonly items: number; readonly size?: number };

/** The job of a kernel with one invocation per item; its body finds the item's number in u32 `i`. */
export function itemJob({ items, body, size = ITEM_SIZE, ...rest }: ItemJob): Job {
  const guard = items % size === 0 ? "" : `\nif (i >= ${items}u) { return; }`;
  return {
    ...rest,
    size,
    groups: Math.ceil(items / size),
    body: `let i = group * ${size}u + local;${guard}\n${body}`,
  };
}
