/** Which engine and backend computes, and why, in words a person understands. */
import { messageOf, namedError } from "../lib/errors.ts";
import type { Recipe } from "../recipe/schema.ts";
import { type Adapter, adapterOf } from "./adapter.ts";
import type { Engine, EngineInfo, OnPreparation } from "./engine.ts";
import { bestVariant } from "./wasm/detect.ts";
import type { ReadBinary } from "./wasm/engine.ts";

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
 * The engine and backend for a choice, from what is there. The compiled step on a hardware adapter, else on
 * WebAssembly with SIMD; where there is neither, or tfjs or one of its backends is asked for, tfjs: webgpu on a
 * hardware adapter, else wasm, else cpu.
 *
 * @throws EngineError where the forced engine or backend cannot run here
 */
export function decide(choice: EngineChoice, can: Capabilities): Decision {
  if (choice.engine === "webgpu") return forcedCompiled(can);
  if (choice.engine === "wasm") return forcedCompiledWasm(can);
  if (choice.backend === "auto") {
    if (choice.engine === "auto" && can.adapter?.hardware) return compiled(can.adapter);
    return choice.engine === "auto" && can.simd ? compiledWasm(`${without(can)}.`) : automatic(can);
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

/** The compiled step on WebAssembly. */
const compiledWasm = (why: string): Decision => ({
  engine: "wasm",
  backend: "wasm",
  device: "WebAssembly SIMD",
  reason: why,
});

function forcedCompiledWasm(can: Capabilities): Decision {
  if (can.simd) return compiledWasm("The recipe asks for the wasm engine.");
  throw namedError(
    "EngineError",
    "engine wasm: expected WebAssembly with SIMD; got a browser without it; choose engine auto or tfjs",
  );
}

function automatic(can: Capabilities): Decision {
  if (can.adapter?.hardware) {
    return decision(
      "webgpu",
      can.adapter.name,
      `WebGPU computes on a hardware adapter (${can.adapter.name}).`,
    );
  }
  const noGpu = without(can);
  if (can.wasm) return decision("wasm", wasmName(can), `${noGpu}, so WebAssembly computes${slower(can)}.`);
  return decision("cpu", "JavaScript", `${noGpu} and no WebAssembly, so JavaScript computes, which is slow.`);
}

/** Why no GPU computes. */
const without = ({ adapter, noAdapter }: Capabilities): string =>
  adapter === null
    ? `No WebGPU here (${noAdapter})`
    : `No hardware WebGPU adapter here (${adapter.name} is a software one)`;

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
  const simd = bestVariant() !== null;
  const found = await probeAdapter(gpu ?? browserGpu());
  if (typeof found === "string") return { adapter: null, noAdapter: found, wasm, simd };
  return { adapter: found, noAdapter: "", wasm, simd };
}

/** Node has a `navigator` but no `gpu`. */
const browserGpu = (): GPU | undefined =>
  typeof navigator === "undefined" ? undefined : (navigator as Partial<Navigator>).gpu;

/** The adapter an engine would get, or why there is none. */
async function probeAdapter(gpu: GPU | undefined): Promise<Adapter | string> {
  if (gpu === undefined) return "it has no navigator.gpu";
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
    return adapter === null ? "asked for an adapter, none was given" : adapterOf(adapter.info);
  } catch (error) {
    return messageOf(error);
  }
}

/** What {@link openEngine} needs to know of where it runs. */
export interface OpenOptions {
  /** Addresses of the WebAssembly binaries by file name; needed in a browser. */
  readonly wasmPaths?: Readonly<Record<string, string>>;
  /** Brings the compiled step's binaries. */
  readonly readStep?: ReadBinary;
  /** Node's way to WebGPU, loaded only where the webgpu engine is asked for. */
  readonly openGpu?: () => Promise<GPU>;
  /** Is told how far an engine is that takes its time to open. */
  readonly onPreparation?: OnPreparation;
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
  const opening = { ...options, autotune: choice.autotune };
  try {
    return await open(decided, opening, gpu);
  } catch (error) {
    for (const next of fallbacks(decided, choice, can, messageOf(error))) {
      try {
        return await open(next, opening);
      } catch {
        // the next one may start
      }
    }
    throw error;
  }
}

/**
 * What may take the place of an engine that failed, best first; nothing where the recipe left no choice. After
 * the compiled step on a GPU tfjs on the same adapter, then what there is without one.
 */
function fallbacks(failed: Decision, choice: EngineChoice, can: Capabilities, why: string): Decision[] {
  if (choice.backend !== "auto" || choice.engine === "webgpu" || choice.engine === "wasm") return [];
  const tfjs = (there: Capabilities) => decide({ ...choice, engine: "tfjs" }, there);
  const instead = (next: Decision) => ({
    ...next,
    reason: `The compiled step cannot be used here (${why}). ${next.reason}`,
  });
  const noGpu = { ...can, adapter: null, noAdapter: why };
  if (failed.engine === "wasm") return [instead(tfjs(can))];
  if (failed.engine === "webgpu") return [instead(tfjs(can)), decide(choice, noGpu), tfjs(noGpu)];
  return failed.backend === "webgpu" ? [tfjs(noGpu)] : [];
}

/** With what the recipe says of tuning. */
type Opening = OpenOptions & Pick<EngineChoice, "autotune">;

async function open(decision: Decision, options: Opening, gpu?: GPU): Promise<Engine> {
  const { engine, backend, reason, device } = decision;
  if (engine === "webgpu") {
    const { createWebgpuEngine } = await import("./webgpu/engine.ts");
    const { onPreparation } = options;
    return createWebgpuEngine({ gpu, reason, autotune: options.autotune !== "off", onPreparation });
  }
  if (engine === "wasm") {
    const { createWasmEngine } = await import("./wasm/engine.ts");
    return createWasmEngine({ readBinary: options.readStep ?? noBinary, reason });
  }
  if (backend === "webgpu") await lend();
  const { createTfjsEngine } = await import("./tfjs/engine.ts");
  return createTfjsEngine(backend, { ...options, reason, device });
}

const noBinary: ReadBinary = () =>
  Promise.reject(new Error("no way to the compiled step's binary was given"));

/** Gives tfjs our own device, whose limits are higher; where that fails, tfjs opens one itself. */
async function lend(): Promise<void> {
  try {
    const { lendToTfjs, openGpu } = await import("./webgpu/device.ts");
    await lendToTfjs(await openGpu());
  } catch {
    // tfjs says by itself what is missing
  }
}
