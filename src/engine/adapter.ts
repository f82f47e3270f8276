/** What is known of a WebGPU adapter. */
export interface Adapter {
  /** False for a software adapter, which is far slower than WebAssembly. */
  readonly hardware: boolean;
  /** Vendor and architecture as the browser tells them, such as "nvidia ampere". */
  readonly name: string;
}

/** Names of software adapters, for browsers older than `isFallbackAdapter` in the adapter's info. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render/i;

/** What an adapter's info says of it. */
export function adapterOf(info: Partial<GPUAdapterInfo>): Adapter {
  const words = [info.vendor, info.architecture].filter((word) => word !== undefined && word !== "");
  const name = words.length > 0 ? words.join(" ") : info.description || "an adapter without a name";
  const all = `${name} ${info.device ?? ""} ${info.description ?? ""}`;
  return { hardware: info.isFallbackAdapter !== true && !SOFTWARE.test(all), name };
}
