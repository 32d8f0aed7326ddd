/** What an agent generated, word by word: how likely itself, the reference and a 3-gram model find it. */
import type { Agent } from "../agent/agent.ts";
import { sampledWords } from "../agent/lesson.ts";
import { isSampled, type Stream } from "../agent/stream.ts";
import type { Trigram } from "../text/trigram.ts";
import { type Crew, inThisThread } from "./crew/crew.ts";

/** Sums over sampled words and marks, in nats. */
export interface Generated {
  readonly words: number;
  /** log π, as recorded when the word was drawn. */
  readonly logProb: number;
  /** log π₀ */
  readonly referenceLogProb: number;
  readonly trigramLogProb: number | null;
}

export interface GeneratedOptions {
  readonly trigram?: Trigram | undefined;
  readonly crew?: Crew | undefined;
}

export async function generated(
  streams: readonly Stream[],
  reference: Agent,
  { trigram, crew = inThisThread }: GeneratedOptions = {},
): Promise<Generated> {
  let [words, logProb, referenceLogProb, trigramLogProb] = [0, 0, 0, 0];
  const readings = await crew.read(reference, streams.map(sampledWords));
  streams.forEach((stream, row) => {
    const inputs = trigram === undefined ? [] : [...stream.inputs];
    stream.targets.forEach((target, t) => {
      if (!isSampled(stream, t)) return;
      words++;
      logProb += stream.logProbs[t] ?? Number.NaN;
      referenceLogProb += readings[row]?.logProbs[t] ?? Number.NaN;
      trigramLogProb += trigram?.logProb(inputs.slice(Math.max(0, t - 1), t + 1), target) ?? 0;
    });
  });
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
