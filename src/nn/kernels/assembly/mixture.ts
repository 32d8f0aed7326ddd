/**
 * The pointer mixture over the tied softmax, a block of rows at a time: the logits [N, V] never exist as a whole. The formulae are
 * in `ops/mixture.ts`; what is learnt from goes through `objective.ts`.
 */
import { exp, exponential, log } from "./activation";
import { total } from "./lanes";
import { multiplyAdd } from "./multiply-add";
import { product, productScratch } from "./product";
import { maximum } from "./rows";

/** Rows whose logits exist at a time. */
export const rowBlock: i32 = 256;
/** Keeps the logarithm finite, as in `ops/mixture.ts`. */
export const floor: f32 = 1e-20;

export function mixtureForwardScratch(rows: i32, hidden: i32, vocabulary: i32): usize {
  return (<usize>(min(rows, rowBlock) * vocabulary) << 2) + productScratch(vocabulary, hidden);
}

/**
 * logProbs and entropy [rows], from mixed [rows, hidden], embedding [vocabulary, hidden], bias [vocabulary],
 * gateLogits [rows, 1 + pointers], pointed [rows, pointers] and targets [rows] (i32).
 */
export function mixtureForward(
  mixed: usize,
  embedding: usize,
  bias: usize,
  gateLogits: usize,
  pointed: usize,
  targets: usize,
  rows: i32,
  hidden: i32,
  vocabulary: i32,
  pointers: i32,
  logProbs: usize,
  entropy: usize,
  scratch: usize,
): void {
  const width = <usize>hidden << 2;
  const across = <usize>vocabulary << 2;
  const rest = scratch + <usize>min(rows, rowBlock) * across;
  for (let from = 0; from < rows; from += rowBlock) {
    const here = min(rowBlock, rows - from);
    product(mixed + <usize>from * width, width, false, embedding, width, true, scratch, across, here, vocabulary, hidden, bias, 0, rest);
    for (let i = 0; i < here; i++) {
      const n = <usize>(from + i);
      const logits = scratch + <usize>i * across;
      const normaliser = spread(logits, vocabulary, entropy + (n << 2), rest);
      const own = exponential(load<f32>(logits + (<usize>load<i32>(targets + (n << 2)) << 2)) - normaliser);
      const probability = mix(own, gateLogits + n * <usize>(pointers + 1) * 4, pointed + n * <usize>pointers * 4, pointers);
      store<f32>(logProbs + (n << 2), log(probability + floor));
    }
  }
}

/**
 * The logarithm of Σ eˡ; stores the entropy of the softmax, log Σ eˡ − Σ l eˡ / Σ eˡ. What is stored in `room`, two vectors, nobody
 * reads: V8 joins vectors that are stored side by side, and what they come from (see `tile`).
 */
export function spread(logits: usize, vocabulary: i32, entropy: usize, room: usize): f32 {
  const most = maximum(logits, vocabulary);
  const by = f32x4.splat(most);
  const end = logits + (<usize>vocabulary << 2);
  const whole = logits + ((<usize>vocabulary << 2) & ~31);
  let sums = f32x4.splat(0);
  let weighted = f32x4.splat(0);
  let sums1 = f32x4.splat(0);
  let weighted1 = f32x4.splat(0);
  let at = logits;
  for (; at < whole; at += 32) {
    const below = f32x4.sub(v128.load(at), by);
    const below1 = f32x4.sub(v128.load(at, 16), by);
    const e = exp(below);
    const e1 = exp(below1);
    v128.store(room, e);
    v128.store(room, e1, 16);
    sums = f32x4.add(sums, e);
    sums1 = f32x4.add(sums1, e1);
    weighted = multiplyAdd(e, below, weighted);
    weighted1 = multiplyAdd(e1, below1, weighted1);
  }
  let sum = total(f32x4.add(sums, sums1));
  let mean = total(f32x4.add(weighted, weighted1));
  for (; at < end; at += 4) {
    const below = load<f32>(at) - most;
    const e = exponential(below);
    sum += e;
    mean += e * below;
  }
  const spare = log(sum);
  store<f32>(entropy, spare - mean / sum);
  return most + spare;
}

/** g₀ own + Σ g_k pointed_k, with g the softmax of the gate's logits. */
export function mix(own: f32, gateLogits: usize, pointed: usize, pointers: i32): f32 {
  const most = maximum(gateLogits, pointers + 1);
  let sum = exponential(load<f32>(gateLogits) - most);
  let mixed = sum * own;
  for (let k: usize = 0; k < <usize>pointers; k++) {
    const e = exponential(load<f32>(gateLogits + 4 + (k << 2)) - most);
    sum += e;
    mixed += e * load<f32>(pointed + (k << 2));
  }
  return mixed / sum;
}
