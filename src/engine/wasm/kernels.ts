/** The functions of the binary, as `kernels/*.ts` define them. Addresses are bytes in linear memory. */
export interface Kernels {
  embed(
    inputs: number,
    tokens: number,
    positions: number,
    out: number,
    rows: number,
    context: number,
    width: number,
  ): void;
  layerNorm(
    x: number,
    gain: number,
    bias: number,
    out: number,
    stats: number,
    rows: number,
    width: number,
    epsilon: number,
  ): void;
  matMul(
    a: number,
    b: number,
    bias: number,
    out: number,
    other: number,
    scratch: number,
    rows: number,
    inner: number,
    columns: number,
    transposed: number,
    alpha: number,
    epilogue: number,
  ): void;
  attention(
    qkv: number,
    out: number,
    lse: number,
    scratch: number,
    batch: number,
    context: number,
    heads: number,
    dHead: number,
    scale: number,
  ): void;
  score(
    logits: number,
    targets: number,
    argmax: number,
    logProb: number,
    scratch: number,
    rows: number,
    vocabulary: number,
  ): void;
  crossEntropy(
    logits: number,
    targets: number,
    lossWeights: number,
    rowLoss: number,
    scratch: number,
    rows: number,
    vocabulary: number,
    gradientScale: number,
  ): void;
  weightGradient(
    a: number,
    dy: number,
    weight: number,
    bias: number,
    scratch: number,
    rows: number,
    inputs: number,
    outputs: number,
  ): void;
  attentionGradient(
    qkv: number,
    out: number,
    dOut: number,
    lse: number,
    delta: number,
    dQkv: number,
    scratch: number,
    batch: number,
    context: number,
    heads: number,
    dHead: number,
    scale: number,
  ): void;
  layerNormGradient(
    dy: number,
    x: number,
    stats: number,
    gain: number,
    dx: number,
    dGain: number,
    dBias: number,
    scratch: number,
    rows: number,
    width: number,
    accumulate: number,
  ): void;
  tokenGradient(
    inputs: number,
    dx: number,
    weight: number,
    rows: number,
    vocabulary: number,
    width: number,
  ): void;
  positionGradient(dx: number, weight: number, batch: number, context: number, width: number): void;
  reduceGradients(gradients: number, blocks: number, squares: number, blockCount: number): void;
  finalise(
    state: number,
    rowLoss: number,
    squares: number,
    learningRate: number,
    ring: number,
    scalars: number,
    rows: number,
    blockCount: number,
    clip: number,
    logBeta1: number,
    logBeta2: number,
  ): void;
  adamW(
    state: number,
    scalars: number,
    blocks: number,
    scales: number,
    gradients: number,
    weights: number,
    m: number,
    v: number,
    blockCount: number,
    beta1: number,
    beta2: number,
    rest1: number,
    rest2: number,
    epsilon: number,
  ): void;
}

/** Links the binary with its memory. */
export async function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Kernels> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  return exports as unknown as Kernels;
}
