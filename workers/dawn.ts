/** WebGPU in Node: Dawn, from the optional package webgpu. */
import { messageOf, namedError } from "../src/lib/errors.ts";

/** Dawn's instance: devices end with it, so it is kept. */
let opened: Promise<GPU> | null = null;

/**
 * Dawn's way to adapters, and WebGPU's globals, made at the first call.
 *
 * @param options Dawn's, such as `backend=null`
 * @throws EngineError where the package is not installed
 */
export function openDawn(options: readonly string[] = []): Promise<GPU> {
  opened ??= load(options);
  return opened;
}

async function load(options: readonly string[]): Promise<GPU> {
  try {
    const { create, globals } = await import("webgpu");
    Object.assign(globalThis, globals);
    return create([...options]);
  } catch (error) {
    throw namedError(
      "EngineError",
      `webgpu engine: expected the package webgpu (Dawn for Node), got: ${messageOf(error).split("\n")[0]}; install it with npm i webgpu, or choose engine tfjs.`,
    );
  }
}
