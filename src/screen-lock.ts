/** Keeps a phone's screen on as long as it is wanted, where the browser can and may. */
export class ScreenLock {
  #isWanted = false;
  #isAsking = false;
  #held: WakeLockSentinel | null = null;

  /** Takes the lock, or gives it back. A browser that refuses, on low battery, lets the screen go off as ever. */
  async want(wanted: boolean): Promise<void> {
    this.#isWanted = wanted;
    if (!wanted) return this.#release();
    if (this.#isAsking || (this.#held && !this.#held.released) || !("wakeLock" in navigator)) return;
    this.#isAsking = true;
    this.#held = await navigator.wakeLock.request("screen").catch(() => null);
    this.#isAsking = false;
    if (!this.#isWanted) await this.#release();
  }

  async #release(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    await held?.release();
  }
}
