import * as tf from "./tf.ts";

/** A value and how its gradient flows back to the inputs, one gradient per input. */
export interface Differentiable<T extends tf.Tensor> {
  readonly value: T;
  /** `saved` are the tensors given to `save`, in that order. */
  readonly backward: (dy: T, saved: tf.Tensor[]) => tf.Tensor[];
}

/**
 * An operation with a hand-written gradient, still made of tfjs ops. tfjs frees intermediate tensors
 * after the forward pass, so whatever `backward` needs has to go through `save`.
 */
export function differentiable<T extends tf.Tensor>(
  inputs: readonly tf.Tensor[],
  run: (save: (tensors: tf.Tensor[]) => void) => Differentiable<T>,
): T {
  const operation = tf.customGrad((...args: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const { value, backward } = run(args[args.length - 1] as tf.GradSaveFunc);
    return { value, gradFunc: backward };
  });
  return operation(...inputs);
}
