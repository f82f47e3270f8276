/**
 * What all kernels share. AssemblyScript, not TypeScript: `usize` is an address in linear memory in bytes,
 * `v128` four float32. Kernels may read up to {@link SLACK} bytes behind a tensor (never use what they find
 * there), and write nothing but their outputs and scratch.
 */

/** Bytes of a float. */
export const WORD: usize = 4;
/** Bytes of a vector. */
export const VECTOR: usize = 16;

/** a·b + c; fused (rounded once) in the relaxed build, where the machine has such an instruction. */
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Address of element i of a vector of floats. */
export function at(base: usize, i: i32): usize {
  return base + ((i as usize) << 2);
}

/** (l0 + l2) + (l1 + l3) */
export function sumLanes(v: v128): f32 {
  const pairs = f32x4.add(v, i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

export function maxLanes(v: v128): f32 {
  const pairs = f32x4.max(v, i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return max<f32>(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** All bits set in the first n lanes. */
export function firstLanes(n: i32): v128 {
  return i32x4.gt_s(i32x4.splat(n), i32x4(0, 1, 2, 3));
}

/** Writes the first n lanes, n of 1 to 4. */
export function storeFirst(to: usize, v: v128, n: i32): void {
  if (n >= 4) {
    v128.store(to, v);
    return;
  }
  if (n >= 2) v128.store64_lane(to, v, 0);
  if (n == 1) v128.store32_lane(to, v, 0);
  if (n == 3) v128.store32_lane(to, v, 2, 8);
}

/** The four floats at an address, those from lane n on replaced by `other`. */
export function loadFirst(from: usize, n: i32, other: v128): v128 {
  return v128.bitselect(v128.load(from), other, firstLanes(n));
}

/** Writes zeros. */
export function clear(to: usize, count: i32): void {
  memory.fill(to, 0, (count as usize) << 2);
}
