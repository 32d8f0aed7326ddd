/**
 * How long ago something was heard, in buckets: 0, 1, 2 and 3 words, then by powers of two (4–5, 6–11, 12–22, …), the last
 * one = never. Relation biases (Shaw et al. 2018) are learnt per bucket.
 */
export const bucketCount = 12;

export const never = bucketCount - 1;

export function recencyBucket(wordsSince: number): number {
  return buckets[Math.min(wordsSince, buckets.length - 1)] ?? 0;
}

/** By words since, as far as they differ: it is asked for every fact word at every word. */
const buckets = Uint8Array.from({ length: 2 ** (never - 1) }, (_, since) =>
  since <= 3 ? since : Math.min(never - 1, Math.floor(Math.log2(since) + 1.5)),
);
