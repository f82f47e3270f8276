import { messageOf, namedError } from "../../lib/errors.ts";

/** How long a failed call waits for the news of the device's loss, which may come a moment later. */
const NEWS_MS = 100;

/**
 * Watches a device. After a loss most calls appear to succeed and only mappings reject, so everything that
 * waits for the GPU waits through {@link DeviceWatch.guard}, which rejects with the named cause instead.
 */
export class DeviceWatch {
  #failure: Error | null = null;
  readonly #listeners = new Set<(error: Error) => void>();

  constructor(device: GPUDevice) {
    device.onuncapturederror = ({ error }) => this.#fail(uncaptured(error));
    void device.lost.then(({ reason, message }) => {
      const why = message === "" ? String(reason) : `${String(reason)}: ${message}`;
      this.#fail(
        namedError(
          "EngineError",
          `webgpu engine: expected the GPU device to stay, got its loss (${why}); what was measured is kept: start the training again, or choose engine wasm.`,
        ),
      );
    });
  }

  /** What broke the device, if anything did. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Calls `listener` once, when the device fails or at once if it has. @returns takes the listener back */
  onFailure(listener: (error: Error) => void): () => void {
    if (this.#failure) listener(this.#failure);
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The promise, or the device's failure if that comes first. Leaves nothing behind once settled. */
  guard<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const forget = this.onFailure(reject);
      promise.then(
        (value) => {
          forget();
          resolve(value);
        },
        (error: unknown) =>
          setTimeout(() => {
            forget();
            reject(error);
          }, NEWS_MS),
      );
    });
  }

  /** Throws the device's failure, if there is one. */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  #fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    for (const listener of this.#listeners) listener(error);
    this.#listeners.clear();
  }
}

/** An error that no scope caught comes from work under way: nothing after it can be trusted. */
function uncaptured(error: GPUError): Error {
  const isMemory = typeof GPUOutOfMemoryError === "function" && error instanceof GPUOutOfMemoryError;
  const got = isMemory ? "too little GPU memory" : messageOfGpu(error);
  const remedy = isMemory
    ? "lower batch, context, seeds or the widest width"
    : "choose engine tfjs, and report this";
  return namedError(
    "EngineError",
    `webgpu engine: expected the GPU to take its work, got: ${got}; ${remedy}.`,
  );
}

/** The first line of what the browser says, without its full stop; the rest repeats the calls. */
export const messageOfGpu = (error: unknown): string => {
  const message =
    typeof error === "object" && error !== null && "message" in error
      ? String(error.message)
      : messageOf(error);
  return (message.split("\n")[0] ?? "").replace(/\.$/, "");
};
