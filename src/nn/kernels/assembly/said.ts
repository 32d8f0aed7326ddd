/**
 * Attention over the words said: several heads, each query sees the first `visible` words. The formulae are in
 * `ops/said-attention.ts`. Queries go in blocks, so that the words that none of a block sees cost nothing.
 */
import { exponentials, dot, maximum, scaleRow } from "./rows";
import { product, productScratch } from "./product";
import { put, take } from "./lanes";

/** Queries at a time. */
const queryBlock: i32 = 32;

/** How many words any of the queries [from, to) sees. */
function farthest(visible: usize, from: i32, to: i32): i32 {
  let most = 0;
  for (let i = from; i < to; i++) most = max(most, load<i32>(visible + (<usize>i << 2)));
  return most;
}

/** Bytes that each of the four functions below needs at `scratch`. */
export function saidScratch(hidden: i32, heads: i32, capacity: i32): usize {
  const share = hidden / heads;
  const depth = max(capacity, max(hidden, queryBlock));
  return (<usize>(queryBlock * capacity) << 2) + productScratch(max(capacity, max(hidden, share)), depth);
}

/** weights [batch, heads, length, capacity] from queries [batch, length, hidden] and keys [batch, capacity, hidden]. */
export function saidWeights(
  queries: usize,
  keys: usize,
  visible: usize,
  batch: i32,
  length: i32,
  capacity: i32,
  hidden: i32,
  heads: i32,
  weights: usize,
  scratch: usize,
): void {
  const width = <usize>hidden << 2;
  const across = <usize>capacity << 2;
  const share = hidden / heads;
  const scale = <f32>(1 / sqrt<f64>(share));
  for (let b = 0; b < batch; b++) {
    const sees = visible + (<usize>(b * length) << 2);
    for (let head = 0; head < heads; head++) {
      const part = <usize>(head * share) << 2;
      const key = keys + <usize>(b * capacity) * width + part;
      for (let from = 0; from < length; from += queryBlock) {
        const here = min(queryBlock, length - from);
        const far = farthest(sees, from, from + here);
        const query = queries + <usize>(b * length + from) * width + part;
        let row = weights + <usize>((b * heads + head) * length + from) * across;
        product(query, width, false, key, width, true, row, across, here, far, share, 0, 0, scratch);
        for (let i = from; i < from + here; i++, row += across) {
          softmax(row, load<i32>(sees + (<usize>i << 2)), capacity, scale);
        }
      }
    }
  }
}

/** The first `count` scores → their softmax; zeros behind them. */
function softmax(row: usize, count: i32, capacity: i32, scale: f32): void {
  memory.fill(row + (<usize>count << 2), 0, <usize>(capacity - count) << 2);
  if (count == 0) return;
  scaleRow(row, scale, count);
  const sum = exponentials(row, maximum(row, count), count);
  scaleRow(row, 1 / sum, count);
}

/** The gradients of queries and keys, from those of the weights. */
export function saidWeightsBack(
  dWeights: usize,
  weights: usize,
  queries: usize,
  keys: usize,
  visible: usize,
  batch: i32,
  length: i32,
  capacity: i32,
  hidden: i32,
  heads: i32,
  dQueries: usize,
  dKeys: usize,
  scratch: usize,
): void {
  const width = <usize>hidden << 2;
  const across = <usize>capacity << 2;
  const share = hidden / heads;
  const scale = <f32>(1 / sqrt<f64>(share));
  const rest = scratch + <usize>queryBlock * across;
  memory.fill(dQueries, 0, <usize>(batch * length) * width);
  memory.fill(dKeys, 0, <usize>(batch * capacity) * width);
  for (let b = 0; b < batch; b++) {
    const sees = visible + (<usize>(b * length) << 2);
    for (let head = 0; head < heads; head++) {
      const part = <usize>(head * share) << 2;
      const key = keys + <usize>(b * capacity) * width + part;
      const dKey = dKeys + <usize>(b * capacity) * width + part;
      for (let from = 0; from < length; from += queryBlock) {
        const here = min(queryBlock, length - from);
        const far = farthest(sees, from, from + here);
        if (far == 0) continue;
        const place = <usize>((b * heads + head) * length + from) * across;
        for (let i: usize = 0; i < <usize>here; i++) {
          const at = place + i * across;
          softmaxBack(dWeights + at, weights + at, far, scale, scratch + i * across);
        }
        const query = <usize>(b * length + from) * width + part;
        product(scratch, across, false, key, width, false, dQueries + query, width, here, share, far, 0, 0, rest);
        product(scratch, across, true, queries + query, width, false, dKey, width, far, share, here, dKey, width, rest);
      }
    }
  }
}

