/** What N rows that just heard a word think: both attentions, and what the next word is mixed from. */
import { DecodePlan } from "./decode-plan";
import { edge, known, mixed, mixWidth, queries, queryWidth, reads, said, tops } from "./decode-room";
import { tanhForward } from "./elementwise";
import { put, take, total } from "./lanes";
import { multiplyAdd } from "./multiply-add";
import { panelled, panelProduct } from "./product";
import { addScaledRow, exponentials, maximum, scaleRow } from "./rows";

/** Follows `decodeHear`, which leaves the top states side by side. */
export function decodeThink(plan: usize): void {
  const p = changetype<DecodePlan>(plan);
  const width = <usize>p.hidden << 2;
  const across = <usize>queryWidth(p) << 2;
  panelProduct(tops(p), width, 4, p.queries, p.hidden, queries(p), across, p.rows, queryWidth(p), p.queriesBias, 0, edge(p));
  for (let i: usize = 0; i < <usize>p.rows; i++) {
    attendSaid(p, i, queries(p) + i * across);
    attendKnown(p, i, queries(p) + i * across + width);
  }
  mixParts(p);
}

function attendSaid(p: DecodePlan, row: usize, query: usize): void {
  const width = <usize>p.hidden << 2;
  const b = <usize>load<i32>(p.places + (row << 2));
  const count = load<i32>(p.heard + (b << 2));
  const share = p.hidden / p.heads;
  const first = b * <usize>p.capacity;
  for (let head: usize = 0; head < <usize>p.heads; head++) {
    const part = head * (<usize>share << 2);
    const weights = said(p) + ((row * <usize>p.heads + head) * <usize>p.capacity << 2);
    dots(query + part, p.saidKeys + first * width + part, width, count, share, weights, edge(p));
    scaleRow(weights, <f32>(1 / sqrt<f64>(share)), count);
    scaleRow(weights, 1 / exponentials(weights, maximum(weights, count), count), count);
    readRows(weights, p.saidWords + (first << 2), count, p.embedding, p.hidden, reads(p) + (head * <usize>p.rows + row) * width);
  }
}

function attendKnown(p: DecodePlan, row: usize, query: usize): void {
  const width = <usize>p.hidden << 2;
  const across = <usize>p.facts << 2;
  const b = <usize>load<i32>(p.places + (row << 2));
  const weights = known(p) + row * across;
  const slots = row * across;
  const sibling = query + width;
  const self = sibling + (<usize>p.siblingKinds << 2);
  const scale = <f32>(1 / sqrt<f64>(p.hidden));
  dots(query, p.knownKeys + b * <usize>p.facts * width, width, p.facts, p.hidden, weights, edge(p));
  let some = false;
  for (let at: usize = 0; at < across; at += 4) {
    let score: f32 = -Infinity;
    if (load<i32>(p.present + slots + at) != 0) {
      some = true;
      const since = load<f32>(sibling + (<usize>load<i32>(p.siblingBuckets + slots + at) << 2));
      const own = load<f32>(self + (<usize>load<i32>(p.selfBuckets + slots + at) << 2));
      score = load<f32>(weights + at) * scale + since + own;
    }
    store<f32>(weights + at, score);
  }
  if (!some) memory.fill(weights, 0, across);
  else {
    exponentials(weights, maximum(weights, p.facts), p.facts);
    // exp is never quite 0: what is not known is made so.
    let sum: f32 = 0;
    for (let at: usize = 0; at < across; at += 4) {
      if (load<i32>(p.present + slots + at) == 0) store<f32>(weights + at, 0);
      else sum += load<f32>(weights + at);
    }
    scaleRow(weights, 1 / sum, p.facts);
  }
  readRows(weights, p.knownWords + b * across, p.facts, p.embedding, p.hidden, reads(p) + (<usize>(p.heads * p.rows) + row) * width);
}

/** [N, mixWidth] = Σ part · its panels + bias, for the state, what each head read, what was looked up; tanh of the first H. */
function mixParts(p: DecodePlan): void {
  const width = <usize>p.hidden << 2;
  const across = <usize>mixWidth(p) << 2;
  const panels = <usize>(p.hidden * panelled(mixWidth(p))) << 2;
  panelProduct(tops(p), width, 4, p.mix, p.hidden, mixed(p), across, p.rows, mixWidth(p), p.mixBias, 0, edge(p));
  for (let part: usize = 0; part <= <usize>p.heads; part++) {
    panelProduct(reads(p) + part * <usize>p.rows * width, width, 4, p.mix + (part + 1) * panels, p.hidden, mixed(p), across, p.rows, mixWidth(p), mixed(p), across, edge(p));
  }
  for (let i: usize = 0; i < <usize>p.rows; i++) tanhForward(mixed(p) + i * across, p.hidden, mixed(p) + i * across);
}

