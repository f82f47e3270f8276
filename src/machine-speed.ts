import type { Client } from "./client/client.ts";
import type { StoreControl } from "./store/store.ts";
import { isAutomatic, secondsTrained, speedSeen } from "./ui/view/estimate.ts";

/** Training that says more of a machine than the second in which it is first measured. */
const ENOUGH_SECONDS = 5;

/** Finds out how fast this machine trains: measured once a page, and better known by every sweep. */
export class MachineSpeed {
  readonly #control: StoreControl;
  readonly #client: Pick<Client, "measure">;
  #isMeasuring = false;

  constructor(control: StoreControl, client: Pick<Client, "measure">) {
    this.#control = control;
    this.#client = client;
  }

  /**
   * Has it measured, where it is not known yet and the recipe leaves the engine to the machine. What goes wrong is not
   * told here but when training starts.
   *
   * @returns whether it is known now, and was not before
   */
  async measure(): Promise<boolean> {
    const { machine, recipe } = this.#control.store;
    const isKnown = this.#isMeasuring || machine.value.speed !== null;
    if (isKnown || !isAutomatic(recipe.value)) return false;
    this.#isMeasuring = true;
    const speed = await this.#client.measure().catch(() => null);
    this.#isMeasuring = false;
    if (speed) this.#control.setSpeed(speed);
    return speed !== null;
  }

  /** A sweep of some seconds tells it better than the first look, and any sweep where there was none. */
  learn(): void {
    const { sweep, machine } = this.#control.store;
    const log = sweep.value;
    if (!log || !isAutomatic(log.summary.recipe)) return;
    const isShort = secondsTrained(log) < ENOUGH_SECONDS;
    const seen = machine.value.speed !== null && isShort ? null : speedSeen(log);
    if (seen) this.#control.setSpeed(seen);
  }
}
