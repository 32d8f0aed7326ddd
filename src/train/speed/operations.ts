import { bucketCount } from "../../agent/recency.ts";
import { heads } from "../../agent/shape.ts";
import { type Sizes, wordsInStreams } from "./work.ts";

/**
 * Floating-point operations of all matrix products of a supervised step, a word of the streams: those of the network as it
 * is written, two for each multiplication, and twice as many on the way back as on the way there. What is saved by computing
 * something once for equal words counts as done.
 */
export function operationsPerWord(sizes: Sizes): number {
  const { vocab: V, hidden: H, facts: S } = sizes;
  const T = wordsInStreams(sizes) / sizes.batch;
  const recurrent = 2 * H * 3 * H;
  const queriesAndKeys = H * H + 2 * H * H + H * H + H * 3 * bucketCount; // said, known, and since when
  const said = ((1 + heads) * H * (T + 1)) / 2; // scores, and what each head reads of the words so far
  const known = 2 * S * H;
  const mix = (2 + heads) * H * (H + 2 + heads) + H * V;
  const perDialogue = S * (3 * H * H + 3 * H * H) + H * H; // keys of facts, and their summary as first state
  return 3 * 2 * (recurrent + queriesAndKeys + said + known + mix + perDialogue / T);
}
