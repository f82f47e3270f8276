import type { Gpu } from "./device.ts";

/**
 * Reads part of a buffer back through a buffer of its own, which is freed again: for what is read seldom.
 * Waits for everything submitted before. GPU → CPU synchronisation.
 */
export async function readBack(
  gpu: Gpu,
  from: GPUBuffer,
  offset: number,
  bytes: number,
): Promise<ArrayBuffer> {
  const { device } = gpu;
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const staging = device.createBuffer({ label: "read back", size: bytes, usage });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(from, offset, staging, 0, bytes);
    device.queue.submit([encoder.finish()]);
    await gpu.watch.guard(staging.mapAsync(GPUMapMode.READ));
    return staging.getMappedRange().slice(0);
  } finally {
    staging.destroy();
  }
}
