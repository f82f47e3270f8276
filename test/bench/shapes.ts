/** Random shapes: loss and gradients of a compiled engine in Node against tfjs on cpu. */
import type { Engine } from "../../src/engine/engine.ts";
import { createTfjsEngine } from "../../src/engine/tfjs/engine.ts";
import { createWasmEngine } from "../../src/engine/wasm/engine.ts";
import { createWebgpuEngine } from "../../src/engine/webgpu/engine.ts";
import { openDawn } from "../../workers/dawn.ts";
import { readStepBinary } from "../../workers/step-binary.ts";
import { VARIANTS } from "../wasm/variants.ts";
import { randomShape, shapeError, toleranceOf, wordsOf } from "../webgpu/shapes.ts";
import { numbersAfter, wordsAfter } from "./flags.ts";
import type { Benchmark } from "./main.ts";

/** Parameters × tokens of a step. */
const MOST = 1e8;

export const shapes: Benchmark = {
  about:
    "[--count 200] [--engine webgpu|wasm] loss and gradients of random shapes, webgpu (Dawn) or wasm (both builds) against tfjs on cpu",
  async run(flags) {
    const [count = 200] = numbersAfter(flags, "--count", [200]);
    const [name = "webgpu"] = wordsAfter(flags, "--engine", ["webgpu"]);
    await createTfjsEngine("cpu");
    let above = 0;
    for (const engine of await enginesOf(name)) above += await holdAgainst(engine, count);
    process.exit(above > 0 ? 1 : 0); // Dawn's instance would keep Node alive
  },
};

async function enginesOf(name: string): Promise<Engine[]> {
  if (name === "webgpu") return [await createWebgpuEngine({ gpu: await openDawn() })];
  if (name !== "wasm") throw new Error(`bench shapes: --engine expected webgpu or wasm, got ${name}.`);
  const open = (variant: (typeof VARIANTS)[number]) =>
    createWasmEngine({ readBinary: readStepBinary, variant });
  return Promise.all(VARIANTS.map(open));
}

/** How many shapes are above the tolerance. */
async function holdAgainst(engine: Engine, count: number): Promise<number> {
  const errors: number[] = [];
  for (let seed = 0; seed < count; seed++) {
    const spec = randomShape(seed, MOST);
    const error = await shapeError(engine, spec, seed);
    errors.push(error / toleranceOf(spec));
    if (!(error < toleranceOf(spec)))
      process.stdout.write(`above: ${wordsOf(spec)}: ${error.toExponential(2)}\n`);
  }
  errors.sort((a, b) => a - b);
  const words = (n: number | undefined) => (n ?? Number.NaN).toExponential(2);
  const above = errors.filter((share) => !(share < 1)).length;
  process.stdout.write(
    `${count} shapes on ${engine.info.device}, errors as shares of the tolerance: median ${words(errors[count >> 1])}, largest ${words(errors.at(-1))}, above it: ${above}\n`,
  );
  return above;
}
