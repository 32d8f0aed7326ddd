/** What an agent generated, word by word: how likely itself, the reference and a 3-gram model find it. */
import type { Agent } from "../agent/agent.ts";
import { type Lesson, read } from "../agent/lesson.ts";
import type { View } from "../agent/view.ts";
import type { Trigram } from "../text/trigram.ts";

/** Sums over sampled words and marks, in nats. */
export interface Generated {
  readonly words: number;
  /** log π, as recorded when the word was drawn. */
  readonly logProb: number;
  /** log π₀ */
  readonly referenceLogProb: number;
  readonly trigramLogProb: number | null;
}

/** Weight 1 where the agent sampled the next word itself. */
function sampledWords(view: View): Lesson {
  return { view, weights: Float32Array.from(view.places, ({ logProb }) => (logProb === undefined ? 0 : 1)) };
}

const batch = 32; // views in one pass of the reference

export function generated(views: readonly View[], reference: Agent, trigram?: Trigram): Generated {
  let [words, logProb, referenceLogProb, trigramLogProb] = [0, 0, 0, 0];
  for (let from = 0; from < views.length; from += batch) {
    const some = views.slice(from, from + batch);
    const readings = read(reference, some.map(sampledWords));
    some.forEach(({ places }, row) => {
      const inputs = trigram === undefined ? [] : places.map(({ input }) => input);
      places.forEach((place, t) => {
        if (place.logProb === undefined || place.target === undefined) return;
        words++;
        logProb += place.logProb;
        referenceLogProb += readings[row]?.logProbs[t] ?? Number.NaN;
        trigramLogProb += trigram?.logProb(inputs.slice(Math.max(0, t - 1), t + 1), place.target) ?? 0;
      });
    });
  }
  return { words, logProb, referenceLogProb, trigramLogProb: trigram === undefined ? null : trigramLogProb };
}

/** KL(π ‖ π₀) a word, estimated where π went: the mean of log π − log π₀. */
export function klPerWord({ words, logProb, referenceLogProb }: Generated): number {
  return (logProb - referenceLogProb) / words;
}

/** Entropy of π a word, estimated where π went: the mean of −log π, of the whole mixture. */
export function entropyPerWord({ words, logProb }: Generated): number {
  return -logProb / words;
}
