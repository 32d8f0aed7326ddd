import { multiplyAdd } from "./multiply-add";

/** Rows and columns of the tile that stays in registers. */
export const tileRows: i32 = 4;
export const tileColumns: i32 = 8;

/**
 * c [4, 8] = a · b, plus what `base` holds (0: nothing): c itself, or with `baseStride` 0 one row that all four share.
 * `a` is a packed panel [depth, 4], `b` one of [depth, 8]. Strides are in bytes.
 *
 * V8 moves every load of a loop's body before its arithmetic: 8 accumulators, 2 of b and 4 of a are the most that its 15
 * registers hold. A larger tile, or a body that is unrolled, spills, at half the speed (measured: 45 against 22 GFLOP/s).
 */
export function tile(a: usize, b: usize, depth: i32, c: usize, stride: usize, base: usize, baseStride: usize): void {
  let c00 = v128.splat<f32>(0);
  let c01 = v128.splat<f32>(0);
  let c10 = v128.splat<f32>(0);
  let c11 = v128.splat<f32>(0);
  let c20 = v128.splat<f32>(0);
  let c21 = v128.splat<f32>(0);
  let c30 = v128.splat<f32>(0);
  let c31 = v128.splat<f32>(0);
  const end = b + ((<usize>depth) << 5);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    c00 = multiplyAdd(a0, b0, c00);
    c01 = multiplyAdd(a0, b1, c01);
    const a1 = v128.load32_splat(a, 4);
    c10 = multiplyAdd(a1, b0, c10);
    c11 = multiplyAdd(a1, b1, c11);
    const a2 = v128.load32_splat(a, 8);
    c20 = multiplyAdd(a2, b0, c20);
    c21 = multiplyAdd(a2, b1, c21);
    const a3 = v128.load32_splat(a, 12);
    c30 = multiplyAdd(a3, b0, c30);
    c31 = multiplyAdd(a3, b1, c31);
    a += 16;
    b += 32;
  } while (b < end);
  if (base) {
    c00 = v128.add<f32>(c00, v128.load(base));
    c01 = v128.add<f32>(c01, v128.load(base, 16));
    base += baseStride;
    c10 = v128.add<f32>(c10, v128.load(base));
    c11 = v128.add<f32>(c11, v128.load(base, 16));
    base += baseStride;
    c20 = v128.add<f32>(c20, v128.load(base));
    c21 = v128.add<f32>(c21, v128.load(base, 16));
    base += baseStride;
    c30 = v128.add<f32>(c30, v128.load(base));
    c31 = v128.add<f32>(c31, v128.load(base, 16));
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += stride;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += stride;
  v128.store(c, c20);
  v128.store(c, c21, 16);
  c += stride;
  v128.store(c, c30);
  v128.store(c, c31, 16);
}
