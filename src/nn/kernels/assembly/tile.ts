import { multiplyAdd } from "./multiply-add";

/** Rows and columns of the tile that stays in registers; how many vectors lie side by side is the variant's (`asconfig.json`). */
export const tileRows: i32 = 4;
export const tileColumns: i32 = 4 * TILE_VECTORS;
const joined = TILE_VECTORS == 4;

/** To JavaScript, which packs what it keeps. */
export function panelColumns(): i32 {
  return tileColumns;
}

/**
 * c [4, tileColumns] = a · b, plus what `base` holds (0: nothing): c itself, or with `baseStride` 0 one row that all four
 * share. `a` is a packed panel [depth, 4], `b` one of [depth, tileColumns]. Strides are in bytes.
 *
 * V8 moves every load of a loop's body before its arithmetic: 8 accumulators, 2 of b and 4 of a are the most that its 15
 * registers hold. A larger tile, or a body that is unrolled, spills, at half the speed (measured: 45 against 22 GFLOP/s).
 * The wide variant has as many, once V8 has made one register of 256 bits out of every two vectors side by side; fewer
 * accumulators would wait for each other (measured: 84 against 46 GFLOP/s).
 */
export function tile(a: usize, b: usize, depth: i32, c: usize, stride: usize, base: usize, baseStride: usize): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c02 = f32x4.splat(0);
  let c03 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c12 = f32x4.splat(0);
  let c13 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c22 = f32x4.splat(0);
  let c23 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  let c32 = f32x4.splat(0);
  let c33 = f32x4.splat(0);
  const end = b + <usize>depth * (tileColumns << 2);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = joined ? v128.load(b, 32) : b0;
    const b3 = joined ? v128.load(b, 48) : b1;
    const a0 = v128.load32_splat(a);
    c00 = multiplyAdd(a0, b0, c00);
    c01 = multiplyAdd(a0, b1, c01);
    if (joined) c02 = multiplyAdd(a0, b2, c02);
    if (joined) c03 = multiplyAdd(a0, b3, c03);
    const a1 = v128.load32_splat(a, 4);
    c10 = multiplyAdd(a1, b0, c10);
    c11 = multiplyAdd(a1, b1, c11);
    if (joined) c12 = multiplyAdd(a1, b2, c12);
    if (joined) c13 = multiplyAdd(a1, b3, c13);
    const a2 = v128.load32_splat(a, 8);
    c20 = multiplyAdd(a2, b0, c20);
    c21 = multiplyAdd(a2, b1, c21);
    if (joined) c22 = multiplyAdd(a2, b2, c22);
    if (joined) c23 = multiplyAdd(a2, b3, c23);
    const a3 = v128.load32_splat(a, 12);
    c30 = multiplyAdd(a3, b0, c30);
    c31 = multiplyAdd(a3, b1, c31);
    if (joined) c32 = multiplyAdd(a3, b2, c32);
    if (joined) c33 = multiplyAdd(a3, b3, c33);
    a += 16;
    b += tileColumns << 2;
  } while (b < end);
  storeRow(c00, c01, c02, c03, c, base);
  storeRow(c10, c11, c12, c13, c + stride, base ? base + baseStride : 0);
  storeRow(c20, c21, c22, c23, c + 2 * stride, base ? base + 2 * baseStride : 0);
  storeRow(c30, c31, c32, c33, c + 3 * stride, base ? base + 3 * baseStride : 0);
}

// @ts-ignore: decorator
@inline
function storeRow(s0: v128, s1: v128, s2: v128, s3: v128, c: usize, base: usize): void {
  if (base) {
    s0 = f32x4.add(s0, v128.load(base));
    s1 = f32x4.add(s1, v128.load(base, 16));
    if (joined) s2 = f32x4.add(s2, v128.load(base, 32));
    if (joined) s3 = f32x4.add(s3, v128.load(base, 48));
  }
  v128.store(c, s0);
  v128.store(c, s1, 16);
  if (joined) v128.store(c, s2, 32);
  if (joined) v128.store(c, s3, 48);
}
