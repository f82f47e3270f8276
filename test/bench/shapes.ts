/** Random shapes: loss and gradients of the compiled engines in Node against tfjs on cpu. */
import type { Engine } from "../../src/engine/engine.ts";
import { createTfjsEngine } from "../../src/engine/tfjs/engine.ts";
import { createWasmEngine } from "../../src/engine/wasm/engine.ts";
import { createWebgpuEngine } from "../../src/engine/webgpu/engine.ts";
import { openDawn } from "../../workers/dawn.ts";
import { readStepBinary } from "../../workers/step-binary.ts";
import { VARIANTS } from "../wasm/variants.ts";
import { randomShape, shapeErrors, wordsOf } from "../webgpu/shapes.ts";
import { numbersAfter, wordsAfter } from "./flags.ts";
import type { Benchmark } from "./main.ts";

/** Parameters × tokens of a step. */
const MOST = 1e8;

export const shapes: Benchmark = {
  about:
    "[--count 200] [--first 1] [--engines webgpu,wasm] loss and gradients of random shapes, webgpu (Dawn) and wasm (both builds) against tfjs on cpu",
  async run(flags) {
    const [count = 200] = numbersAfter(flags, "--count", [200]);
    const [first = 1] = numbersAfter(flags, "--first", [1]);
    await createTfjsEngine("cpu");
    const engines: Engine[] = [];
    for (const name of wordsAfter(flags, "--engines", ["webgpu", "wasm"])) {
      engines.push(...(await enginesOf(name)));
    }
    const errors = await holdAgainst(engines, first, count);
    const above = engines.map((engine, i) => summarise(engine, errors[i] as number[]));
    process.exit(above.some((n) => n > 0) ? 1 : 0); // Dawn's instance would keep Node alive
  },
};

async function enginesOf(name: string): Promise<Engine[]> {
  if (name === "webgpu") return [await createWebgpuEngine({ gpu: await openDawn() })];
  if (name !== "wasm") throw new Error(`bench shapes: --engines expected webgpu, wasm or both, got ${name}.`);
  const open = (variant: (typeof VARIANTS)[number]) =>
    createWasmEngine({ readBinary: readStepBinary, variant });
  return Promise.all(VARIANTS.map(open));
}

/** Each engine's errors as shares of what is allowed; tells those above it. */
async function holdAgainst(engines: readonly Engine[], first: number, count: number): Promise<number[][]> {
  const errors: number[][] = engines.map(() => []);
  for (let nth = first; nth < first + count; nth++) {
    const spec = randomShape(nth - 1, MOST);
    for (const [i, error] of (await shapeErrors(engines, spec, nth - 1)).entries()) {
      errors[i]?.push(error);
      if (error < 1) continue;
      const device = engines[i]?.info.device;
      process.stdout.write(`${device}, above: ${wordsOf(spec)}: ${error.toFixed(2)} of the tolerance\n`);
    }
    if (nth % 10 === 0) process.stderr.write(`shape ${nth}: ${wordsOf(spec)}\n`);
  }
  return errors;
}

/** How many shapes are above the tolerance. */
function summarise(engine: Engine, errors: readonly number[]): number {
  const sorted = [...errors].sort((a, b) => a - b);
  const words = (n: number | undefined) => (n ?? Number.NaN).toExponential(2);
  const above = errors.filter((share) => !(share < 1)).length;
  process.stdout.write(
    `${errors.length} shapes on ${engine.info.device}, errors as shares of the tolerance: median ${words(sorted[errors.length >> 1])}, largest ${words(sorted.at(-1))}, above it: ${above}\n`,
  );
  return above;
}
