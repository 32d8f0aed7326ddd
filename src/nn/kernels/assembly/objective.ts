/**
 * Σ (logProbWeight · log p + entropyWeight · H) under the pointer mixture, with its gradients in the same pass: since the
 * weights are known beforehand, a block's logits are computed once, used for both, and forgotten.
 */
import { exponential, log } from "./activation";
import { floor, mix, mixBack, rowBlock, spread, spreadBack } from "./mixture";
import { product, productScratch } from "./product";
import { addRow } from "./rows";

export function objectiveScratch(rows: i32, hidden: i32, vocabulary: i32): usize {
  const here = min(rows, rowBlock);
  const most = max(productScratch(vocabulary, hidden), max(productScratch(hidden, vocabulary), productScratch(hidden, here)));
  return (<usize>(here * vocabulary) << 2) + most;
}

/** Inputs and gradients as in `mixtureBackward`; logProbs and entropy [rows] come out too. */
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
