import type { Rng } from "../lib/rng.ts";
import type { ModelSpec, Parameter } from "./spec.ts";

/**
 * A model's weights before its first step: normal where the parameter table gives a standard deviation,
 * else the table's constant. Each tensor draws from its own stream, `rng.fork(name)`, so its values do
 * not depend on the tensors around it.
 *
 * @returns the flat vector of all parameters in table order, `spec.size` float32
 */
export function initialWeights(spec: ModelSpec, rng: Rng): Float32Array {
  const weights = new Float32Array(spec.size);
  for (const parameter of spec.parameters) {
    fill(weights.subarray(parameter.offset, parameter.offset + parameter.size), parameter, rng);
  }
  return weights;
}

function fill(target: Float32Array, parameter: Parameter, rng: Rng): void {
  if (parameter.initialStd === 0) {
    target.fill(parameter.initialValue);
    return;
  }
  const stream = rng.fork(parameter.name);
  for (let i = 0; i < target.length; i++) target[i] = parameter.initialStd * stream.normal();
}
