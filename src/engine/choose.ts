/** Which engine and backend computes, and why, in words a person understands. */
import { messageOf, namedError } from "../lib/errors.ts";
import type { Recipe } from "../recipe/schema.ts";
import { type Adapter, adapterOf } from "./adapter.ts";
import type { Engine, EngineInfo } from "./engine.ts";

export { type Adapter, adapterOf } from "./adapter.ts";

/** What a recipe asks for. */
export type EngineChoice = Pick<Recipe, "engine" | "backend"> & Partial<Pick<Recipe, "autotune">>;

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
 * The engine and backend for a choice, from what is there. On a hardware adapter the compiled step; else, or
 * where tfjs or one of its backends is asked for, tfjs: webgpu on a hardware adapter, else wasm, else cpu.
 *
 * @throws EngineError where the forced engine or backend cannot run here
 */
export function decide(choice: EngineChoice, can: Capabilities): Decision {
  if (choice.engine === "webgpu") return forcedCompiled(can);
  if (choice.backend === "auto") {
    return choice.engine === "auto" && can.adapter?.hardware ? compiled(can.adapter) : automatic(can);
  }
  const why = `The recipe asks for the ${choice.backend} backend`;
  if (choice.backend === "webgpu") return forcedWebgpu(can, why);
  if (choice.backend === "wasm") return forcedWasm(can, why);
  return decision("cpu", "JavaScript", `${why}: JavaScript computes, the slowest way.`);
}

/** The compiled step on WebGPU. */
const compiled = ({ name }: Adapter, reason = ""): Decision => ({
  engine: "webgpu",
  backend: "webgpu",
  device: name,
  reason: reason || `The compiled step computes on a hardware adapter (${name}).`,
});

function forcedCompiled(can: Capabilities): Decision {
  if (can.adapter === null) {
    throw namedError(
      "EngineError",
      `engine webgpu: expected a WebGPU adapter; got none (${can.noAdapter}); choose engine auto or tfjs`,
    );
  }
  const { hardware, name } = can.adapter;
  const pace = hardware ? "" : "; a software adapter, far slower than a hardware one";
  return compiled(can.adapter, `The recipe asks for the webgpu engine (${name}${pace}).`);
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

/**
 * Looks at what is there. Asks for an adapter, never for a device.
 *
 * @param gpu what gives adapters; left out, the browser
 */
export async function probe(gpu?: GPU): Promise<Capabilities> {
  const wasm = typeof WebAssembly === "object" && typeof WebAssembly.instantiate === "function";
  const simd = wasm && WebAssembly.validate(SIMD_MODULE);
  const found = await probeAdapter(gpu ?? browserGpu());
  if (typeof found === "string") return { adapter: null, noAdapter: found, wasm, simd };
  return { adapter: found, noAdapter: "", wasm, simd };
}

/** The smallest module with a SIMD instruction: `i32.const 0; i8x16.splat; drop`. */
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11,
]);

/** Node has a `navigator` but no `gpu`. */
const browserGpu = (): GPU | undefined =>
  typeof navigator === "undefined" ? undefined : (navigator as Partial<Navigator>).gpu;

/** The adapter an engine would get, or why there is none. */
async function probeAdapter(gpu: GPU | undefined): Promise<Adapter | string> {
  if (gpu === undefined) return "it has no navigator.gpu";
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
    return adapter === null ? "the browser gave no adapter" : adapterOf(adapter.info);
  } catch (error) {
    return messageOf(error);
  }
}

/** What {@link openEngine} needs to know of where it runs. */
export interface OpenOptions {
  /** Addresses of the WebAssembly binaries by file name; needed in a browser. */
  readonly wasmPaths?: Readonly<Record<string, string>>;
  /** Node's way to WebGPU, loaded only where the webgpu engine is asked for. */
  readonly openGpu?: () => Promise<GPU>;
}

/**
 * Probes, decides, and opens the engine. Where auto chose something that does not start or computes wrongly,
 * the next best takes over and says why.
 *
 * @throws EngineError where the forced engine or backend cannot run here
 */
export async function openEngine(choice: EngineChoice, options: OpenOptions = {}): Promise<Engine> {
  const gpu = choice.engine === "webgpu" ? await options.openGpu?.() : undefined;
  const can = await probe(gpu);
  const decided = decide(choice, can);
  try {
    return await open(decided, { ...options, autotune: choice.autotune }, gpu);
  } catch (error) {
    const isFree = choice.backend === "auto" && choice.engine !== "webgpu";
    if (!isFree || decided.backend !== "webgpu") throw error;
    return openNext(decided, choice, can, messageOf(error), options);
  }
}

/** After the compiled step tfjs on the same adapter, after that tfjs without one. */
async function openNext(
  failed: Decision,
  choice: EngineChoice,
  can: Capabilities,
  why: string,
  options: OpenOptions,
): Promise<Engine> {
  if (failed.engine === "webgpu") {
    const next = decide({ ...choice, engine: "tfjs" }, can);
    const reason = `The compiled step cannot be used here (${why}). ${next.reason}`;
    try {
      return await open({ ...next, reason }, options);
    } catch {
      // what follows has no need of the adapter
    }
  }
  const without = { ...can, adapter: null, noAdapter: why };
  return open(decide({ ...choice, engine: "tfjs" }, without), options);
}

/** With what the recipe says of tuning. */
type Opening = OpenOptions & Pick<EngineChoice, "autotune">;

async function open(decision: Decision, options: Opening, gpu?: GPU): Promise<Engine> {
  const { engine, backend, reason, device } = decision;
  if (engine === "webgpu") {
    const { createWebgpuEngine } = await import("./webgpu/engine.ts");
    return createWebgpuEngine({ gpu, reason, autotune: options.autotune !== "off" });
  }
  if (backend === "webgpu") await lend();
  const { createTfjsEngine } = await import("./tfjs/engine.ts");
  return createTfjsEngine(backend, { ...options, reason, device });
}

/** Gives tfjs our own device, whose limits are higher; where that fails, tfjs opens one itself. */
async function lend(): Promise<void> {
  try {
    const { lendToTfjs, openGpu } = await import("./webgpu/device.ts");
    await lendToTfjs(await openGpu());
  } catch {
    // tfjs says by itself what is missing
  }
}
