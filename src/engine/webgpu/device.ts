/** Our own GPUDevice, with all the limits and features its adapter has. Of the engine, only this file knows tfjs. */
import { namedError } from "../../lib/errors.ts";
import { adapterOf } from "../adapter.ts";
import type { Capabilities } from "./kernels/kernel.ts";
import { DeviceWatch, messageOfGpu } from "./watch.ts";

/** An open device and what is known of it. */
export interface Gpu {
  readonly device: GPUDevice;
  /** The adapter's vendor and architecture. */
  readonly name: string;
  /** Tells adapters, drivers and browsers apart: what is learned of one holds for no other. */
  readonly key: string;
  readonly info: GPUAdapterInfo;
  readonly capabilities: Capabilities;
  readonly watch: DeviceWatch;
}

/** Optional features, taken where the adapter has them. */
const FEATURES = ["shader-f16", "subgroups", "timestamp-query"] as const;

/** Limits raised to what the adapter allows; the defaults are made for the weakest. */
const LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupSizeY",
  "maxComputeWorkgroupSizeZ",
  "maxComputeWorkgroupsPerDimension",
] as const;

/** One device for all engines of this thread: compiled pipelines outlive a sweep. */
let opened: { readonly from: GPU; readonly gpu: Promise<Gpu> } | null = null;

/**
 * The thread's device, opened at the first call and again after a loss.
 *
 * @param from what gives adapters; the browser's, or Dawn's in Node
 * @throws EngineError where there is no WebGPU, no adapter, or no device
 */
export async function openGpu(from: GPU | undefined = browserGpu()): Promise<Gpu> {
  if (from === undefined) {
    throw failure(
      "a navigator.gpu",
      "none (no WebGPU, or no secure context)",
      "use a current browser over https, or choose engine tfjs",
    );
  }
  const last = opened?.from === from ? await opened.gpu.catch(() => null) : null;
  if (last && last.watch.failure === null) return last;
  const gpu = create(from);
  opened = { from, gpu };
  return gpu;
}

/** Node has a `navigator` but no `gpu`. */
const browserGpu = (): GPU | undefined =>
  typeof navigator === "undefined" ? undefined : (navigator as Partial<Navigator>).gpu;

async function create(from: GPU): Promise<Gpu> {
  const adapter = await from.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) {
    throw failure(
      "a WebGPU adapter",
      "none",
      "update the browser and its graphics driver, or choose engine tfjs",
    );
  }
  const { info } = adapter;
  const { hardware, name } = adapterOf(info);
  const device = await requestDevice(adapter, name);
  const key = [info.vendor, info.architecture, info.device, info.description, agent()].join("|");
  const capabilities = capabilitiesOf(device, !hardware);
  return { device, name, key, info, capabilities, watch: new DeviceWatch(device) };
}

async function requestDevice(adapter: GPUAdapter, name: string): Promise<GPUDevice> {
  try {
    return await adapter.requestDevice({
      requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
    });
  } catch (error) {
    throw failure(`a device of ${name}`, messageOfGpu(error), "reload the page, or choose engine tfjs");
  }
}

/** Kernels that are good for one browser's compiler may not be for another's. */
const agent = (): string => (typeof navigator === "undefined" ? "" : (navigator.userAgent ?? ""));

/** What the kernels may use on this device. */
function capabilitiesOf({ features, limits }: GPUDevice, software: boolean): Capabilities {
  return {
    software,
    subgroups: features.has("subgroups"),
    f16: features.has("shader-f16"),
    maxWorkgroupSize: Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX),
    maxWorkgroupStorage: limits.maxComputeWorkgroupStorageSize,
    maxWorkgroups: limits.maxComputeWorkgroupsPerDimension,
  };
}

/** Makes tfjs's WebGPU backend compute on this device instead of opening its own, which has lower limits. */
export async function lendToTfjs(gpu: Gpu): Promise<void> {
  const tf = await import("../tfjs/tf.ts");
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
  if (tf.findBackendFactory("webgpu") !== null) tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(gpu.device, gpu.info), 3);
}

const failure = (expected: string, got: string, remedy: string): Error =>
  namedError("EngineError", `webgpu engine: expected ${expected}, got ${got}; ${remedy}.`);
