/** Rows of numbers: sums, copies, and a softmax's statistics. */
import { exp } from "./activation";
import { largest, put, take, total } from "./lanes";
import { multiplyAdd } from "./multiply-add";

/** to [length] = from. A loop, since `memory.copy` leaves WebAssembly, which a short row does not repay. */
export function copyRow(to: usize, from: usize, length: i32): void {
  const bytes = <usize>length << 2;
  const whole = bytes & ~31;
  let at: usize = 0;
  for (; at < whole; at += 32) {
    v128.store(to + at, v128.load(from + at));
    v128.store(to + at, v128.load(from + at, 16), 16);
  }
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(from + at));
}

/** to [length] += from. */
export function addRow(to: usize, from: usize, length: i32): void {
  const bytes = <usize>length << 2;
  const whole = bytes & ~31;
  let at: usize = 0;
  for (; at < whole; at += 32) {
    const sum = f32x4.add(v128.load(to + at), v128.load(from + at));
    const sum1 = f32x4.add(v128.load(to + at, 16), v128.load(from + at, 16));
    v128.store(to + at, sum);
    v128.store(to + at, sum1, 16);
  }
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
}

/** to [length] += factor · from. */
export function addScaledRow(to: usize, from: usize, factor: f32, length: i32): void {
  const bytes = <usize>length << 2;
  const whole = bytes & ~15;
  const times = f32x4.splat(factor);
  let at: usize = 0;
  for (; at < whole; at += 16) put(to + at, multiplyAdd(times, take(from + at, true), take(to + at, true)), true);
  for (; at < bytes; at += 4) put(to + at, multiplyAdd(times, take(from + at, false), take(to + at, false)), false);
}

/** Σ a · b. */
export function dot(a: usize, b: usize, length: i32): f32 {
  const bytes = <usize>length << 2;
  const whole = bytes & ~15;
  let sum = f32x4.splat(0);
  let at: usize = 0;
  for (; at < whole; at += 16) sum = multiplyAdd(v128.load(a + at), v128.load(b + at), sum);
  let result = total(sum);
  for (; at < bytes; at += 4) result += load<f32>(a + at) * load<f32>(b + at);
  return result;
}

export function maximum(row: usize, length: i32): f32 {
  const bytes = <usize>length << 2;
  const whole = bytes & ~15;
  let most = f32x4.splat(-Infinity);
  let at: usize = 0;
  for (; at < whole; at += 16) most = f32x4.pmax(most, v128.load(row + at));
  let result = largest(most);
  for (; at < bytes; at += 4) result = max(result, load<f32>(row + at));
  return result;
}

/** row = exp(row − shift); gives the sum. */
export function exponentials(row: usize, shift: f32, length: i32): f32 {
  const bytes = <usize>length << 2;
  const by = f32x4.splat(shift);
  let sum = f32x4.splat(0);
  let rest = f32x4.splat(0);
  let at: usize = 0;
  for (; at < (bytes & ~31); at += 32) {
    const e = exp(f32x4.sub(v128.load(row + at), by));
    const f = exp(f32x4.sub(v128.load(row + at, 16), by));
    v128.store(row + at, e);
    v128.store(row + at, f, 16);
    sum = f32x4.add(sum, e);
    rest = f32x4.add(rest, f);
  }
  for (; at < (bytes & ~15); at += 16) {
    const e = exp(f32x4.sub(v128.load(row + at), by));
    v128.store(row + at, e);
    sum = f32x4.add(sum, e);
  }
  let result = total(f32x4.add(sum, rest));
  for (; at < bytes; at += 4) {
    const e = exp(f32x4.sub(v128.load32_splat(row + at), by));
    v128.store32_lane(row + at, e, 0);
    result += f32x4.extract_lane(e, 0);
  }
  return result;
}

/** row *= factor. */
export function scaleRow(row: usize, factor: f32, length: i32): void {
  const bytes = <usize>length << 2;
  const whole = bytes & ~15;
  const times = f32x4.splat(factor);
  let at: usize = 0;
  for (; at < whole; at += 16) v128.store(row + at, f32x4.mul(v128.load(row + at), times));
  for (; at < bytes; at += 4) store<f32>(row + at, load<f32>(row + at) * factor);
}
