import { ngrams } from "./diversity.ts";

/** What a missing n-gram counts, so that one order without a match does not make the whole 0 (Chen & Cherry 2014, method 1). */
const smoothing = 0.1;

/** How often an n-gram stands in the text that has it most often, in which text that is, and how often in the next one. */
interface Leaders {
  best: number;
  owner: number;
  second: number;
}

/**
 * self-BLEU-4 (Zhu et al. 2018): the mean BLEU-4 of each text against all others as references; 1 when all are the same. Time grows
 * with the words, not with the pairs of texts: a clipped count needs only the two texts that have an n-gram most often.
 */
export function selfBleu4(texts: readonly (readonly string[])[]): number {
  if (texts.length < 2) return 0;
  const orders = [1, 2, 3, 4].map((n) => {
    const counts = texts.map((words) => countsOf(ngrams(words, n)));
    return { counts, leaders: leadersOf(counts) };
  });
  const lengths = texts.map((words) => words.length);
  const scores = texts.map((words, place) => {
    const precisions = orders.map(({ counts, leaders }) => {
      const own = counts[place] ?? new Map<string, number>();
      const total = [...own.values()].reduce((sum, count) => sum + count, 0);
      return { matched: matches(own, leaders, place), total: Math.max(1, total) };
    });
    if (precisions[0]?.matched === 0) return 0;
    const logs = precisions.map(({ matched, total }) => Math.log((matched || smoothing) / total));
    const brevity = Math.min(0, 1 - closest(words.length, lengths, place) / words.length);
    return Math.exp(brevity + logs.reduce((sum, log) => sum + log, 0) / orders.length);
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function countsOf(items: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function leadersOf(counts: readonly ReadonlyMap<string, number>[]): Map<string, Leaders> {
  const leaders = new Map<string, Leaders>();
  for (const [place, own] of counts.entries())
    for (const [ngram, count] of own) {
      const leader = leaders.get(ngram);
      if (leader === undefined) leaders.set(ngram, { best: count, owner: place, second: 0 });
      else if (count > leader.best) Object.assign(leader, { best: count, owner: place, second: leader.best });
      else leader.second = Math.max(leader.second, count);
    }
  return leaders;
}

/** How many n-grams of the text at `place` another text has too, each at most as often as the one that has it most. */
function matches(own: ReadonlyMap<string, number>, leaders: ReadonlyMap<string, Leaders>, place: number): number {
  let matched = 0;
  for (const [ngram, count] of own) {
    const leader = leaders.get(ngram);
    if (leader !== undefined) matched += Math.min(count, leader.owner === place ? leader.second : leader.best);
  }
  return matched;
}

/** The length of another text that is nearest to `length`, the shorter one of two as near. */
function closest(length: number, lengths: readonly number[], place: number): number {
  let best = Infinity;
  for (const [other, candidate] of lengths.entries()) {
    if (other === place) continue;
    const [near, nearest] = [Math.abs(candidate - length), Math.abs(best - length)];
    if (near < nearest || (near === nearest && candidate < best)) best = candidate;
  }
  return best;
}
