/**
 * What a training step costs the host, without a GPU's work: Dawn's null backend in Node takes every call,
 * checks it and computes nothing.
 */
import { performance } from "node:perf_hooks";
import { createWebgpuEngine } from "../../src/engine/webgpu/engine.ts";
import { openDawn } from "../../workers/dawn.ts";
import { Counters } from "../webgpu/counters.ts";
import { median, numbersAfter } from "./flags.ts";
import type { Benchmark } from "./main.ts";
import type { Contender, Shape } from "./peers/contender.ts";
import { plainWebgpu } from "./plain.ts";
import { engineContender } from "./trial.ts";

const SHAPE: Shape = { layers: 4, width: 128, heads: 4, context: 64, batch: 8, vocabulary: 256 };
/** Steps before the first timing, while the JavaScript engine still optimises. */
const WARM_UP = 40;
/** Steps of a round; the loss is read at its end. Ours are many, for a step is short against the clock. */
const STEPS = { webgpu: 400, single: 400, plain: 20 } as const;

type Name = keyof typeof STEPS;

/** Per step, but for the bytes and `pipelines`: all since the start. */
interface Row {
  readonly name: Name;
  /** Median of the rounds on the clock, waits for other processes included. */
  readonly milliseconds: number;
  /** Median processor time of all of this process's threads, Dawn's and the garbage collector's included. */
  readonly cpuMilliseconds: number;
  readonly dispatches: number;
  readonly submits: number;
  readonly buffers: number;
  readonly bindGroups: number;
  /** Of buffers created, the short-lived ones included. */
  readonly bytes: number;
  /** Of buffers created and not destroyed. */
  readonly bytesHeld: number;
  readonly pipelines: number;
}

export const host: Benchmark = {
  about:
    "[--rounds 7] host time of a step, calls and bytes: webgpu against plain tfjs on Dawn's null backend",
  async run(flags) {
    const rounds = numbersAfter(flags, "--rounds", [7])[0] as number;
    const gpu = await openDawn(["backend=null"]);
    Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
    const options = { gpu, selfTest: false, autotune: false }; // nothing is computed here
    const ours = async (most?: number) => engineContender(await createWebgpuEngine(options), SHAPE, most);
    const trials = [
      await Trial.open("webgpu", () => ours()),
      await Trial.open("single", () => ours(1)),
      await Trial.open("plain", () => plainWebgpu(SHAPE)),
    ];
    for (let round = 0; round < rounds; round++) for (const trial of trials) await trial.time();
    const rows = trials.map((trial) => trial.row());
    process.stdout.write(flags.includes("--json") ? `${JSON.stringify(rows)}\n` : table(rows));
    process.exit(0); // Dawn's instance would keep Node alive
  },
};

/** One contender with what it has cost so far. */
class Trial {
  readonly #name: Name;
  readonly #contender: Contender;
  readonly #counts: Omit<Row, "name" | "milliseconds" | "cpuMilliseconds">;
  readonly #times: number[] = [];
  readonly #cpuTimes: number[] = [];

  private constructor(name: Name, contender: Contender, counts: Trial["counts"]) {
    this.#name = name;
    this.#contender = contender;
    this.#counts = counts;
  }

  get counts() {
    return this.#counts;
  }

  /** Builds, warms up, and counts the calls of a round. */
  static async open(name: Name, build: () => Promise<Contender>): Promise<Trial> {
    const counters = new Counters();
    const held = new HeldBytes();
    const contender = await build();
    await train(contender, WARM_UP);
    const [bytes, pipelines] = [counters.bytes, pipelinesOf(counters)];
    counters.reset();
    const steps = STEPS[name];
    await train(contender, steps);
    const perStep = (call: string) => counters.get(call) / steps;
    const counts = {
      dispatches: perStep("dispatchWorkgroups"),
      submits: perStep("submit"),
      buffers: perStep("createBuffer"),
      bindGroups: perStep("createBindGroup"),
      bytes: bytes + counters.bytes,
      bytesHeld: held.bytes,
      pipelines: pipelines + pipelinesOf(counters),
    };
    held.end();
    counters.end();
    return new Trial(name, contender, counts);
  }

  async time(): Promise<void> {
    const steps = STEPS[this.#name];
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    await train(this.#contender, steps);
    const { user, system } = process.cpuUsage(cpu);
    this.#times.push((performance.now() - start) / steps);
    this.#cpuTimes.push((user + system) / 1000 / steps);
  }

  row(): Row {
    const times = { milliseconds: median(this.#times), cpuMilliseconds: median(this.#cpuTimes) };
    return { name: this.#name, ...times, ...this.#counts };
  }
}

/** Follows the bytes of buffers created and not destroyed. */
class HeldBytes {
  bytes = 0;
  readonly #alive = new WeakSet<GPUBuffer>();
  readonly #create = GPUDevice.prototype.createBuffer;
  readonly #destroy = GPUBuffer.prototype.destroy;

  constructor() {
    const [create, destroy, add, remove] = [this.#create, this.#destroy, this.#add, this.#remove];
    GPUDevice.prototype.createBuffer = function (descriptor) {
      return add(create.call(this, descriptor));
    };
    GPUBuffer.prototype.destroy = function () {
      remove(this);
      return destroy.call(this);
    };
  }

  readonly #add = (buffer: GPUBuffer): GPUBuffer => {
    this.#alive.add(buffer);
    this.bytes += buffer.size;
    return buffer;
  };

  readonly #remove = (buffer: GPUBuffer): void => {
    if (this.#alive.delete(buffer)) this.bytes -= buffer.size;
  };

  /** Gives the interface back as it was. */
  end(): void {
    GPUDevice.prototype.createBuffer = this.#create;
    GPUBuffer.prototype.destroy = this.#destroy;
  }
}

async function train(contender: Contender, steps: number): Promise<void> {
  for (let i = 0; i < steps; i++) await contender.step();
  await contender.loss();
}

const pipelinesOf = (counters: Counters): number =>
  counters.get("createComputePipeline") + counters.get("createComputePipelineAsync");

function table(rows: readonly Row[]): string {
  const [ours, single, plain] = rows as [Row, Row, Row];
  const line = (words: string, pick: (row: Row) => number, digits: number) => {
    const cells = [ours, single, plain].map((row) => pick(row).toFixed(digits));
    const times = pick(ours) > 0 ? (pick(plain) / pick(ours)).toFixed(1) : "";
    return `| ${[words, ...cells, times].join(" | ")} |\n`;
  };
  return [
    `L=${SHAPE.layers}, C=${SHAPE.width}, H=${SHAPE.heads}, T=${SHAPE.context}, B=${SHAPE.batch}, V=${SHAPE.vocabulary}\n`,
    "| | webgpu engine | the same, one step a submit | plain tfjs | plain ÷ webgpu |\n|---|---|---|---|---|\n",
    line("milliseconds of a step", (row) => row.milliseconds, 3),
    line("milliseconds of processor time", (row) => row.cpuMilliseconds, 3),
    line("dispatches of a step", (row) => row.dispatches, 1),
    line("submits of a step", (row) => row.submits, 2),
    line("buffers created in a step", (row) => row.buffers, 1),
    line("bind groups created in a step", (row) => row.bindGroups, 1),
    line("megabytes of buffers held", (row) => row.bytesHeld / 1e6, 1),
    line("megabytes of buffers ever created", (row) => row.bytes / 1e6, 1),
    line("pipelines", (row) => row.pipelines, 0),
  ].join("");
}