/** into [count] = the products of one query with `count` keys; four keys at a time, so that their sums overlap. */
function dots(query: usize, keys: usize, stride: usize, count: i32, length: i32, into: usize, room: usize): void {
  const bytes = <usize>length << 2;
  const whole = bytes & ~31;
  for (let i = 0; i < count; i += 4) {
    const k0 = keys + <usize>i * stride;
    const k1 = i + 1 < count ? k0 + stride : k0;
    const k2 = i + 2 < count ? k1 + stride : k0;
    const k3 = i + 3 < count ? k2 + stride : k0;
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    let t0 = f32x4.splat(0);
    let t1 = f32x4.splat(0);
    let t2 = f32x4.splat(0);
    let t3 = f32x4.splat(0);
    let at: usize = 0;
    for (; at < whole; at += 32) {
      const q = v128.load(query + at);
      const r = v128.load(query + at, 16);
      s0 = multiplyAdd(q, v128.load(k0 + at), s0);
      t0 = multiplyAdd(r, v128.load(k0 + at, 16), t0);
      s1 = multiplyAdd(q, v128.load(k1 + at), s1);
      t1 = multiplyAdd(r, v128.load(k1 + at, 16), t1);
      s2 = multiplyAdd(q, v128.load(k2 + at), s2);
      t2 = multiplyAdd(r, v128.load(k2 + at, 16), t2);
      s3 = multiplyAdd(q, v128.load(k3 + at), s3);
      t3 = multiplyAdd(r, v128.load(k3 + at, 16), t3);
    }
    s0 = both(s0, t0, room);
    s1 = both(s1, t1, room);
    s2 = both(s2, t2, room);
    s3 = both(s3, t3, room);
    let d0 = total(s0);
    let d1 = total(s1);
    let d2 = total(s2);
    let d3 = total(s3);
    for (; at < bytes; at += 4) {
      const q = load<f32>(query + at);
      d0 += q * load<f32>(k0 + at);
      d1 += q * load<f32>(k1 + at);
      d2 += q * load<f32>(k2 + at);
      d3 += q * load<f32>(k3 + at);
    }
    const out = into + (<usize>i << 2);
    store<f32>(out, d0);
    if (i + 1 < count) store<f32>(out, d1, 4);
    if (i + 2 < count) store<f32>(out, d2, 8);
    if (i + 3 < count) store<f32>(out, d3, 12);
  }
}

/** into [width] = Σ weight_i · table[id_i]; four rows of the table at a time, each read from end to end. */
function readRows(weights: usize, ids: usize, count: i32, table: usize, width: i32, into: usize): void {
  const bytes = <usize>width << 2;
  const whole = bytes & ~31;
  const end = <usize>count << 2;
  const inFours = end & ~15;
  memory.fill(into, 0, bytes);
  let i: usize = 0;
  for (; i < inFours; i += 16) {
    const r0 = table + <usize>load<i32>(ids + i) * bytes;
    const r1 = table + <usize>load<i32>(ids + i, 4) * bytes;
    const r2 = table + <usize>load<i32>(ids + i, 8) * bytes;
    const r3 = table + <usize>load<i32>(ids + i, 12) * bytes;
    const w0 = v128.load32_splat(weights + i);
    const w1 = v128.load32_splat(weights + i, 4);
    const w2 = v128.load32_splat(weights + i, 8);
    const w3 = v128.load32_splat(weights + i, 12);
    let at: usize = 0;
    for (; at < whole; at += 32) {
      const left = sumOfFour(r0 + at, r1 + at, r2 + at, r3 + at, w0, w1, w2, w3, into + at, true);
      const right = sumOfFour(r0 + at + 16, r1 + at + 16, r2 + at + 16, r3 + at + 16, w0, w1, w2, w3, into + at + 16, true);
      v128.store(into + at, left);
      v128.store(into + at, right, 16);
    }
    for (; at < bytes; at += 4) put(into + at, sumOfFour(r0 + at, r1 + at, r2 + at, r3 + at, w0, w1, w2, w3, into + at, false), false);
  }
  for (; i < end; i += 4) addScaledRow(into, table + <usize>load<i32>(ids + i) * bytes, load<f32>(weights + i), width);
}

// @ts-ignore: decorator
@inline
function sumOfFour(r0: usize, r1: usize, r2: usize, r3: usize, w0: v128, w1: v128, w2: v128, w3: v128, base: usize, wide: bool): v128 {
  let sum = multiplyAdd(w0, take(r0, wide), take(base, wide));
  sum = multiplyAdd(w1, take(r1, wide), sum);
  sum = multiplyAdd(w2, take(r2, wide), sum);
  return multiplyAdd(w3, take(r3, wide), sum);
}

/** The sum of both, by way of `room`: V8 joins vectors that are stored side by side, and what they come from (see `tile`). */
// @ts-ignore: decorator
@inline
function both(left: v128, right: v128, room: usize): v128 {
  v128.store(room, left);
  v128.store(room, right, 16);
  return f32x4.add(v128.load(room), v128.load(room, 16));
}
