/**
 * Attention over the words of one's facts, with a bias for each bucket of time since a word and its siblings were heard.
 * The formulae are in `ops/known-attention.ts`.
 */
import { exponentials, maximum, scaleRow } from "./rows";
import { product, productScratch } from "./product";
import { softmaxBack } from "./said";

export function knownScratch(length: i32, hidden: i32, facts: i32): usize {
  const depth = max(length, max(hidden, facts));
  return (<usize>((length + 2) * facts) << 2) + productScratch(max(hidden, facts), depth);
}

/**
 * weights [batch, length, facts] from queries [batch, length, hidden], keys [batch, facts, hidden], siblingBias [batch, length,
 * siblingKinds], selfBias [batch, length, selfKinds]; buckets and present (i32) are [batch, length, facts].
 */
export function knownWeights(
  queries: usize,
  keys: usize,
  siblingBias: usize,
  selfBias: usize,
  siblingBuckets: usize,
  selfBuckets: usize,
  present: usize,
  batch: i32,
  length: i32,
  facts: i32,
  hidden: i32,
  siblingKinds: i32,
  selfKinds: i32,
  weights: usize,
  scratch: usize,
): void {
  const width = <usize>hidden << 2;
  const across = <usize>facts << 2;
  const scale = <f32>(1 / sqrt<f64>(hidden));
  const scores = scratch; // those of one query's facts that are present, side by side
  const rest = scratch + across;
  for (let b = 0; b < batch; b++) {
    const first = <usize>(b * length);
    product(queries + first * width, width, false, keys + <usize>(b * facts) * width, width, true, weights + first * across, across, length, facts, hidden, 0, 0, rest);
    for (let n = first; n < first + <usize>length; n++) {
      const row = weights + n * across;
      const slots = n * across;
      const sibling = siblingBias + n * (<usize>siblingKinds << 2);
      const self = selfBias + n * (<usize>selfKinds << 2);
      let count = 0;
      for (let at: usize = 0; at < across; at += 4) {
        if (load<i32>(present + slots + at) == 0) continue;
        const since = load<f32>(sibling + (<usize>load<i32>(siblingBuckets + slots + at) << 2));
        const own = load<f32>(self + (<usize>load<i32>(selfBuckets + slots + at) << 2));
        store<f32>(scores + (<usize>count << 2), load<f32>(row + at) * scale + since + own);
        count++;
      }
      memory.fill(row, 0, across);
      if (count == 0) continue;
      const sum = exponentials(scores, maximum(scores, count), count);
      scaleRow(scores, 1 / sum, count);
      let next = scores;
      for (let at: usize = 0; at < across; at += 4) {
        if (load<i32>(present + slots + at) == 0) continue;
        store<f32>(row + at, load<f32>(next));
        next += 4;
      }
    }
  }
}

/** The gradients of queries, keys and both biases, from those of the weights. */
export function knownWeightsBack(
  dWeights: usize,
  weights: usize,
  queries: usize,
  keys: usize,
  siblingBuckets: usize,
  selfBuckets: usize,
  present: usize,
  batch: i32,
  length: i32,
  facts: i32,
  hidden: i32,
  siblingKinds: i32,
  selfKinds: i32,
  dQueries: usize,
  dKeys: usize,
  dSiblingBias: usize,
  dSelfBias: usize,
  scratch: usize,
): void {
  const width = <usize>hidden << 2;
  const across = <usize>facts << 2;
  const scale = <f32>(1 / sqrt<f64>(hidden));
  const rest = scratch + <usize>length * across;
  memory.fill(dSiblingBias, 0, <usize>(batch * length * siblingKinds) << 2);
  memory.fill(dSelfBias, 0, <usize>(batch * length * selfKinds) << 2);
  for (let b = 0; b < batch; b++) {
    const first = <usize>(b * length);
    for (let i: usize = 0; i < <usize>length; i++) {
      const n = first + i;
      const slots = n * across;
      const dScores = scratch + i * across;
      softmaxBack(dWeights + slots, weights + slots, facts, 1, dScores);
      const sibling = dSiblingBias + n * (<usize>siblingKinds << 2);
      const self = dSelfBias + n * (<usize>selfKinds << 2);
      for (let at: usize = 0; at < across; at += 4) {
        if (load<i32>(present + slots + at) == 0) continue;
        const d = load<f32>(dScores + at);
        add(sibling + (<usize>load<i32>(siblingBuckets + slots + at) << 2), d);
        add(self + (<usize>load<i32>(selfBuckets + slots + at) << 2), d);
      }
      scaleRow(dScores, scale, facts);
    }
    const key = <usize>(b * facts) * width;
    const query = first * width;
    product(scratch, across, false, keys + key, width, false, dQueries + query, width, length, hidden, facts, 0, 0, rest);
    product(scratch, across, true, queries + query, width, false, dKeys + key, width, facts, hidden, length, 0, 0, rest);
  }
}

// @ts-ignore: decorator
@inline
function add(at: usize, value: f32): void {
  store<f32>(at, load<f32>(at) + value);
}
