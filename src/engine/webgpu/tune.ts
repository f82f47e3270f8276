/** Which variant of a matrix product is fastest on this adapter, found out by timing each on a cohort's own shapes. */
import type { OnPreparation } from "../engine.ts";
import type { MatMul, Operation, WeightGradient } from "../plan/ops.ts";
import type { Plan } from "../plan/plan.ts";
import { recall, remember } from "./cache.ts";
import type { Gpu } from "./device.ts";
import { candidatesFor, classKeyOf, type GemmChoice } from "./kernels/choice.ts";
import { kernelsFor } from "./kernels/kernel.ts";
import type { PlanMemory } from "./memory.ts";
import { type Chooser, Program } from "./program.ts";

/** All tuning of an engine together may take this long; classes that are left then use their defaults. */
const BUDGET_MS = 1800;
/** A timing lasts about this long, far above the clock's resolution. */
const TIMING_MS = 3;
const MOST_REPEATS = 400;
const ROUNDS = 3;
/** A variant must be this much faster than the default, or the noise would choose. */
const GAIN = 0.95;

type Product = MatMul | WeightGradient;

const isProduct = (op: Operation): op is Product => op.kind === "matMul" || op.kind === "weightGradient";

/** Floating-point operations, to pick the product of a class that matters most. */
const workOf = (op: Product): number =>
  op.kind === "matMul" ? op.rows * op.inner * op.columns : op.rows * op.inputs * op.outputs;

/** Times variants at first use on an adapter and keeps the winners by shape class, from visit to visit. */
export class Tuner {
  readonly #gpu: Gpu;
  readonly #winners = new Map<string, GemmChoice>();
  #recalled: Record<string, unknown> | null = null;
  #spent = 0;
  #timed = 0;

  constructor(gpu: Gpu) {
    this.#gpu = gpu;
  }

  /** For the run's record. */
  get words(): string {
    if (this.#winners.size === 0) return "nothing to tune";
    const how = this.#timed > 0 ? `timed in ${(this.#spent / 1000).toFixed(1)} s` : "known from before";
    return `${this.#winners.size} shape classes, ${how}`;
  }

  /** A chooser for a plan whose memory exists and holds nothing yet: what is timed writes into it. */
  async tune(plan: Plan, memory: PlanMemory, onPreparation?: OnPreparation): Promise<Chooser> {
    this.#recalled ??= asRecord(await recall(this.#key()));
    const before = this.#timed;
    const unknown = [...hardestByClass(plan)].filter(([key]) => !this.#winners.has(key));
    for (const [i, [key, op]] of unknown.entries()) {
      onPreparation?.({ phase: "tuning", done: i, of: unknown.length });
      const candidates = candidatesFor(op, this.#gpu.capabilities);
      const known = candidates.find((choice) => isSame(choice, this.#recalled?.[key]));
      if (known) this.#winners.set(key, known);
      else if (this.#spent < BUDGET_MS) await this.#contest(key, op, candidates, plan, memory);
    }
    if (this.#timed > before) {
      this.#recalled = { ...this.#recalled, ...Object.fromEntries(this.#winners) };
      await remember(this.#key(), this.#recalled);
    }
    return (op) => (isProduct(op) ? (this.#winners.get(classKeyOf(op)) ?? null) : null);
  }

  #key(): string {
    return `tuning ${this.#gpu.key}`;
  }

  async #contest(
    key: string,
    op: Product,
    candidates: readonly GemmChoice[],
    plan: Plan,
    memory: PlanMemory,
  ): Promise<void> {
    const start = performance.now();
    const programs = await Promise.all(
      candidates.map((choice) => {
        const kernels = kernelsFor(op, plan, this.#gpu.capabilities, choice);
        // A variant that does not compile here is no candidate.
        return Program.build(this.#gpu, kernels, memory).catch(() => null);
      }),
    );
    let best = candidates[0];
    let least = Number.POSITIVE_INFINITY;
    for (const [i, program] of programs.entries()) {
      if (program === null || this.#spent + performance.now() - start > BUDGET_MS) continue;
      const ms = await this.#time(program);
      if (ms < (i === 0 ? least : least * GAIN)) [best, least] = [candidates[i], ms];
    }
    this.#spent += performance.now() - start;
    this.#timed++;
    if (best) this.#winners.set(key, best);
  }

  /** Milliseconds of one replay, the least of a few rounds. GPU → CPU synchronisation. */
  async #time(program: Program): Promise<number> {
    await this.#run(program, 1); // drivers finish compiling at the first use
    const rough = await this.#run(program, 8);
    const repeats = Math.max(8, Math.min(MOST_REPEATS, Math.ceil((8 * TIMING_MS) / Math.max(rough, 0.01))));
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < ROUNDS; i++) least = Math.min(least, (await this.#run(program, repeats)) / repeats);
    return least;
  }

  async #run(program: Program, times: number): Promise<number> {
    const { device, watch } = this.#gpu;
    const encoder = device.createCommandEncoder();
    program.encode(encoder, times);
    const commands = encoder.finish();
    const start = performance.now();
    device.queue.submit([commands]);
    await watch.guard(device.queue.onSubmittedWorkDone());
    return performance.now() - start;
  }
}

/** The product with the most work in each shape class. */
function hardestByClass(plan: Plan): Map<string, Product> {
  const hardest = new Map<string, Product>();
  for (const op of plan.operations) {
    if (!isProduct(op)) continue;
    const key = classKeyOf(op);
    const known = hardest.get(key);
    if (!known || workOf(op) > workOf(known)) hardest.set(key, op);
  }
  return hardest;
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** Both are plain data; what another build kept and this one does not know matches nothing. */
const isSame = (choice: GemmChoice, kept: unknown): boolean =>
  JSON.stringify(choice) === JSON.stringify(kept);
