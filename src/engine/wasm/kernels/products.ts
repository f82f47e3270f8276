/** Matrix products and what follows them. AssemblyScript; semantics in plan/ops-forward.ts and ops-backward.ts. */
import { geluGate, geluSlope } from "./functions";
import { gather, pack, packPairs, packTransposed } from "./panels";
import { at, clear, storeFirst } from "./simd";
import { outer, panelWidth, timesPacked, WIDEST } from "./strips";

/** Most rows and floats that go through product and epilogue together, so that they stay in the nearest cache. */
const BLOCK_ROWS: i32 = 32;
const BLOCK_FLOATS: i32 = 16384;

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
  if (transposed) packTransposed(b, (inner as usize) << 2, inner, columns, scratch, alpha, WIDEST);
  else pack(b, (columns as usize) << 2, inner, columns, scratch, alpha);
  const biases = at(scratch, inner * padded);
  clear(biases, padded);
  if (bias != 0) memory.copy(biases, bias, (columns as usize) << 2);
  const block = at(biases, padded);
  const aStride = (inner as usize) << 2;
  const cStride = (columns as usize) << 2;
  const step = max(4, min(BLOCK_ROWS, (BLOCK_FLOATS / columns) & ~3));
  const aside = epilogue == GELU_GRADIENT;
  const end = aside ? usize.MAX_VALUE : out + (rows as usize) * cStride;
  for (let i = 0; i < rows; i += step) {
    const m = min(step, rows - i);
    const from = (i as usize) * cStride;
    const z = aside ? block : out + from;
    const aRows = a + (i as usize) * aStride;
    timesPacked(aRows, aStride, scratch, biases, z, cStride, m, inner, columns, end);
    const there = other == 0 ? 0 : other + from;
    if (epilogue == GELU) gelu(z, there, m * columns);
    else if (epilogue == RESIDUAL) addTo(z, there, m * columns);
    else if (aside) geluGradient(out + from, z, there, m * columns);
  }
}

/** z becomes gelu(z), and z itself goes to `kept`. */
function gelu(z: usize, kept: usize, count: i32): void {
  const full = count & ~3;
  const to = kept == 0 ? z : kept; // overwritten at once
  for (let i = 0; i < full; i += 4) {
    const u = v128.load(at(z, i));
    v128.store(at(to, i), u);
    v128.store(at(z, i), gelu4(u));
  }
  const u = v128.load(at(z, full));
  storeFirst(at(to, full), u, count - full);
  storeFirst(at(z, full), gelu4(u), count - full);
}

function gelu4(u: v128): v128 {
  return f32x4.mul(u, geluGate(u));
}

function addTo(z: usize, residual: usize, count: i32): void {
  const full = count & ~3;
  for (let i = 0; i < full; i += 4) {
    v128.store(at(z, i), f32x4.add(v128.load(at(z, i)), v128.load(at(residual, i))));
  }
  const rest = f32x4.add(v128.load(at(z, full)), v128.load(at(residual, full)));
  storeFirst(at(z, full), rest, count - full);
}

/** u becomes z·gelu′(u), and gelu(u) goes to `activation`. */
function geluGradient(u: usize, z: usize, activation: usize, count: i32): void {
  const kept = activation == 0 ? z : activation;
  const full = count & ~3;
  for (let i = 0; i < full; i += 4) {
    const x = v128.load(at(u, i));
    const dz = v128.load(at(z, i));
    const gate = geluGate(x);
    v128.store(at(kept, i), f32x4.mul(x, gate));
    v128.store(at(u, i), f32x4.mul(dz, geluSlope(x, gate)));
  }
  if (full == count) return;
  const x = v128.load(at(u, full));
  const gate = geluGate(x);
  const slope = f32x4.mul(v128.load(at(z, full)), geluSlope(x, gate));
  storeFirst(at(kept, full), f32x4.mul(x, gate), count - full);
  storeFirst(at(u, full), slope, count - full);
}

/** Rows whose operands stay in cache while all tiles of the output pass over them. */
const RUN: i32 = 128;
/** The fewest inputs for which gathering panels of dy pays. */
const WORTHWHILE: i32 = 16;
/** The fewest inputs for which pairing them pays: rows so far apart would all want the same few lines of the cache. */
const FAR: i32 = 64;

/**
 * `scratch` holds a panel of dy (128·20 floats), and a run's inputs in pairs (128·inputs).
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
  const pairs = at(scratch, RUN * WIDEST);
  const paired = inputs >= FAR && (inputs & 3) == 0;
  for (let i = 0; i < rows; i += RUN) {
    const count = min(RUN, rows - i);
    const aRun = a + (i as usize) * aStride;
    const dyRun = dy + (i as usize) * dyStride;
    if (paired) packPairs(aRun, aStride, count, inputs, pairs);
    const aAt = paired ? pairs : aRun;
    const aStep: usize = paired ? 8 : aStride;
    const hop: usize = paired ? (count as usize) << 3 : 8;
    if (inputs >= WORTHWHILE && outputs > WIDEST) {
      for (let j = 0; j < outputs; ) {
        const width = panelWidth(outputs - j, WIDEST);
        const n = min(width, outputs - j);
        gather(at(dyRun, j), dyStride, scratch, count, width);
        outer(aAt, aStep, hop, scratch, width << 2, at(weight, j), dyStride, count, inputs, n, i > 0);
        j += width;
      }
    } else outer(aAt, aStep, hop, dyRun, dyStride, weight, dyStride, count, inputs, outputs, i > 0);
    if (bias != 0) columnSums(dyRun, bias, count, outputs, i > 0);
  }
}

/** Sixteen columns at a time: four sums hide each other's latency. */
function columnSums(x: usize, to: usize, rows: i32, columns: i32, add: bool): void {
  const stride = (columns as usize) << 2;
  for (let j = 0; j < columns; j += 16) {
    let s0 = add ? v128.load(at(to, j)) : f32x4.splat(0);
    let s1 = add ? v128.load(at(to, j), 16) : s0;
    let s2 = add ? v128.load(at(to, j), 32) : s0;
    let s3 = add ? v128.load(at(to, j), 48) : s0;
    let from = at(x, j);
    for (let i = 0; i < rows; i++) {
      s0 = f32x4.add(s0, v128.load(from));
      s1 = f32x4.add(s1, v128.load(from, 16));
      s2 = f32x4.add(s2, v128.load(from, 32));
      s3 = f32x4.add(s3, v128.load(from, 48));
      from += stride;
    }
    const left = columns - j;
    storeFirst(at(to, j), s0, left);
    if (left > 4) storeFirst(at(to, j + 4), s1, left - 4);
    if (left > 8) storeFirst(at(to, j + 8), s2, left - 8);
    if (left > 12) storeFirst(at(to, j + 12), s3, left - 12);
  }
}
