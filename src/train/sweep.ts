import type { Engine } from "../engine/engine.ts";
import { messageOf, nameOf } from "../lib/errors.ts";
import type { Recipe } from "../recipe/schema.ts";
import { Breather } from "./breather.ts";
import { Holder } from "./holder.ts";
import type { Reporter } from "./reporter.ts";
import type { Runner } from "./runner.ts";

/** A slice of work ends after this many milliseconds, or after one step where a step takes longer. */
const SLICE = 40;

/** A pause is acknowledged after this many milliseconds at the latest, even while a step is still under way. */
const ACKNOWLEDGE = 120;

type Mode = "running" | "stepping" | "paused";

/**
 * The loop over all cohorts: short slices of work, between which wishes (pause, step, stop) are heard.
 * It starts by itself and ends when every run has ended, at `stop`, or when the engine breaks.
 */
export class Sweep {
  /** The runs' weights, for those who ask; as they were at the end once it has ended by itself or was stopped. */
  readonly holder: Holder;
  readonly #runners: readonly Runner[];
  readonly #order: Recipe["order"];
  readonly #engine: Engine;
  readonly #reporter: Reporter;
  readonly #breather = new Breather();
  readonly #ended: Promise<void>;
  #mode: Mode;
  #stopping = false;
  #lost: Error | null = null;
  /** Wakes the loop from its rest; a wish that comes while it lies down still counts. */
  #wake: (() => void) | null = null;
  /** True while nothing is under way. */
  #isResting = false;
  /** Single steps, one after the other. */
  #steps: Promise<void> = Promise.resolve();
  /** Those who wait until nothing more is under way. */
  #waiting: (() => void)[] = [];

  constructor(
    runners: readonly Runner[],
    order: Recipe["order"],
    engine: Engine,
    reporter: Reporter,
    paused: boolean,
  ) {
    this.#runners = runners;
    this.#order = order;
    this.#engine = engine;
    this.#reporter = reporter;
    this.#mode = paused ? "paused" : "running";
    this.holder = new Holder(runners, () => this.#wake?.());
    engine.onLost((error) => {
      this.#lost = error;
      this.#wake?.();
    });
    this.#ended = this.#run();
  }

  /**
   * From now on nothing is submitted. Resolves when no step is under way any more, or after a moment: a step
   * that takes longer than that ends by itself, and its row follows. A single step is finished for every run.
   */
  async pause(): Promise<void> {
    if (this.#mode !== "stepping") this.#mode = "paused";
    const late = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), ACKNOWLEDGE));
    const isLate = (await Promise.race([this.#resting(), late])) === "late";
    if (isLate) this.#tellPaused();
  }

  resume(): void {
    for (const runner of this.#runners) runner.limit = Number.POSITIVE_INFINITY;
    this.#mode = "running";
    this.#wake?.();
  }

  /** One update of every run that has not ended; resolves when they are taken and the sweep is paused. */
  step(): Promise<void> {
    this.#steps = this.#steps.then(() => this.#takeStep());
    return this.#steps;
  }

  async #takeStep(): Promise<void> {
    this.#mode = "paused";
    await this.#resting();
    for (const runner of this.#runners) runner.limit = runner.step + 1;
    this.#mode = "stepping";
    this.#wake?.();
    await this.#resting();
  }

  /** Ends the sweep and frees what it held. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake?.();
    await this.#ended;
  }

  async #run(): Promise<void> {
    try {
      await this.#work();
      await Promise.all(this.#runners.map((runner) => runner.drain()));
      await this.holder.keep();
      this.#reporter.tell({ type: "finished", stopped: this.#stopping });
    } catch (error) {
      const cause = this.#lost ?? error;
      this.#reporter.tell({ type: "failed", name: nameOf(cause), message: messageOf(cause) });
    } finally {
      this.#release();
    }
  }

  async #work(): Promise<void> {
    while (!this.#stopping && this.#runners.some((runner) => !runner.ended)) {
      if (this.#lost) throw this.#lost;
      await this.holder.serve();
      const runner = this.#mode === "paused" ? undefined : this.#next();
      if (runner) await this.#slice(runner);
      else await this.#rest();
      this.#reporter.tick();
      await this.#breather.breathe();
    }
  }

  /** Works on one cohort for a slice's time, or until a wish comes. */
  async #slice(runner: Runner): Promise<void> {
    const end = performance.now() + SLICE;
    do await runner.advance();
    while (performance.now() < end && this.#mode !== "paused" && !this.#stopping && runner.canAdvance());
  }

  /** `together`: whoever has taken the fewest steps; `narrow-first`: the narrowest that has not ended. */
  #next(): Runner | undefined {
    const able = this.#runners.filter((runner) => runner.canAdvance());
    if (this.#order === "narrow-first") return able[0];
    return able.reduce<Runner | undefined>(
      (least, r) => (least && least.step <= r.step ? least : r),
      undefined,
    );
  }

  /** Waits for a wish; tells that nothing is under way. */
  async #rest(): Promise<void> {
    this.#mode = "paused";
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    await Promise.all(this.#runners.map((runner) => runner.drain()));
    this.#tellPaused();
    this.#isResting = true;
    for (const resolve of this.#waiting.splice(0)) resolve();
    await woken;
    await this.#serveInRest();
    this.#wake = null;
    this.#isResting = false;
  }

  /** Hands weights to those who ask, and rests on, until a wish of another kind has come. */
  async #serveInRest(): Promise<void> {
    for (;;) {
      await this.holder.serve();
      if (this.#mode !== "paused" || this.#stopping || this.#lost) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Unless a wish to go on has come meanwhile. */
  #tellPaused(): void {
    if (this.#mode === "paused") this.#reporter.tell({ type: "paused" });
    this.#reporter.flush();
  }

  /** Resolves once the loop rests or has ended. */
  async #resting(): Promise<void> {
    if (this.#isResting && this.#mode === "paused") return;
    const rest = new Promise<void>((resolve) => this.#waiting.push(resolve));
    await Promise.race([rest, this.#ended]);
  }

  #release(): void {
    this.holder.close();
    for (const runner of this.#runners) runner.dispose();
    this.#engine.dispose();
    this.#breather.close();
    this.#reporter.flush();
  }
}
