/** What one decoding step works on; `kernels/decode.ts` writes it, field by field in this order, 4 bytes each. */
@unmanaged
export class DecodePlan {
  // Sizes.
  rows: i32; // N, that hear a word now
  hidden: i32; // H
  vocabulary: i32; // V
  layers: i32;
  heads: i32;
  capacity: i32; // words that the buffers of words said have room for, C
  facts: i32; // S
  siblingKinds: i32;
  selfKinds: i32;
  // Weights, prepared once.
  projected: usize; // [V, 3H]: √H E W + b
  projectedTags: usize; // [F, 3H]: √H Tag W
  keysOfWords: usize; // [V, H]: √H E times the lower half of the said key
  embedding: usize; // [V, H]
  recurrent: usize; // a layer: panels [H, 3H]
  recurrentBias: usize; // a layer: [3H]
  upper: usize; // second layer: panels [H, 3H] of its input
  upperBias: usize; // second layer: [3H]
  keyOfState: usize; // panels [H, H]: the upper half of the said key
  queries: usize; // panels [H, 2H + siblingKinds + selfKinds]: said query, known query, both since-biases
  queriesBias: usize; // [2H + siblingKinds + selfKinds]
  mix: usize; // a part of z (2 + heads of them): panels [H, H + 2 + heads]: mix and gate
  mixBias: usize; // [H + 2 + heads]
  vocabularyPanels: usize; // panels [H, V]
  vocabularyBias: usize; // [V]
  // The running state of B dialogues.
  states: usize; // [layers, B, H]
  batch: i32; // B
  saidKeys: usize; // [B, C, H]
  saidWords: usize; // i32 [B, C]
  heard: usize; // i32 [B], words before this one
  knownKeys: usize; // [B, S, H]
  knownWords: usize; // i32 [B, S]
  // What is heard now.
  places: usize; // i32 [N]: the dialogue of each row
  words: usize; // i32 [N]
  tags: i32;
  tagFields: usize; // i32 [tags]
  tagRows: usize; // i32 [tags], below N
  siblingBuckets: usize; // i32 [N, S]
  selfBuckets: usize; // i32 [N, S]
  present: usize; // i32 [N, S]
  uniforms: usize; // [N, 2]
  // What comes of it.
  drawn: usize; // i32 [N]
  logProbs: usize; // [N]
  shares: usize; // [N, 2 + heads]
  scratch: usize;
}
