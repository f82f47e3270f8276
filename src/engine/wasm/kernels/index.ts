/** One function per kind of operation; the two halves of attention's backward pass are one. AssemblyScript. */
export { attention, attentionGradient } from "./attention";
export { matMul, weightGradient } from "./products";
export {
  crossEntropy,
  embed,
  layerNorm,
  layerNormGradient,
  positionGradient,
  score,
  tokenGradient,
} from "./rows";
export { adamW, finalise, reduceGradients } from "./update";