/** into [count] = scale · p (dp − Σ p dp): the gradient of scores behind a scaled softmax. */
export function softmaxBack(dWeights: usize, weights: usize, count: i32, scale: f32, into: usize): void {
  const mean = dot(dWeights, weights, count);
  const bytes = <usize>count << 2;
  const whole = bytes & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) scoreBack(dWeights + at, weights + at, mean, scale, into + at, true);
  for (; at < bytes; at += 4) scoreBack(dWeights + at, weights + at, mean, scale, into + at, false);
}

// @ts-ignore: decorator
@inline
function scoreBack(dWeight: usize, weight: usize, mean: f32, scale: f32, into: usize, wide: bool): void {
  const d = f32x4.sub(take(dWeight, wide), f32x4.splat(mean));
  put(into, f32x4.mul(f32x4.mul(take(weight, wide), f32x4.splat(scale)), d), wide);
}

/** read [batch, length, heads · hidden] = Σ weights · values [batch, capacity, hidden]. */
export function saidRead(
  weights: usize,
  values: usize,
  visible: usize,
  batch: i32,
  length: i32,
  capacity: i32,
  hidden: i32,
  heads: i32,
  read: usize,
  scratch: usize,
): void {
  const width = <usize>hidden << 2;
  const across = <usize>capacity << 2;
  const wide = <usize>heads * width;
  memory.fill(read, 0, <usize>(batch * length) * wide);
  for (let b = 0; b < batch; b++) {
    const value = values + <usize>(b * capacity) * width;
    for (let head = 0; head < heads; head++) {
      for (let from = 0; from < length; from += queryBlock) {
        const here = min(queryBlock, length - from);
        const far = farthest(visible + (<usize>(b * length) << 2), from, from + here);
        const weight = weights + <usize>((b * heads + head) * length + from) * across;
        const into = read + <usize>(b * length + from) * wide + <usize>head * width;
        product(weight, across, false, value, width, false, into, wide, here, hidden, far, 0, 0, scratch);
      }
    }
  }
}

/** The gradients of weights and values, from those of what was read; of a weight that is not visible it is 0. */
export function saidReadBack(
  dRead: usize,
  weights: usize,
  values: usize,
  visible: usize,
  batch: i32,
  length: i32,
  capacity: i32,
  hidden: i32,
  heads: i32,
  dWeights: usize,
  dValues: usize,
  scratch: usize,
): void {
  const width = <usize>hidden << 2;
  const across = <usize>capacity << 2;
  const wide = <usize>heads * width;
  memory.fill(dWeights, 0, <usize>(batch * heads * length) * across);
  memory.fill(dValues, 0, <usize>(batch * capacity) * width);
  for (let b = 0; b < batch; b++) {
    const value = values + <usize>(b * capacity) * width;
    const dValue = dValues + <usize>(b * capacity) * width;
    for (let head = 0; head < heads; head++) {
      for (let from = 0; from < length; from += queryBlock) {
        const here = min(queryBlock, length - from);
        const far = farthest(visible + (<usize>(b * length) << 2), from, from + here);
        if (far == 0) continue;
        const place = <usize>((b * heads + head) * length + from) * across;
        const d = dRead + <usize>(b * length + from) * wide + <usize>head * width;
        product(d, wide, false, value, width, true, dWeights + place, across, here, far, hidden, 0, 0, scratch);
        product(weights + place, across, true, d, wide, false, dValue, width, far, hidden, here, dValue, width, scratch);
      }
    }
  }
}
