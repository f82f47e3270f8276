/** Random shapes: loss and gradients of the webgpu engine in Node against tfjs on cpu. */
import { createTfjsEngine } from "../../src/engine/tfjs/engine.ts";
import { createWebgpuEngine } from "../../src/engine/webgpu/engine.ts";
import { openDawn } from "../../workers/dawn.ts";
import { randomShape, shapeError, wordsOf } from "../webgpu/shapes.ts";
import type { Benchmark } from "./main.ts";

/** Parameters × tokens of a step. */
const MOST = 1e8;

export const shapes: Benchmark = {
  about: "[--count 200] loss and gradients of random shapes, webgpu (Dawn) against tfjs on cpu",
  async run(flags) {
    const at = flags.indexOf("--count");
    const count = at < 0 ? 200 : Number(flags[at + 1]);
    await createTfjsEngine("cpu");
    const engine = await createWebgpuEngine({ gpu: await openDawn() });
    const errors: number[] = [];
    for (let seed = 0; seed < count; seed++) {
      const spec = randomShape(seed, MOST);
      const error = await shapeError(engine, spec, seed);
      errors.push(error);
      if (!(error < 1))
        process.stdout.write(`above: ${wordsOf(spec)}: ${error.toFixed(2)} of the tolerance\n`);
    }
    errors.sort((a, b) => a - b);
    const words = (n: number | undefined) => (n ?? Number.NaN).toExponential(2);
    const above = errors.filter((share) => !(share < 1)).length;
    const { device } = engine.info;
    process.stdout.write(
      `${count} shapes on ${device}, errors as shares of the tolerance: median ${words(errors[count >> 1])}, largest ${words(errors.at(-1))}, above it: ${above}\n`,
    );
    process.exit(above > 0 ? 1 : 0); // Dawn's instance would keep Node alive
  },
};
