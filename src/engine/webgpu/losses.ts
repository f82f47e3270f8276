import type { StepOutput } from "../engine.ts";
import type { Plan } from "../plan/plan.ts";
import { RING, ringIndex } from "../plan/state.ts";
import type { Gpu } from "./device.ts";
import { bytesOf, type PlanMemory } from "./memory.ts";

/** Milliseconds between two readings: the page draws no faster. */
const INTERVAL = 100;
const COPIES = 3;

interface Staging {
  readonly buffer: GPUBuffer;
  /** Steps whose results the copy holds. */
  cursor: number;
  busy: boolean;
}

/**
 * Brings losses and norms home: the ring is copied to one of three buffers behind a submit's steps, and mapped
 * without anybody waiting for it.
 */
export class LossReader {
  readonly #gpu: Gpu;
  readonly #plan: Plan;
  readonly #ring: GPUBuffer;
  readonly #staging: readonly Staging[];
  readonly #mappings = new Set<Promise<void>>();
  /** Step numbers of what was submitted and has not arrived, oldest first. */
  #awaited: number[] = [];
  #arrived: StepOutput[] = [];
  #submitted = 0;
  #copied = 0;
  #read = 0;
  #lastCopy = Number.NEGATIVE_INFINITY;

  constructor(gpu: Gpu, plan: Plan, memory: PlanMemory) {
    this.#gpu = gpu;
    this.#plan = plan;
    this.#ring = memory.get("ring");
    const length = plan.ringLength * plan.replicas * RING.words;
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    this.#staging = Array.from({ length: COPIES }, () => ({
      buffer: gpu.device.createBuffer({ label: "losses", size: bytesOf(length), usage }),
      cursor: 0,
      busy: false,
    }));
  }

  /** Steps submitted since the cohort was built: the device's cursor. */
  get cursor(): number {
    return this.#submitted;
  }

  /** Whether the ring has room for `steps` more before it is read. */
  hasRoom(steps: number): boolean {
    return this.#submitted + steps - this.#copied <= this.#plan.ringLength;
  }

  /** Resolves when it has. */
  async room(steps: number): Promise<void> {
    while (!this.hasRoom(steps)) await this.#copyNow();
  }

  /**
   * Notes that steps are about to be submitted with this encoder, and adds the copy where one is due.
   *
   * @returns call it right after the submit
   */
  follow(encoder: GPUCommandEncoder, steps: readonly number[]): () => void {
    for (const step of steps) this.#awaited.push(step);
    this.#submitted += steps.length;
    const filling = this.#submitted - this.#copied + this.#plan.stepsAhead > this.#plan.ringLength;
    const isDue = filling || performance.now() - this.#lastCopy >= INTERVAL;
    const free = isDue ? this.#staging.find(({ busy }) => !busy) : undefined;
    return free ? this.#copy(encoder, free) : () => undefined;
  }

  /** What has arrived since the last call, oldest first. */
  poll(): StepOutput[] {
    const outputs = this.#arrived;
    this.#arrived = [];
    return outputs;
  }

  /** Resolves when everything submitted has arrived. GPU → CPU synchronisation. */
  async drain(): Promise<void> {
    while (this.#copied < this.#submitted) await this.#copyNow();
    await Promise.all(this.#mappings);
    this.#gpu.watch.check();
  }

  dispose(): void {
    for (const { buffer } of this.#staging) buffer.destroy();
  }

  async #copyNow(): Promise<void> {
    let free = this.#staging.find(({ busy }) => !busy);
    while (free === undefined) {
      this.#gpu.watch.check(); // a broken device frees none, and leaves no mapping to wait for
      await Promise.race(this.#mappings);
      this.#gpu.watch.check();
      free = this.#staging.find(({ busy }) => !busy);
    }
    const { device } = this.#gpu;
    const encoder = device.createCommandEncoder();
    const map = this.#copy(encoder, free);
    device.queue.submit([encoder.finish()]);
    map();
  }

  #copy(encoder: GPUCommandEncoder, staging: Staging): () => void {
    encoder.copyBufferToBuffer(this.#ring, 0, staging.buffer, 0, staging.buffer.size);
    staging.busy = true;
    staging.cursor = this.#submitted;
    this.#copied = this.#submitted;
    this.#lastCopy = performance.now();
    return () => {
      const mapping: Promise<void> = this.#map(staging).finally(() => this.#mappings.delete(mapping));
      this.#mappings.add(mapping);
    };
  }

  /** Never rejects: a broken device is told by its watch. */
  async #map(staging: Staging): Promise<void> {
    try {
      await this.#gpu.watch.guard(staging.buffer.mapAsync(GPUMapMode.READ));
    } catch {
      return;
    }
    this.#take(new Float32Array(staging.buffer.getMappedRange()), staging.cursor);
    staging.buffer.unmap();
    staging.busy = false;
  }

  #take(ring: Float32Array, until: number): void {
    const { replicas: R, ringLength } = this.#plan;
    const count = Math.max(0, until - this.#read);
    for (const step of this.#awaited.splice(0, count)) {
      const loss = new Float64Array(R);
      const gradNorm = new Float64Array(R);
      for (let r = 0; r < R; r++) {
        const at = ringIndex(this.#read, ringLength, R, r);
        loss[r] = ring[at + RING.loss] as number;
        gradNorm[r] = ring[at + RING.norm] as number;
      }
      this.#arrived.push({ step, loss, gradNorm });
      this.#read++;
    }
  }
}
