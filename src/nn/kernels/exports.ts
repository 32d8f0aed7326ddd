/** The functions of `assembly/index.ts`, as JavaScript sees them. Pointers and strides are in bytes, booleans are 0 or 1. */
export interface Exports {
  productScratch(columns: number, depth: number): number;
  product(
    a: number,
    strideA: number,
    transposeA: number,
    b: number,
    strideB: number,
    transposeB: number,
    c: number,
    strideC: number,
    rows: number,
    columns: number,
    depth: number,
    base: number,
    baseStride: number,
    scratch: number,
  ): void;
  gruForwardScratch(batch: number, hidden: number): number;
  gruForward(
    projected: number,
    start: number,
    recurrent: number,
    bias: number,
    mask: number,
    batch: number,
    words: number,
    hidden: number,
    states: number,
    gates: number,
    scratch: number,
  ): void;
  gruBackwardScratch(batch: number, hidden: number, live: number): number;
  gruBackward(
    dStates: number,
    states: number,
    start: number,
    recurrent: number,
    mask: number,
    gates: number,
    batch: number,
    words: number,
    hidden: number,
    live: number,
    dProjected: number,
    dStart: number,
    dRecurrent: number,
    dBias: number,
    scratch: number,
  ): void;
  mixtureForwardScratch(rows: number, hidden: number, vocabulary: number): number;
  mixtureForward(
    mixed: number,
    embedding: number,
    bias: number,
    gateLogits: number,
    pointed: number,
    targets: number,
    rows: number,
    hidden: number,
    vocabulary: number,
    pointers: number,
    logProbs: number,
    entropy: number,
    normalisers: number,
    scratch: number,
  ): void;
  mixtureBackwardScratch(rows: number, hidden: number, vocabulary: number): number;
  mixtureBackward(
    dLogProbs: number,
    dEntropy: number,
    mixed: number,
    embedding: number,
    bias: number,
    gateLogits: number,
    pointed: number,
    targets: number,
    normalisers: number,
    entropy: number,
    rows: number,
    hidden: number,
    vocabulary: number,
    pointers: number,
    dMixed: number,
    dEmbedding: number,
    dBias: number,
    dGateLogits: number,
    dPointed: number,
    scratch: number,
  ): void;
}
