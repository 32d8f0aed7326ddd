/**
 * The pointer mixture over the tied softmax, forward and backward, a block of rows at a time: the logits [N, V] never exist
 * as a whole, the way back computes them again. The formulae are in `ops/mixture.ts`.
 */
import { exp, exponential, log } from "./activation";
import { put, take, total } from "./lanes";
import { multiplyAdd } from "./multiply-add";
import { product, productScratch } from "./product";
import { addRow, copyRow, maximum } from "./rows";

/** Rows whose logits exist at a time. */
export const rowBlock: i32 = 256;
/** Keeps the logarithm finite, as in `ops/mixture.ts`. */
export const floor: f32 = 1e-20;

export function mixtureForwardScratch(rows: i32, hidden: i32, vocabulary: i32): usize {
  return (<usize>(min(rows, rowBlock) * vocabulary) << 2) + productScratch(vocabulary, hidden);
}

/**
 * logProbs and entropy [rows], and for the way back each row's logarithm of the softmax's denominator; from mixed
 * [rows, hidden], embedding [vocabulary, hidden], bias [vocabulary], gateLogits [rows, 1 + pointers], pointed
 * [rows, pointers] and targets [rows] (i32).
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
  normalisers: usize,
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
      store<f32>(normalisers + (n << 2), normaliser);
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

export function mixtureBackwardScratch(rows: i32, hidden: i32, vocabulary: i32): usize {
  const here = min(rows, rowBlock);
  const most = max(productScratch(vocabulary, hidden), max(productScratch(hidden, vocabulary), productScratch(hidden, here)));
  return (<usize>(here * (vocabulary + 2 * hidden + 1)) << 2) + most;
}

/** The gradients, from those of the log-probabilities and entropies. A row whose both are 0 costs nothing. */
export function mixtureBackward(
  dLogProbs: usize,
  dEntropy: usize,
  mixed: usize,
  embedding: usize,
  bias: usize,
  gateLogits: usize,
  pointed: usize,
  targets: usize,
  normalisers: usize,
  entropy: usize,
  rows: i32,
  hidden: i32,
  vocabulary: i32,
  pointers: i32,
  dMixed: usize,
  dEmbedding: usize,
  dBias: usize,
  dGateLogits: usize,
  dPointed: usize,
  scratch: usize,
): void {
  const width = <usize>hidden << 2;
  const across = <usize>vocabulary << 2;
  const most = <usize>min(rows, rowBlock);
  const inputs = scratch + most * across; // the block's rows of mixed, side by side
  const outputs = inputs + most * width;
  const places = outputs + most * width;
  const rest = places + most * 4;
  memory.fill(dMixed, 0, <usize>rows * width);
  memory.fill(dEmbedding, 0, <usize>vocabulary * width);
  memory.fill(dBias, 0, across);
  memory.fill(dGateLogits, 0, <usize>(rows * (pointers + 1)) << 2);
  memory.fill(dPointed, 0, <usize>(rows * pointers) << 2);
  let row = 0;
  while (row < rows) {
    let here = 0;
    for (; row < rows && here < rowBlock; row++) {
      const n = <usize>row;
      if (load<f32>(dLogProbs + (n << 2)) == 0 && load<f32>(dEntropy + (n << 2)) == 0) continue;
      copyRow(inputs + <usize>here * width, mixed + n * width, hidden);
      store<i32>(places + (<usize>here << 2), row);
      here++;
    }
    if (here == 0) break;
    product(inputs, width, false, embedding, width, true, scratch, across, here, vocabulary, hidden, bias, 0, rest);
    for (let i: usize = 0; i < <usize>here; i++) {
      const n = <usize>load<i32>(places + (i << 2));
      const logits = scratch + i * across;
      const target = logits + (<usize>load<i32>(targets + (n << 2)) << 2);
      const normaliser = load<f32>(normalisers + (n << 2));
      const gate = n * <usize>(pointers + 1) * 4;
      const pointer = n * <usize>pointers * 4;
      const own = exponential(load<f32>(target) - normaliser);
      const dTarget = mixBack(load<f32>(dLogProbs + (n << 2)), own, gateLogits + gate, pointed + pointer, pointers, dGateLogits + gate, dPointed + pointer);
      spreadBack(logits, vocabulary, normaliser, load<f32>(entropy + (n << 2)), dTarget, load<f32>(dEntropy + (n << 2)));
      store<f32>(target, load<f32>(target) + dTarget);
      addRow(dBias, logits, vocabulary);
    }
    product(scratch, across, false, embedding, width, false, outputs, width, here, hidden, vocabulary, 0, 0, rest);
    for (let i: usize = 0; i < <usize>here; i++) {
      copyRow(dMixed + <usize>load<i32>(places + (i << 2)) * width, outputs + i * width, hidden);
    }
    product(scratch, across, true, inputs, width, false, dEmbedding, width, vocabulary, hidden, here, dEmbedding, width, rest);
  }
}

/** Stores the gradients of the gate's logits and of what the pointers gave; gives own · d own, the target logit's share. */
export function mixBack(dLogProb: f32, own: f32, gateLogits: usize, pointed: usize, pointers: i32, dGateLogits: usize, dPointed: usize): f32 {
  const most = maximum(gateLogits, pointers + 1);
  const first = exponential(load<f32>(gateLogits) - most);
  let sum = first;
  let mixed = first * own;
  for (let k: usize = 0; k < <usize>pointers; k++) {
    const e = exponential(load<f32>(gateLogits + 4 + (k << 2)) - most);
    store<f32>(dPointed + (k << 2), e);
    sum += e;
    mixed += e * load<f32>(pointed + (k << 2));
  }
  const dProbability = dLogProb / (mixed / sum + floor);
  const mean = mixed / sum; // of what the sources give the target, Σ g · p
  store<f32>(dGateLogits, dProbability * (first / sum) * (own - mean));
  for (let k: usize = 0; k < <usize>pointers; k++) {
    const dSource = (dProbability * load<f32>(dPointed + (k << 2))) / sum;
    store<f32>(dPointed + (k << 2), dSource);
    store<f32>(dGateLogits + 4 + (k << 2), dSource * (load<f32>(pointed + (k << 2)) - mean));
  }
  return (dProbability * first / sum) * own;
}

/** logits → −p (dTarget + dEntropy (log p + H)), their gradient but for the target's own share. */
export function spreadBack(logits: usize, vocabulary: i32, normaliser: f32, entropy: f32, dTarget: f32, dEntropy: f32): void {
  const bytes = <usize>vocabulary << 2;
  const pairs = bytes & ~31;
  let at: usize = 0;
  for (; at < pairs; at += 32) {
    const d = logitBack(take(logits + at, true), normaliser, entropy, dTarget, dEntropy);
    const d1 = logitBack(take(logits + at + 16, true), normaliser, entropy, dTarget, dEntropy);
    v128.store(logits + at, d);
    v128.store(logits + at, d1, 16);
  }
  for (; at < bytes; at += 4) put(logits + at, logitBack(take(logits + at, false), normaliser, entropy, dTarget, dEntropy), false);
}

// @ts-ignore: decorator
@inline
function logitBack(logit: v128, normaliser: f32, entropy: f32, dTarget: f32, dEntropy: f32): v128 {
  const logP = f32x4.sub(logit, f32x4.splat(normaliser));
  const factor = multiplyAdd(f32x4.splat(dEntropy), f32x4.add(logP, f32x4.splat(entropy)), f32x4.splat(dTarget));
  return f32x4.neg(f32x4.mul(exp(logP), factor));
}
