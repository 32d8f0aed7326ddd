/** What attention as a pointer gives to a target: the sum of its weights over the places that hold that word. */
import { put, take, total } from "./lanes";

/** pointed [batch, length, heads] from weights [batch, heads, length, capacity], words [batch, capacity], targets [batch, length]. */
export function pointed(
  weights: usize,
  words: usize,
  targets: usize,
  batch: i32,
  heads: i32,
  length: i32,
  capacity: i32,
  into: usize,
): void {
  const across = <usize>capacity << 2;
  const whole = across & ~15;
  for (let b = 0; b < batch; b++) {
    const said = words + <usize>b * across;
    for (let i = 0; i < length; i++) {
      const n = <usize>(b * length + i);
      const target = i32x4.splat(load<i32>(targets + (n << 2)));
      for (let head = 0; head < heads; head++) {
        const row = weights + <usize>((b * heads + head) * length + i) * across;
        let sums = f32x4.splat(0);
        let at: usize = 0;
        for (; at < whole; at += 16) {
          sums = f32x4.add(sums, v128.and(v128.load(row + at), i32x4.eq(v128.load(said + at), target)));
        }
        let sum = total(sums);
        for (; at < across; at += 4) {
          if (load<i32>(said + at) == i32x4.extract_lane(target, 0)) sum += load<f32>(row + at);
        }
        store<f32>(into + ((n * <usize>heads + <usize>head) << 2), sum);
      }
    }
  }
}

/** The gradient of the weights: what the pointer's is, where the word is the target, else 0. */
export function pointedBack(
  dPointed: usize,
  words: usize,
  targets: usize,
  batch: i32,
  heads: i32,
  length: i32,
  capacity: i32,
  dWeights: usize,
): void {
  const across = <usize>capacity << 2;
  const whole = across & ~15;
  for (let b = 0; b < batch; b++) {
    const said = words + <usize>b * across;
    for (let i = 0; i < length; i++) {
      const n = <usize>(b * length + i);
      const target = i32x4.splat(load<i32>(targets + (n << 2)));
      for (let head = 0; head < heads; head++) {
        const row = dWeights + <usize>((b * heads + head) * length + i) * across;
        const d = v128.load32_splat(dPointed + ((n * <usize>heads + <usize>head) << 2));
        let at: usize = 0;
        for (; at < whole; at += 16) spread(row + at, said + at, target, d, true);
        for (; at < across; at += 4) spread(row + at, said + at, target, d, false);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function spread(at: usize, words: usize, target: v128, d: v128, wide: bool): void {
  put(at, v128.and(d, i32x4.eq(take(words, wide), target)), wide);
}
