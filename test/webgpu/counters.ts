/** Counts WebGPU calls by wrapping the interface itself, in the browser and in Node. */

const CALLS = {
  GPUDevice: [
    "createBuffer",
    "createBindGroup",
    "createBindGroupLayout",
    "createPipelineLayout",
    "createShaderModule",
    "createComputePipeline",
    "createComputePipelineAsync",
    "createTexture",
    "createQuerySet",
    "createCommandEncoder",
  ],
  GPUBuffer: ["destroy"],
  GPUQueue: ["submit", "writeBuffer"],
  GPUCommandEncoder: ["beginComputePass", "copyBufferToBuffer"],
  GPUComputePassEncoder: ["dispatchWorkgroups"],
} as const;

/** What lives on after it is made; an encoder ends with its submit. */
const CREATIONS = CALLS.GPUDevice.filter((name) => name !== "createCommandEncoder");

type Call = (...words: unknown[]) => unknown;

export class Counters {
  readonly #counts = new Map<string, number>();
  readonly #undo: (() => void)[] = [];
  /** Bytes of the buffers created. */
  bytes = 0;

  constructor() {
    for (const [type, names] of Object.entries(CALLS)) {
      const { prototype } = (globalThis as unknown as Record<string, { prototype: Record<string, Call> }>)[
        type
      ]!;
      for (const name of names) this.#wrap(prototype, name);
    }
  }

  get(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** Everything created that lives on. */
  get created(): number {
    return CREATIONS.reduce((sum, name) => sum + this.get(name), 0);
  }

  reset(): void {
    this.#counts.clear();
    this.bytes = 0;
  }

  /** Gives the interface back as it was. */
  end(): void {
    for (const undo of this.#undo) undo();
  }

  #wrap(prototype: Record<string, Call>, name: string): void {
    const original = prototype[name]!;
    const count = (words: readonly unknown[]) => {
      this.#counts.set(name, this.get(name) + 1);
      if (name === "createBuffer") this.bytes += (words[0] as GPUBufferDescriptor).size;
    };
    prototype[name] = function (this: unknown, ...words: unknown[]) {
      count(words);
      return original.apply(this, words);
    };
    this.#undo.push(() => {
      prototype[name] = original;
    });
  }
}
