/**
 * Σ (logProbWeight · log p + entropyWeight · H) under the pointer mixture, with its gradients in the same pass: since the
 * weights are known beforehand, a block's logits are computed once, used for both, and forgotten.
 */
import { exp, exponential, log } from "./activation";
import { put, take } from "./lanes";
import { floor, mix, rowBlock, spread } from "./mixture";
import { multiplyAdd } from "./multiply-add";
import { product, productScratch } from "./product";
import { addRow, maximum } from "./rows";

export function objectiveScratch(rows: i32, hidden: i32, vocabulary: i32): usize {
  const here = min(rows, rowBlock);
  const most = max(productScratch(vocabulary, hidden), max(productScratch(hidden, vocabulary), productScratch(hidden, here)));
  return (<usize>(here * vocabulary) << 2) + most;
}

/** Inputs as in `mixtureForward`; the gradients of all but the targets, and logProbs and entropy [rows]. */
export function objective(
  logProbWeights: usize,
  entropyWeights: usize,
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
  dMixed: usize,
  dEmbedding: usize,
  dBias: usize,
  dGateLogits: usize,
  dPointed: usize,
  scratch: usize,
): void {
  const width = <usize>hidden << 2;
  const across = <usize>vocabulary << 2;
  const rest = scratch + <usize>min(rows, rowBlock) * across;
  memory.fill(dEmbedding, 0, <usize>vocabulary * width);
  memory.fill(dBias, 0, across);
  for (let from = 0; from < rows; from += rowBlock) {
    const here = min(rowBlock, rows - from);
    const inputs = mixed + <usize>from * width;
    product(inputs, width, false, embedding, width, true, scratch, across, here, vocabulary, hidden, bias, 0, rest);
    for (let i = 0; i < here; i++) {
      const n = <usize>(from + i);
      const at = n << 2;
      const logits = scratch + <usize>i * across;
      const target = logits + (<usize>load<i32>(targets + at) << 2);
      const gate = n * <usize>(pointers + 1) * 4;
      const pointer = n * <usize>pointers * 4;
      const normaliser = spread(logits, vocabulary, entropy + at, rest);
      const own = exponential(load<f32>(target) - normaliser);
      store<f32>(logProbs + at, log(mix(own, gateLogits + gate, pointed + pointer, pointers) + floor));
      const dTarget = mixBack(load<f32>(logProbWeights + at), own, gateLogits + gate, pointed + pointer, pointers, dGateLogits + gate, dPointed + pointer);
      spreadBack(logits, vocabulary, normaliser, load<f32>(entropy + at), dTarget, load<f32>(entropyWeights + at));
      store<f32>(target, load<f32>(target) + dTarget);
      addRow(dBias, logits, vocabulary);
    }
    product(scratch, across, false, embedding, width, false, dMixed + <usize>from * width, width, here, hidden, vocabulary, 0, 0, rest);
    product(scratch, across, true, inputs, width, false, dEmbedding, width, vocabulary, hidden, here, dEmbedding, width, rest);
  }
}

/** Stores the gradients of the gate's logits and of what the pointers gave; gives own · d own, the target logit's share. */
function mixBack(dLogProb: f32, own: f32, gateLogits: usize, pointed: usize, pointers: i32, dGateLogits: usize, dPointed: usize): f32 {
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
function spreadBack(logits: usize, vocabulary: i32, normaliser: f32, entropy: f32, dTarget: f32, dEntropy: f32): void {
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
