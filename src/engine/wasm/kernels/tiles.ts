/**
 * Products in registers: tiles of 2 rows and 20 or 16 columns, or 4 and 8 where no more columns are left; their sums
 * stay in vectors over the whole inner loop. Strides and steps are bytes. AssemblyScript.
 *
 * A fused multiply-add takes four cycles and two begin in each, so ten sums are faster than eight. V8 moves every
 * load of a loop's body in front of its arithmetic: more than 15 vectors at once (all that x86 has for it) would
 * spill, and so would an unrolled loop. A branch that is never taken keeps the loads behind it where they stand. A
 * call behind the loop would spill the sums as well: tiles are always whole, and what is not wanted of one goes
 * elsewhere.
 */
import { madd } from "./simd";

/** A row that nobody wants. */
export const NOWHERE = memory.data(128, 64);

export function tile2x20(
  a: usize,
  other: usize,
  aStep: usize,
  count: i32,
  b: usize,
  bStep: usize,
  from: usize,
  from1: usize,
  c: usize,
  c1: usize,
): void {
  let p0 = v128.load(from);
  let p1 = v128.load(from, 16);
  let p2 = v128.load(from, 32);
  let p3 = v128.load(from, 48);
  let p4 = v128.load(from, 64);
  let q0 = v128.load(from1);
  let q1 = v128.load(from1, 16);
  let q2 = v128.load(from1, 32);
  let q3 = v128.load(from1, 48);
  let q4 = v128.load(from1, 64);
  const end = a + (count as usize) * aStep;
  do {
    const s = v128.load32_splat(a);
    const t = v128.load32_splat(other);
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = v128.load(b, 32);
    p0 = madd(s, b0, p0);
    q0 = madd(t, b0, q0);
    p1 = madd(s, b1, p1);
    q1 = madd(t, b1, q1);
    p2 = madd(s, b2, p2);
    q2 = madd(t, b2, q2);
    if (b == 0) break; // never: see above
    const b3 = v128.load(b, 48);
    const b4 = v128.load(b, 64);
    p3 = madd(s, b3, p3);
    q3 = madd(t, b3, q3);
    p4 = madd(s, b4, p4);
    q4 = madd(t, b4, q4);
    a += aStep;
    other += aStep;
    b += bStep;
  } while (a != end);
  v128.store(c, p0);
  v128.store(c, p1, 16);
  v128.store(c, p2, 32);
  v128.store(c, p3, 48);
  v128.store(c, p4, 64);
  v128.store(c1, q0);
  v128.store(c1, q1, 16);
  v128.store(c1, q2, 32);
  v128.store(c1, q3, 48);
  v128.store(c1, q4, 64);
}

export function tile2x16(
  a: usize,
  other: usize,
  aStep: usize,
  count: i32,
  b: usize,
  bStep: usize,
  from: usize,
  from1: usize,
  c: usize,
  c1: usize,
): void {
  let p0 = v128.load(from);
  let p1 = v128.load(from, 16);
  let p2 = v128.load(from, 32);
  let p3 = v128.load(from, 48);
  let q0 = v128.load(from1);
  let q1 = v128.load(from1, 16);
  let q2 = v128.load(from1, 32);
  let q3 = v128.load(from1, 48);
  const end = a + (count as usize) * aStep;
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = v128.load(b, 32);
    const b3 = v128.load(b, 48);
    const s = v128.load32_splat(a);
    const t = v128.load32_splat(other);
    p0 = madd(s, b0, p0);
    p1 = madd(s, b1, p1);
    p2 = madd(s, b2, p2);
    p3 = madd(s, b3, p3);
    q0 = madd(t, b0, q0);
    q1 = madd(t, b1, q1);
    q2 = madd(t, b2, q2);
    q3 = madd(t, b3, q3);
    a += aStep;
    other += aStep;
    b += bStep;
  } while (a != end);
  v128.store(c, p0);
  v128.store(c, p1, 16);
  v128.store(c, p2, 32);
  v128.store(c, p3, 48);
  v128.store(c1, q0);
  v128.store(c1, q1, 16);
  v128.store(c1, q2, 32);
  v128.store(c1, q3, 48);
}

/** Of fewer than four rows the first one is computed more than once, and the surplus goes nowhere. */
export function tile4x8(
  a: usize,
  second: usize,
  hop: usize,
  aStep: usize,
  count: i32,
  b: usize,
  bStep: usize,
  from: usize,
  fromStride: usize,
  c: usize,
  cStride: usize,
  rows: i32,
): void {
  let a1 = rows > 1 ? a + second : a;
  let a2 = rows > 2 ? a + hop : a;
  let a3 = rows > 3 ? a + hop + second : a;
  const f1 = rows > 1 ? from + fromStride : from;
  const f2 = rows > 2 ? f1 + fromStride : from;
  const f3 = rows > 3 ? f2 + fromStride : from;
  let p0 = v128.load(from);
  let q0 = v128.load(from, 16);
  let p1 = v128.load(f1);
  let q1 = v128.load(f1, 16);
  let p2 = v128.load(f2);
  let q2 = v128.load(f2, 16);
  let p3 = v128.load(f3);
  let q3 = v128.load(f3, 16);
  const end = a + (count as usize) * aStep;
  do {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    const s0 = v128.load32_splat(a);
    const s1 = v128.load32_splat(a1);
    const s2 = v128.load32_splat(a2);
    const s3 = v128.load32_splat(a3);
    p0 = madd(s0, left, p0);
    q0 = madd(s0, right, q0);
    p1 = madd(s1, left, p1);
    q1 = madd(s1, right, q1);
    p2 = madd(s2, left, p2);
    q2 = madd(s2, right, q2);
    p3 = madd(s3, left, p3);
    q3 = madd(s3, right, q3);
    a += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    b += bStep;
  } while (a != end);
  v128.store(c, p0);
  v128.store(c, q0, 16);
  const c1 = rows > 1 ? c + cStride : NOWHERE;
  v128.store(c1, p1);
  v128.store(c1, q1, 16);
  const c2 = rows > 2 ? c1 + cStride : NOWHERE;
  v128.store(c2, p2);
  v128.store(c2, q2, 16);
  const c3 = rows > 3 ? c2 + cStride : NOWHERE;
  v128.store(c3, p3);
  v128.store(c3, q3, 16);
}
