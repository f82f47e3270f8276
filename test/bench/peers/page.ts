/** One contender a page: the driver calls `globalThis.bench`. */
import { Counters } from "../../webgpu/counters.ts";
import type { Contender, Counts, Name, PageApi, Prepare, Stretch } from "./contender.ts";

/** Only the contender that is asked for is loaded, so that no two libraries share a page. */
const CONTENDERS: Readonly<Record<Name, () => Promise<Prepare>>> = {
  webgpu: async () => (await import("./engines.ts")).webgpu,
  "tfjs-webgpu": async () => (await import("./engines.ts")).tfjsWebgpu,
  wasm: async () => (await import("./engines.ts")).wasm,
  "tfjs-wasm": async () => (await import("./engines.ts")).tfjsWasm,
  "plain-webgpu": async () => (await import("../plain.ts")).plainWebgpu,
  "nanogpt-webgpu": async () => (await import("./nanogpt.ts")).prepare,
  "jax-webgpu": async () => (await import("./jax.ts")).onWebgpu,
  "jax-wasm": async () => (await import("./jax.ts")).onWasm,
};

const WARM_UP = 3;
/** Steps between two readings of the loss. */
const EVERY = 20;

const counters = new Counters();
let contender: Contender | null = null;

const bench: PageApi = {
  async prepare(name, shape) {
    contender = await (await CONTENDERS[name]())(shape);
    let last: Stretch | null = null;
    for (let i = 0; i < WARM_UP; i++) last = await train(1);
    return last as Stretch;
  },
  async count(steps) {
    const before = total();
    counters.reset();
    const stretch = await train(steps);
    const counts = { ...perStep(steps), ...sum(before, total()) };
    counters.end();
    return { ...counts, ...stretch };
  },
  train,
};
Object.assign(globalThis, { bench });

async function train(steps: number): Promise<Stretch> {
  if (contender === null) throw new Error("train: expected a prepared contender");
  const start = performance.now();
  let loss = Number.NaN;
  for (let i = 1; i <= steps; i++) {
    await contender.step();
    if (i % EVERY === 0 || i === steps) loss = await contender.loss();
  }
  if (!Number.isFinite(loss)) throw new Error(`expected a finite loss, got ${loss}`);
  return { milliseconds: performance.now() - start, loss };
}

/** What has been created since the counters were reset. */
const total = () => ({
  pipelines: counters.get("createComputePipeline") + counters.get("createComputePipelineAsync"),
  buffers: counters.get("createBuffer"),
  bytes: counters.bytes,
});

type Total = ReturnType<typeof total>;

const sum = (a: Total, b: Total): Total => ({
  pipelines: a.pipelines + b.pipelines,
  buffers: a.buffers + b.buffers,
  bytes: a.bytes + b.bytes,
});

const perStep = (steps: number): Omit<Counts, keyof Total> => ({
  dispatchesPerStep: counters.get("dispatchWorkgroups") / steps,
  passesPerStep: counters.get("beginComputePass") / steps,
  submitsPerStep: counters.get("submit") / steps,
  buffersPerStep: counters.get("createBuffer") / steps,
  bindGroupsPerStep: counters.get("createBindGroup") / steps,
});
