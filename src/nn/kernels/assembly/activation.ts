/** exp, sigmoid and tanh of four numbers, each within 1e-6 of the true value where that is at most 1. */
import { multiplyAdd } from "./multiply-add";

/**
 * 2ⁿ · eʳ with x = n ln 2 + r, |r| ≤ ln 2 / 2, and eʳ by the polynomial of the Cephes library (Moshier 1989). Below −87 it
 * is e⁻⁸⁷, above 88 e⁸⁸; NaN stays NaN.
 */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  // In this order of arguments NaN stays NaN.
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87)), f32x4.splat(88));
  // Adding 1.5 · 2²³ rounds to a whole number, and leaves it in the low bits.
  const shifted = multiplyAdd(x, f32x4.splat(1.44269504), f32x4.splat(12582912));
  const n = f32x4.sub(shifted, f32x4.splat(12582912));
  const r = multiplyAdd(n, f32x4.splat(2.12194440e-4), multiplyAdd(n, f32x4.splat(-0.693359375), x));
  let y = multiplyAdd(r, f32x4.splat(1.9875691500e-4), f32x4.splat(1.3981999507e-3));
  y = multiplyAdd(y, r, f32x4.splat(8.3334519073e-3));
  y = multiplyAdd(y, r, f32x4.splat(4.1665795894e-2));
  y = multiplyAdd(y, r, f32x4.splat(1.6666665459e-1));
  y = multiplyAdd(y, r, f32x4.splat(5.0000001201e-1));
  y = multiplyAdd(y, f32x4.mul(r, r), f32x4.add(r, f32x4.splat(1)));
  return i32x4.add(y, i32x4.shl(shifted, 23));
}

// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp(f32x4.neg(x))));
}

// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const e = exp(f32x4.add(x, x));
  return f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), f32x4.add(e, f32x4.splat(1))));
}

/** The natural logarithm of one normal number, by the polynomial of the Cephes library; NaN for what is not above 0. */
export function log(x: f32): f32 {
  if (!(x > 0)) return NaN;
  const bits = reinterpret<i32>(x);
  let exponent: f32 = <f32>((bits >> 23) - 126);
  let m = reinterpret<f32>((bits & 0x007fffff) | 0x3f000000); // [0.5, 1)
  if (m < <f32>0.707106781186547524) {
    exponent -= 1;
    m = m + m - 1;
  } else m -= 1;
  const square = m * m;
  let y: f32 = <f32>7.0376836292e-2;
  y = y * m - <f32>1.1514610310e-1;
  y = y * m + <f32>1.1676998740e-1;
  y = y * m - <f32>1.2420140846e-1;
  y = y * m + <f32>1.4249322787e-1;
  y = y * m - <f32>1.6668057665e-1;
  y = y * m + <f32>2.0000714765e-1;
  y = y * m - <f32>2.4999993993e-1;
  y = y * m + <f32>3.3333331174e-1;
  y = y * m * square - <f32>2.12194440e-4 * exponent - <f32>0.5 * square;
  return m + y + <f32>0.693359375 * exponent;
}

/** exp of one number. */
// @ts-ignore: decorator
@inline
export function exponential(x: f32): f32 {
  return f32x4.extract_lane(exp(f32x4.splat(x)), 0);
}
