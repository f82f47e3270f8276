import type { OptimiserSpec } from "../engine.ts";
import type { Place, StepPlace } from "./buffers.ts";
import type { Draft } from "./draft.ts";
import { blockTable } from "./layout.ts";
import { RING, SCALARS } from "./state.ts";

/** What the update reads and writes beside the gradients. */
export interface UpdateInputs {
  readonly state: Place;
  readonly rowLoss: Place;
  /** (1) */
  readonly learningRate: StepPlace;
  /** Entries of the ring of losses and norms. */
  readonly ringLength: number;
}

/** ln 0 is no number; this is 0 to every power in float32. */
const SMALLEST_LOG = -100;

const logOf = (beta: number): number => Math.max(Math.log(beta), SMALLEST_LOG);

/** Adds reduction, finalisation and AdamW: 3 operations. Call after the backward pass: it uses its partials. */
export function addUpdate(draft: Draft, optimiser: OptimiserSpec, inputs: UpdateInputs): void {
  const { buffers, layout, replicas: R } = draft;
  const table = blockTable(layout, optimiser, draft.tails);
  const shared = { blockCount: table.count, blockSize: table.size };
  const gradients = buffers.addSized("gradients", "state", draft.gradientLength, layout.size);
  const blocks = buffers.addConstant("blocks", "u32", table.words);
  const squares = buffers.add("squares", "f32", "activation", R, table.count);
  const elements = draft.gradientLength / R;
  draft.push({
    kind: "reduceGradients",
    name: "reduceGradients",
    gradients,
    blocks,
    squares,
    ...shared,
    elements,
  });
  const scalars = buffers.add("scalars", "f32", "activation", R, SCALARS.words);
  addFinalise(draft, optimiser, inputs, { squares, scalars, blockCount: table.count });
  draft.push({
    kind: "adamW",
    name: "adamW",
    state: inputs.state,
    scalars,
    blocks,
    scales: buffers.addConstant("scales", "f32", table.scales),
    gradients,
    weights: draft.weights,
    m: buffers.add("m", "f32", "state", R, layout.size),
    v: buffers.add("v", "f32", "state", R, layout.size),
    ...shared,
    size: layout.size,
    beta1: optimiser.beta1,
    beta2: optimiser.beta2,
    epsilon: optimiser.epsilon,
  });
}

function addFinalise(
  draft: Draft,
  { clip, beta1, beta2 }: OptimiserSpec,
  { state, rowLoss, learningRate, ringLength }: UpdateInputs,
  { squares, scalars, blockCount }: { squares: Place; scalars: Place; blockCount: number },
): void {
  const length = ringLength * draft.replicas * RING.words;
  draft.push({
    kind: "finalise",
    name: "finalise",
    state,
    rowLoss,
    squares,
    learningRate,
    ring: draft.buffers.addSized("ring", "state", length, RING.words),
    scalars,
    rows: draft.rows,
    blockCount,
    ringLength,
    clip,
    logBeta1: logOf(beta1),
    logBeta2: logOf(beta2),
  });
}
