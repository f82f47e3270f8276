/** Runs kernels on a device with plain arrays as memory. */
import type { Kernel } from "../../src/engine/webgpu/kernels/kernel.ts";
import type { Data, Memory } from "../plan/memory.ts";
import { dataNamed } from "../plan/memory.ts";

const USAGE = 0x80 | 0x4 | 0x8; // STORAGE | COPY_SRC | COPY_DST
const STAGING = 0x1 | 0x8; // MAP_READ | COPY_DST
const OFFSETS = 0x40 | 0x8; // UNIFORM | COPY_DST
const COMPUTE = 0x4;

/** What the kernels make of the buffers they write, by name; `memory` is left as it is. */
export async function runKernels(
  device: GPUDevice,
  kernels: readonly Kernel[],
  memory: Memory,
): Promise<Map<string, Data>> {
  const buffers = new Map<string, GPUBuffer>();
  const written = new Set<string>();
  for (const { buffer, access } of kernels.flatMap(({ bindings }) => bindings)) {
    if (!buffers.has(buffer)) buffers.set(buffer, upload(device, dataNamed(memory, buffer)));
    if (access === "read_write") written.add(buffer);
  }
  device.pushErrorScope("validation");
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  const uniforms = kernels.map((kernel) => encodeKernel(device, pass, kernel, buffers));
  pass.end();
  const staged = [...written].map((name) => stage(device, encoder, name, buffers.get(name) as GPUBuffer));
  device.queue.submit([encoder.finish()]);
  const error = await device.popErrorScope();
  if (error) throw new Error(`${kernels[0]?.label}: ${error.message}\n${kernels[0]?.code}`);
  const results = new Map<string, Data>();
  for (const { name, staging } of staged) results.set(name, await read(staging, dataNamed(memory, name)));
  for (const buffer of [...buffers.values(), ...uniforms]) buffer.destroy();
  return results;
}

function upload(device: GPUDevice, data: Data): GPUBuffer {
  const buffer = device.createBuffer({ size: data.byteLength, usage: USAGE });
  device.queue.writeBuffer(buffer, 0, data as Data & ArrayBufferView<ArrayBuffer>);
  return buffer;
}

/** Gives the buffer of the kernel's offsets. */
function encodeKernel(
  device: GPUDevice,
  pass: GPUComputePassEncoder,
  kernel: Kernel,
  buffers: ReadonlyMap<string, GPUBuffer>,
): GPUBuffer {
  const uniform = device.createBuffer({ size: 16, usage: OFFSETS });
  device.queue.writeBuffer(uniform, 0, Uint32Array.from(kernel.offsets));
  const bound = [
    ...kernel.bindings.map(({ buffer, access }) => ({
      type: access === "read" ? ("read-only-storage" as const) : ("storage" as const),
      buffer: buffers.get(buffer) as GPUBuffer,
    })),
    ...(kernel.offsets.length > 0 ? [{ type: "uniform" as const, buffer: uniform }] : []),
  ];
  const layout = device.createBindGroupLayout({
    entries: bound.map(({ type }, binding) => ({ binding, visibility: COMPUTE, buffer: { type } })),
  });
  const pipeline = device.createComputePipeline({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ code: kernel.code }), entryPoint: "main" },
  });
  const group = device.createBindGroup({
    layout,
    entries: bound.map(({ buffer }, binding) => ({ binding, resource: { buffer } })),
  });
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...kernel.workgroups);
  return uniform;
}

function stage(device: GPUDevice, encoder: GPUCommandEncoder, name: string, from: GPUBuffer) {
  const staging = device.createBuffer({ size: from.size, usage: STAGING });
  encoder.copyBufferToBuffer(from, 0, staging, 0, from.size);
  return { name, staging };
}

async function read(staging: GPUBuffer, like: Data): Promise<Data> {
  await staging.mapAsync(1);
  const bytes = staging.getMappedRange().slice(0);
  staging.destroy();
  if (like instanceof Float32Array) return new Float32Array(bytes);
  return like instanceof Uint32Array ? new Uint32Array(bytes) : new Int32Array(bytes);
}
