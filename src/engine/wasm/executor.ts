/** A cohort's plans, bound to the binary and one memory, ready to be replayed. */
import type { CohortSpec } from "../engine.ts";
import { ELEMENT_BYTES } from "../plan/buffers.ts";
import type { Plan } from "../plan/plan.ts";
import { STATE } from "../plan/state.ts";
import { bindPlan, type Call } from "./bind.ts";
import { instantiate, type Kernels } from "./kernels.ts";
import { type Addresses, allocate, layOut, type MemoryLayout } from "./memory.ts";
import { forwardPlan, trainingPlan } from "./plans.ts";

const ARRAYS = { f32: Float32Array, i32: Int32Array, u32: Uint32Array };

/**
 * Steps and forward passes of one cohort. Replicas are computed one after the other, a whole step each: nothing
 * passes between them, and one replica's activations stay in the cache.
 */
export class Executor {
  /** The binary that computes. */
  readonly module: WebAssembly.Module;
  readonly training: Plan;
  readonly forward: Plan;
  readonly #kernels: Kernels;
  readonly #layout: MemoryLayout;
  readonly #bytes: ArrayBuffer;
  readonly #steps: readonly (readonly Call[])[];
  /** Forward passes with each replica's weights, bound when first wanted. */
  readonly #forwards: (readonly Call[] | undefined)[] = [];

  /** @throws EngineError where the machine has too little memory */
  static async build(module: WebAssembly.Module, spec: CohortSpec): Promise<Executor> {
    const [training, forward] = [trainingPlan(spec), forwardPlan(spec)];
    const layout = layOut(training, forward);
    const memory = allocate(layout.bytes);
    const kernels = await instantiate(module, memory);
    return new Executor(module, { training, forward }, layout, memory, kernels);
  }

  private constructor(
    module: WebAssembly.Module,
    { training, forward }: { readonly training: Plan; readonly forward: Plan },
    layout: MemoryLayout,
    memory: WebAssembly.Memory,
    kernels: Kernels,
  ) {
    this.module = module;
    this.training = training;
    this.forward = forward;
    this.#layout = layout;
    this.#kernels = kernels;
    this.#bytes = memory.buffer;
    for (const { name, type, length, values } of training.buffers) {
      if (values) new ARRAYS[type](this.#bytes, layout.training.start(name), length).set(values);
    }
    this.#steps = Array.from({ length: training.replicas }, (_, r) =>
      callsOf(bindPlan(training, kernels, layout.training, r)),
    );
  }

  /** A view of one replica's part of a training buffer of (R, perReplica) floats. */
  floats(name: string, r: number, perReplica: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#bytes, this.#partOf(name, r, perReplica), perReplica);
  }

  /** The same of token ids. */
  integers(name: string, r: number, perReplica: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#bytes, this.#partOf(name, r, perReplica), perReplica);
  }

  /** A replica's state words. */
  state(r: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.#bytes, this.#partOf("state", r, STATE.words), STATE.words);
  }

  #partOf(name: string, r: number, perReplica: number): number {
    return this.#layout.training.of({ buffer: name, offset: 0, stride: perReplica }, r);
  }

  /** An input or output of the forward plan. */
  forwardView<T extends "f32" | "i32">(
    name: string,
    type: T,
    length: number,
  ): InstanceType<(typeof ARRAYS)[T]> {
    const start = this.#layout.forward.start(name);
    return new ARRAYS[type](this.#bytes, start, length) as InstanceType<(typeof ARRAYS)[T]>;
  }

  /** One training step of one replica; of a frozen one only the end, which records that it is. */
  step(r: number, cursor: number): void {
    const calls = this.#steps[r] as readonly Call[];
    const isFrozen = this.state(r)[STATE.frozen] === 1;
    for (let i = isFrozen ? calls.length - ENDING : 0; i < calls.length; i++) (calls[i] as Call)(cursor);
  }

  /** One forward pass with a replica's weights, over the forward plan's inputs. */
  replayForward(r: number): void {
    this.#forwards[r] ??= callsOf(bindPlan(this.forward, this.#kernels, this.#forwardAddresses(r), 0));
    for (const call of this.#forwards[r]) call(0);
  }

  #forwardAddresses(r: number): Addresses {
    const start = this.#layout.training.start("weights") + r * this.training.layout.size * ELEMENT_BYTES;
    return this.#layout.forward.with("weights", start);
  }
}

const callsOf = (bound: readonly (Call | null)[]): Call[] => bound.filter((call) => call !== null);

/** Finalisation and AdamW end every training plan. */
const ENDING = 2;
