/** Which engine and backend computes, and why, in words a person understands. */
import { messageOf, namedError } from "../lib/errors.ts";
import type { Recipe } from "../recipe/schema.ts";
import { type Adapter, adapterOf } from "./adapter.ts";
import type { Engine, EngineInfo } from "./engine.ts";

export { type Adapter, adapterOf } from "./adapter.ts";

/** What a recipe asks for. */
export type EngineChoice = Pick<Recipe, "engine" | "backend">;

/** What this machine and browser can do. */
export interface Capabilities {
  /** null where there is none. */
  readonly adapter: Adapter | null;
  /** Why there is no adapter, in words; empty where there is one. */
  readonly noAdapter: string;
  readonly wasm: boolean;
  readonly simd: boolean;
}

export type Decision = Pick<EngineInfo, "engine" | "backend" | "device" | "reason">;

/**
 * The backend for a choice, from what is there: webgpu on a hardware adapter, else wasm, else cpu.
 *
 * @throws EngineError where the forced backend cannot run here
 */
export function decide(choice: EngineChoice, can: Capabilities): Decision {
  if (choice.backend === "auto") return automatic(can);
  const why = `The recipe asks for the ${choice.backend} backend`;
  if (choice.backend === "webgpu") return forcedWebgpu(can, why);
  if (choice.backend === "wasm") return forcedWasm(can, why);
  return decision("cpu", "JavaScript", `${why}: JavaScript computes, the slowest way.`);
}

function automatic(can: Capabilities): Decision {
  if (can.adapter?.hardware) {
    return decision(
      "webgpu",
      can.adapter.name,
      `WebGPU computes on a hardware adapter (${can.adapter.name}).`,
    );
  }
  const noGpu =
    can.adapter === null
      ? `No WebGPU here (${can.noAdapter})`
      : `No hardware WebGPU adapter here (${can.adapter.name} is a software one)`;
  if (can.wasm) return decision("wasm", wasmName(can), `${noGpu}, so WebAssembly computes${slower(can)}.`);
  return decision("cpu", "JavaScript", `${noGpu} and no WebAssembly, so JavaScript computes, which is slow.`);
}

function forcedWebgpu(can: Capabilities, why: string): Decision {
  if (can.adapter === null) {
    throw namedError(
      "EngineError",
      `backend webgpu: expected a WebGPU adapter; got none (${can.noAdapter}); choose backend auto or wasm`,
    );
  }
  const { hardware, name } = can.adapter;
  const pace = hardware ? "" : "; a software adapter, far slower than WebAssembly";
  return decision("webgpu", name, `${why} (${name}${pace}).`);
}

function forcedWasm(can: Capabilities, why: string): Decision {
  if (can.wasm) return decision("wasm", wasmName(can), `${why}: WebAssembly computes${slower(can)}.`);
  throw namedError(
    "EngineError",
    "backend wasm: expected WebAssembly; got a browser without it; choose backend auto or cpu",
  );
}

const decision = (backend: EngineInfo["backend"], device: string, reason: string): Decision => ({
  engine: "tfjs",
  backend,
  device,
  reason,
});

const wasmName = (can: Capabilities) => (can.simd ? "WebAssembly SIMD" : "WebAssembly");

const slower = (can: Capabilities) => (can.simd ? "" : ", without SIMD instructions and therefore slower");

/** Looks at what is there. Asks for an adapter, never for a device. */
export async function probe(): Promise<Capabilities> {
  const wasm = typeof WebAssembly === "object" && typeof WebAssembly.instantiate === "function";
  const simd = wasm && WebAssembly.validate(SIMD_MODULE);
  const found = await probeAdapter();
  if (typeof found === "string") return { adapter: null, noAdapter: found, wasm, simd };
  return { adapter: found, noAdapter: "", wasm, simd };
}

/** The smallest module with a SIMD instruction: `i32.const 0; i8x16.splat; drop`. */
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11,
]);

/** The adapter tfjs would get, or why there is none. */
async function probeAdapter(): Promise<Adapter | string> {
  // Node has a `navigator` but no `gpu`.
  const gpu = typeof navigator === "undefined" ? undefined : (navigator as Partial<Navigator>).gpu;
  if (gpu === undefined) return "it has no navigator.gpu";
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
    return adapter === null ? "the browser gave no adapter" : adapterOf(adapter.info);
  } catch (error) {
    return messageOf(error);
  }
}

/** What {@link openEngine} needs in a browser. */
export interface OpenOptions {
  /** Addresses of the WebAssembly binaries by file name. */
  readonly wasmPaths?: Readonly<Record<string, string>>;
}

/**
 * Probes, decides, and opens the engine. Where auto chose a GPU whose device does not start, the next
 * best backend takes over.
 *
 * @throws EngineError where the forced backend cannot run here
 */
export async function openEngine(choice: EngineChoice, options: OpenOptions = {}): Promise<Engine> {
  const can = await probe();
  const decided = decide(choice, can);
  try {
    return await open(decided, options);
  } catch (error) {
    if (choice.backend !== "auto" || decided.backend !== "webgpu") throw error;
    return open(decide(choice, { ...can, adapter: null, noAdapter: messageOf(error) }), options);
  }
}

async function open({ backend, reason, device }: Decision, options: OpenOptions): Promise<Engine> {
  const { createTfjsEngine } = await import("./tfjs/engine.ts");
  return createTfjsEngine(backend, { ...options, reason, device });
}
