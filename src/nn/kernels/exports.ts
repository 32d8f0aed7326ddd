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
    scratch: number,
  ): void;
  saidScratch(hidden: number, heads: number, capacity: number): number;
  saidWeights(
    queries: number,
    keys: number,
    visible: number,
    batch: number,
    length: number,
    capacity: number,
    hidden: number,
    heads: number,
    weights: number,
    scratch: number,
  ): void;
  saidWeightsBack(
    dWeights: number,
    weights: number,
    queries: number,
    keys: number,
    visible: number,
    batch: number,
    length: number,
    capacity: number,
    hidden: number,
    heads: number,
    dQueries: number,
    dKeys: number,
    scratch: number,
  ): void;
  saidRead(
    weights: number,
    values: number,
    visible: number,
    batch: number,
    length: number,
    capacity: number,
    hidden: number,
    heads: number,
    read: number,
    scratch: number,
  ): void;
  saidReadBack(
    dRead: number,
    weights: number,
    values: number,
    visible: number,
    batch: number,
    length: number,
    capacity: number,
    hidden: number,
    heads: number,
    dWeights: number,
    dValues: number,
    scratch: number,
  ): void;
  knownScratch(length: number, hidden: number, facts: number): number;
  knownWeights(
    queries: number,
    keys: number,
    siblingBias: number,
    selfBias: number,
    siblingBuckets: number,
    selfBuckets: number,
    present: number,
    batch: number,
    length: number,
    facts: number,
    hidden: number,
    siblingKinds: number,
    selfKinds: number,
    weights: number,
    scratch: number,
  ): void;
  knownWeightsBack(
    dWeights: number,
    weights: number,
    queries: number,
    keys: number,
    siblingBuckets: number,
    selfBuckets: number,
    present: number,
    batch: number,
    length: number,
    facts: number,
    hidden: number,
    siblingKinds: number,
    selfKinds: number,
    dQueries: number,
    dKeys: number,
    dSiblingBias: number,
    dSelfBias: number,
    scratch: number,
  ): void;
  pointed(
    weights: number,
    words: number,
    targets: number,
    batch: number,
    heads: number,
    length: number,
    capacity: number,
    into: number,
  ): void;
  pointedBack(
    dPointed: number,
    words: number,
    targets: number,
    batch: number,
    heads: number,
    length: number,
    capacity: number,
    dWeights: number,
  ): void;
  copyColumns(from: number, fromStride: number, to: number, toStride: number, count: number, width: number): void;
  farthestRow(rows: number, count: number): number;
  gatherRows(table: number, rows: number, count: number, width: number, into: number): void;
  sumRows(table: number, from: number, to: number, count: number, width: number, into: number, size: number): void;
  sumColumns(rows: number, count: number, width: number, into: number): void;
  tanhForward(x: number, count: number, into: number): void;
  tanhBackward(dy: number, y: number, count: number, into: number): void;
  sumOfSquares(x: number, count: number): number;
  adam(
    parameter: number,
    first: number,
    second: number,
    gradient: number,
    count: number,
    shrink: number,
    decay1: number,
    decay2: number,
    rate: number,
    epsilon: number,
    newParameter: number,
    newFirst: number,
    newSecond: number,
  ): void;
  /** Of a right factor, as they are packed. */
  panelColumns(): number;
  packSteps(from: number, stride: number, lines: number, depth: number, into: number, width: number): void;
  packLines(from: number, stride: number, lines: number, depth: number, into: number, width: number): void;
  decodeScratch(plan: number): number;
  decodeHear(plan: number): void;
  decodeThink(plan: number): void;
  decodeSpeak(plan: number): void;
  objectiveScratch(rows: number, hidden: number, vocabulary: number): number;
  objective(
    logProbWeights: number,
    entropyWeights: number,
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
    dMixed: number,
    dEmbedding: number,
    dBias: number,
    dGateLogits: number,
    dPointed: number,
    scratch: number,
  ): void;
}
