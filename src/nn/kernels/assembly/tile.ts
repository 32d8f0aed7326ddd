import { multiplyAdd } from "./multiply-add";

/** The most rows of a tile, and its columns: the variant's choice (`asconfig.json`). */
export const tileRows: i32 = TILE_ROWS;
export const tileColumns: i32 = 4 * TILE_VECTORS;
const joined = TILE_VECTORS == 4;

/** To JavaScript, which packs what it keeps. */
export function panelColumns(): i32 {
  return tileColumns;
}

/**
 * c [rows, tileColumns] = a · b, plus what `base` holds (0: nothing): c itself, or with `baseStride` 0 one row that all
 * share. Of `a` [rows, depth] the rows lie `rowStep` bytes apart and the steps of the depth `depthStep`; `b` is a packed panel
 * [depth, tileColumns]. At most `tileRows` rows, whose sums stay in registers.
 *
 * A vector of products waits four cycles for the one before it, and two begin in each: eight sums at least must be under way. Of 4 rows of two
 * vectors that is just so, and V8 has registers for no more. The wide variant has 6 rows of four vectors, of which V8 makes twelve sums
 * of 256 bits; what is wider does not stay in registers.
 */
export function tile(rows: i32, a: usize, rowStep: usize, depthStep: usize, b: usize, depth: i32, c: usize, stride: usize, base: usize, baseStride: usize): void {
  if (tileRows == 6 && rows == 6) tileOf(6, a, rowStep, depthStep, b, depth, c, stride, base, baseStride);
  else if (tileRows == 6 && rows == 5) tileOf(5, a, rowStep, depthStep, b, depth, c, stride, base, baseStride);
  else if (rows == 4) tileOf(4, a, rowStep, depthStep, b, depth, c, stride, base, baseStride);
  else if (rows == 3) tileOf(3, a, rowStep, depthStep, b, depth, c, stride, base, baseStride);
  else if (rows == 2) tileOf(2, a, rowStep, depthStep, b, depth, c, stride, base, baseStride);
  else tileOf(1, a, rowStep, depthStep, b, depth, c, stride, base, baseStride);
}

/** `rows` is a constant wherever it is inlined: what other rows need is never compiled. */
// @ts-ignore: decorator
@inline
function tileOf(rows: i32, a: usize, rowStep: usize, depthStep: usize, b: usize, depth: i32, c: usize, stride: usize, base: usize, baseStride: usize): void {
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
  let c40 = f32x4.splat(0);
  let c41 = f32x4.splat(0);
  let c42 = f32x4.splat(0);
  let c43 = f32x4.splat(0);
  let c50 = f32x4.splat(0);
  let c51 = f32x4.splat(0);
  let c52 = f32x4.splat(0);
  let c53 = f32x4.splat(0);
  let a1 = a + rowStep;
  let a2 = a + 2 * rowStep;
  let a3 = a + 3 * rowStep;
  let a4 = a + 4 * rowStep;
  let a5 = a + 5 * rowStep;
  const end = b + <usize>depth * (tileColumns << 2);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = joined ? v128.load(b, 32) : b0;
    const b3 = joined ? v128.load(b, 48) : b1;
    const x0 = v128.load32_splat(a);
    c00 = multiplyAdd(x0, b0, c00);
    c01 = multiplyAdd(x0, b1, c01);
    if (joined) c02 = multiplyAdd(x0, b2, c02);
    if (joined) c03 = multiplyAdd(x0, b3, c03);
    a += depthStep;
    if (rows > 1) {
      const x = v128.load32_splat(a1);
      c10 = multiplyAdd(x, b0, c10);
      c11 = multiplyAdd(x, b1, c11);
      if (joined) c12 = multiplyAdd(x, b2, c12);
      if (joined) c13 = multiplyAdd(x, b3, c13);
      a1 += depthStep;
    }
    if (rows > 2) {
      const x = v128.load32_splat(a2);
      c20 = multiplyAdd(x, b0, c20);
      c21 = multiplyAdd(x, b1, c21);
      if (joined) c22 = multiplyAdd(x, b2, c22);
      if (joined) c23 = multiplyAdd(x, b3, c23);
      a2 += depthStep;
    }
    if (rows > 3) {
      const x = v128.load32_splat(a3);
      c30 = multiplyAdd(x, b0, c30);
      c31 = multiplyAdd(x, b1, c31);
      if (joined) c32 = multiplyAdd(x, b2, c32);
      if (joined) c33 = multiplyAdd(x, b3, c33);
      a3 += depthStep;
    }
    if (rows > 4) {
      const x = v128.load32_splat(a4);
      c40 = multiplyAdd(x, b0, c40);
      c41 = multiplyAdd(x, b1, c41);
      if (joined) c42 = multiplyAdd(x, b2, c42);
      if (joined) c43 = multiplyAdd(x, b3, c43);
      a4 += depthStep;
    }
    if (rows > 5) {
      const x = v128.load32_splat(a5);
      c50 = multiplyAdd(x, b0, c50);
      c51 = multiplyAdd(x, b1, c51);
      if (joined) c52 = multiplyAdd(x, b2, c52);
      if (joined) c53 = multiplyAdd(x, b3, c53);
      a5 += depthStep;
    }
    b += tileColumns << 2;
  } while (b < end);
  storeRow(c00, c01, c02, c03, c, base);
  if (rows > 1) storeRow(c10, c11, c12, c13, c + stride, base ? base + baseStride : 0);
  if (rows > 2) storeRow(c20, c21, c22, c23, c + 2 * stride, base ? base + 2 * baseStride : 0);
  if (rows > 3) storeRow(c30, c31, c32, c33, c + 3 * stride, base ? base + 3 * baseStride : 0);
  if (rows > 4) storeRow(c40, c41, c42, c43, c + 4 * stride, base ? base + 4 * baseStride : 0);
  if (rows > 5) storeRow(c50, c51, c52, c53, c + 5 * stride, base ? base + 5 * baseStride : 0);
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
