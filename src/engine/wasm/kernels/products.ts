/** Matrix products and what follows them. AssemblyScript; semantics in plan/ops-forward.ts and ops-backward.ts. */
import { geluGate, geluSlope } from "./functions";
import { at, clear, storeFirst } from "./simd";
import { outer, pack, packTransposed, timesPacked } from "./tiles";

/** Most rows and floats that go through product and epilogue together, so that they stay in the nearest cache. */
const BLOCK_ROWS: i32 = 32;
const BLOCK_FLOATS: i32 = 4096;

/** The order of `EPILOGUES` in bind.ts. */
const GELU: i32 = 1;
const RESIDUAL: i32 = 2;
const GELU_GRADIENT: i32 = 3;

/**
 * `scratch` holds b in panels (inner · ⌈columns/16⌉·16 floats), the bias (⌈columns/16⌉·16) and a block of 32 rows.
 *
 * @param bias 0 for none
 * @param other the epilogue's second operand, 0 for none
 */
export function matMul(
  a: usize,
  b: usize,
  bias: usize,
  out: usize,
  other: usize,
  scratch: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  transposed: bool,
  alpha: f32,
  epilogue: i32,
): void {
  const padded = (columns + 15) & ~15;
  if (transposed) packTransposed(b, (inner as usize) << 2, inner, columns, scratch);
  else pack(b, (columns as usize) << 2, inner, columns, scratch);
  const biases = at(scratch, inner * padded);
  clear(biases, padded);
  if (bias != 0) memory.copy(biases, bias, (columns as usize) << 2);
  const block = at(biases, padded);
  const aStride = (inner as usize) << 2;
  const cStride = (columns as usize) << 2;
  const step = max(4, min(BLOCK_ROWS, (BLOCK_FLOATS / columns) & ~3));
  for (let i = 0; i < rows; i += step) {
    const m = min(step, rows - i);
    const z = epilogue == GELU_GRADIENT ? block : out + (i as usize) * cStride;
    const aRows = a + (i as usize) * aStride;
    timesPacked(aRows, aStride, scratch, columns, z, cStride, m, inner, columns, alpha, biases);
    const from = (i as usize) * cStride;
    if (epilogue == GELU) gelu(z, other == 0 ? 0 : other + from, m * columns);
    else if (epilogue == RESIDUAL) addTo(z, other + from, m * columns);
    else if (epilogue == GELU_GRADIENT) {
      geluGradient(out + from, z, other == 0 ? 0 : other + from, m * columns);
    }
  }
}

/** z becomes gelu(z), and z itself goes to `kept`. */
function gelu(z: usize, kept: usize, count: i32): void {
  const full = count & ~3;
  if (kept != 0) memory.copy(kept, z, (count as usize) << 2);
  for (let i = 0; i < full; i += 4) v128.store(at(z, i), gelu4(v128.load(at(z, i))));
  if (full < count) storeFirst(at(z, full), gelu4(v128.load(at(z, full))), count - full);
}

function gelu4(u: v128): v128 {
  return f32x4.mul(u, geluGate(u));
}

function addTo(z: usize, residual: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    storeFirst(at(z, i), f32x4.add(v128.load(at(z, i)), v128.load(at(residual, i))), count - i);
  }
}

/** u becomes z·gelu′(u), and gelu(u) goes to `activation`. */
function geluGradient(u: usize, z: usize, activation: usize, count: i32): void {
  const kept = activation == 0 ? z : activation;
  for (let i = 0; i < count; i += 4) {
    const x = v128.load(at(u, i));
    const dz = v128.load(at(z, i));
    const gate = geluGate(x);
    const slope = f32x4.mul(dz, geluSlope(x, gate));
    if (i + 4 <= count) {
      v128.store(at(kept, i), f32x4.mul(x, gate));
      v128.store(at(u, i), slope);
    } else {
      storeFirst(at(kept, i), f32x4.mul(x, gate), count - i);
      storeFirst(at(u, i), slope, count - i);
    }
  }
}

/** Rows whose operands stay in cache while all tiles of the output pass over them. */
const RUN: i32 = 64;
/** Columns of a panel of dy, and the fewest inputs for which gathering one pays. */
const PANEL: i32 = 16;
const WORTHWHILE: i32 = 16;

/**
 * `scratch` holds a panel of dy (64·16 floats): rows of a power of two floats would all want the same few lines of
 * the nearest cache.
 *
 * @param bias 0 for none
 */
export function weightGradient(
  a: usize,
  dy: usize,
  weight: usize,
  bias: usize,
  scratch: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
): void {
  const aStride = (inputs as usize) << 2;
  const dyStride = (outputs as usize) << 2;
  for (let i = 0; i < rows; i += RUN) {
    const count = min(RUN, rows - i);
    const aRun = a + (i as usize) * aStride;
    const dyRun = dy + (i as usize) * dyStride;
    if (inputs >= WORTHWHILE && outputs > PANEL) {
      for (let j = 0; j < outputs; j += PANEL) {
        const n = min(PANEL, outputs - j);
        gather(at(dyRun, j), dyStride, scratch, count);
        outer(aRun, aStride, scratch, 64, at(weight, j), dyStride, count, inputs, n, i > 0);
      }
    } else outer(aRun, aStride, dyRun, dyStride, weight, dyStride, count, inputs, outputs, i > 0);
    if (bias != 0) columnSums(dyRun, bias, count, outputs, i > 0);
  }
}

/** Sixteen columns of `count` rows, one behind the other; what lies behind the last column comes along. */
function gather(from: usize, stride: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(to, v128.load(from, 32), 32);
    v128.store(to, v128.load(from, 48), 48);
    from += stride;
    to += 64;
  }
}

function columnSums(x: usize, to: usize, rows: i32, columns: i32, add: bool): void {
  const stride = (columns as usize) << 2;
  for (let j = 0; j < columns; j += 4) {
    let sum = add ? v128.load(at(to, j)) : f32x4.splat(0);
    let from = at(x, j);
    for (let i = 0; i < rows; i++) {
      sum = f32x4.add(sum, v128.load(from));
      from += stride;
    }
    storeFirst(at(to, j), sum, columns - j);
  }
}
