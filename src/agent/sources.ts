/** What one next word is drawn from. */
export interface Sources {
  /** Over [own words, facts, said, said']. */
  readonly gates: Float64Array;
  /** Probabilities of the own words. */
  readonly own: Float64Array; // [V]
  /** One attention for each pointer, over the words of `pointed` alike: facts, said, said'. */
  readonly attentions: readonly Float32Array[];
  readonly pointed: readonly (readonly number[])[];
}

export function softmax(logits: Float32Array): Float64Array {
  const top = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = new Float64Array(logits.length);
  let total = 0;
  for (let i = 0; i < logits.length; i++) total += powers[i] = Math.exp((logits[i] ?? 0) - top);
  for (let i = 0; i < logits.length; i++) powers[i] = (powers[i] ?? 0) / total;
  return powers;
}

/** The probability of every word under the whole mixture. */
export function mixtureOf({ gates, own, attentions, pointed }: Sources): Float64Array {
  const mixture = own.map((p) => p * (gates[0] ?? 0));
  attentions.forEach((weights, k) =>
    pointed[k]?.forEach((word, place) => {
      mixture[word] = (mixture[word] ?? 0) + (gates[k + 1] ?? 0) * (weights[place] ?? 0);
    }),
  );
  return mixture;
}
