/** What a model computes on the way to its logits: the plan of its forward pass on the wasm kernels. */

import { pad } from "../../src/engine/plan/layout.ts";
import { assignSlots } from "../../src/engine/plan/liveness.ts";
import type { Attention, Operation } from "../../src/engine/plan/ops.ts";
import { type Plan, planForward } from "../../src/engine/plan/plan.ts";
import { bindPlan, type Call } from "../../src/engine/wasm/bind.ts";
import { BINARIES, bestVariant } from "../../src/engine/wasm/detect.ts";
import { instantiate } from "../../src/engine/wasm/kernels.ts";
import { type Addresses, allocate, layOutForward } from "../../src/engine/wasm/memory.ts";
import type { ModelSpec } from "../../src/model/spec.ts";
import { readStepBinary } from "../../workers/step-binary.ts";
import { attentionScore } from "../plan/forward-reference.ts";

/** Tensors by name: `embedding`, then a block at a time `attention logits 1` and `block 1`, then `logits`. */
export type Activations = ReadonlyMap<string, Float32Array>;

/** A tensor of the plan that is kept, and its name. */
interface Kept {
  readonly name: string;
  readonly buffer: string;
  /** Where the buffer is what attention reads. */
  readonly attention: Attention | null;
}

/** What is kept of an operation's results; null where nothing is. */
function keptOf(op: Operation): Kept | null {
  const block = 1 + Number(/^h\.(\d+)\./.exec(op.name)?.[1] ?? 0);
  if (op.kind === "embed") return { name: "embedding", buffer: op.out.buffer, attention: null };
  if (op.kind === "attention") {
    return { name: `attention logits ${block}`, buffer: op.qkv.buffer, attention: op };
  }
  if (op.kind !== "matMul") return null;
  if (op.name === "lm_head") return { name: "logits", buffer: op.out.buffer, attention: null };
  return op.name.endsWith("mlp.c_proj")
    ? { name: `block ${block}`, buffer: op.out.buffer, attention: null }
    : null;
}

/** The forward plan of one replica whose kept tensors share their memory with nothing, and which those are. */
export function activationPlan(model: ModelSpec, batch: number): { plan: Plan; kept: readonly Kept[] } {
  const plan = planForward({ model, replicas: 1, batch, context: model.shape.context });
  const kept = plan.operations.map(keptOf).filter((found) => found !== null);
  const names = new Set(kept.map(({ buffer }) => buffer));
  const buffers = plan.buffers.map((buffer) =>
    names.has(buffer.name) ? { ...buffer, role: "output" as const, slot: null } : buffer,
  );
  return { plan: { ...plan, ...assignSlots(buffers, plan.operations) }, kept };
}

/** The tensors of one pass; of attention scale·q·k for every query and the keys up to its own. */
export function activationsOf(kept: readonly Kept[], read: (buffer: string) => Float32Array): Activations {
  return new Map(
    kept.map(({ name, buffer, attention }) => {
      const data = read(buffer);
      return [name, attention ? attentionLogits(attention, data) : data.slice()];
    }),
  );
}

function attentionLogits(op: Attention, qkv: Float32Array): Float32Array {
  const logits: number[] = [];
  for (let b = 0; b < op.batch; b++) {
    for (let h = 0; h < op.heads; h++) {
      for (let t = 0; t < op.context; t++) {
        for (let u = 0; u <= t; u++) logits.push(attentionScore(op, qkv, [b, h, t, u]));
      }
    }
  }
  return Float32Array.from(logits);
}

/** Reads the activations of one shape of model on one batch. */
export class ActivationReader {
  readonly #plan: Plan;
  readonly #kept: readonly Kept[];
  readonly #calls: readonly Call[];
  readonly #memory: ArrayBuffer;
  readonly #at: Addresses;

  private constructor(
    { plan, kept }: ReturnType<typeof activationPlan>,
    calls: readonly Call[],
    memory: ArrayBuffer,
    at: Addresses,
  ) {
    this.#plan = plan;
    this.#kept = kept;
    this.#calls = calls;
    this.#memory = memory;
    this.#at = at;
  }

  /**
   * @param tokens ids (B,T) of the batch, T the model's context
   * @throws Error where there is no WebAssembly SIMD, or the binary has not been built
   */
  static async build(model: ModelSpec, tokens: Int32Array): Promise<ActivationReader> {
    const variant = bestVariant();
    if (variant === null) throw new Error("activations: expected WebAssembly with SIMD; got none");
    const module = await WebAssembly.compile(await readStepBinary(BINARIES[variant]));
    const made = activationPlan(model, tokens.length / model.shape.context);
    const { at, bytes } = layOutForward(made.plan);
    const memory = allocate(bytes);
    const bound = bindPlan(made.plan, await instantiate(module, memory), at, 0);
    new Int32Array(memory.buffer, at.start("inputs"), tokens.length).set(tokens);
    const calls = bound.filter((call) => call !== null);
    return new ActivationReader(made, calls, memory.buffer, at);
  }

  /** @param weights the flat vector (P) of the parameter table */
  read(weights: Float32Array): Activations {
    const { layout, buffers } = this.#plan;
    pad(layout, weights, new Float32Array(this.#memory, this.#at.start("weights"), layout.size));
    for (const call of this.#calls) call(0);
    const lengths = new Map(buffers.map(({ name, length }) => [name, length]));
    return activationsOf(
      this.#kept,
      (buffer) => new Float32Array(this.#memory, this.#at.start(buffer), lengths.get(buffer)),
    );
  }
}
