/** Number by number over whole tensors. */
import { tanh } from "./activation";
import { put, take } from "./lanes";
import { multiplyAdd } from "./multiply-add";

export function tanhForward(x: usize, count: i32, into: usize): void {
  const bytes = <usize>count << 2;
  const pairs = bytes & ~31;
  let at: usize = 0;
  for (; at < pairs; at += 32) {
    const y = tanh(v128.load(x + at));
    const y1 = tanh(v128.load(x + at, 16));
    v128.store(into + at, y);
    v128.store(into + at, y1, 16);
  }
  for (; at < bytes; at += 4) put(into + at, tanh(take(x + at, false)), false);
}

/** into = dy (1 − y²), y = tanh x. */
export function tanhBackward(dy: usize, y: usize, count: i32, into: usize): void {
  const bytes = <usize>count << 2;
  const whole = bytes & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) put(into + at, steepness(take(dy + at, true), take(y + at, true)), true);
  for (; at < bytes; at += 4) put(into + at, steepness(take(dy + at, false), take(y + at, false)), false);
}

// @ts-ignore: decorator
@inline
function steepness(dy: v128, y: v128): v128 {
  return f32x4.mul(dy, f32x4.sub(f32x4.splat(1), f32x4.mul(y, y)));
}

/** Σ x², in double precision. */
export function sumOfSquares(x: usize, count: i32): f64 {
  const end = x + (<usize>count << 2);
  const whole = x + ((<usize>count << 2) & ~15);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; x < whole; x += 16) {
    const a = v128.load(x);
    const first = f64x2.promote_low_f32x4(a);
    const second = f64x2.promote_low_f32x4(v128.shuffle<f32>(a, a, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  const both = f64x2.add(low, high);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; x < end; x += 4) sum += <f64>load<f32>(x) * <f64>load<f32>(x);
  return sum;
}

/** One step of Adam; `gradient` is multiplied by `shrink` first. The formulae are in `adam.ts`. */
export function adam(
  parameter: usize,
  first: usize,
  second: usize,
  gradient: usize,
  count: i32,
  shrink: f32,
  decay1: f64,
  decay2: f64,
  rate: f32,
  epsilon: f32,
  newParameter: usize,
  newFirst: usize,
  newSecond: usize,
): void {
  const bytes = <usize>count << 2;
  const whole = bytes & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    moment(parameter + at, first + at, second + at, gradient + at, shrink, decay1, decay2, rate, epsilon, newParameter + at, newFirst + at, newSecond + at, true);
  }
  for (; at < bytes; at += 4) {
    moment(parameter + at, first + at, second + at, gradient + at, shrink, decay1, decay2, rate, epsilon, newParameter + at, newFirst + at, newSecond + at, false);
  }
}

// @ts-ignore: decorator
@inline
function moment(
  parameter: usize,
  first: usize,
  second: usize,
  gradient: usize,
  shrink: f32,
  decay1: f64,
  decay2: f64,
  rate: f32,
  epsilon: f32,
  newParameter: usize,
  newFirst: usize,
  newSecond: usize,
  wide: bool,
): void {
  const g = f32x4.mul(take(gradient, wide), f32x4.splat(shrink));
  const m = multiplyAdd(f32x4.splat(<f32>(1 - decay1)), g, f32x4.mul(take(first, wide), f32x4.splat(<f32>decay1)));
  const v = multiplyAdd(f32x4.mul(f32x4.splat(<f32>(1 - decay2)), g), g, f32x4.mul(take(second, wide), f32x4.splat(<f32>decay2)));
  const step = f32x4.div(f32x4.mul(m, f32x4.splat(rate)), f32x4.add(f32x4.sqrt(v), f32x4.splat(epsilon)));
  put(newParameter, f32x4.sub(take(parameter, wide), step), wide);
  put(newFirst, m, wide);
  put(newSecond, v, wide);
}
