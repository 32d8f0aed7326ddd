/**
 * How varied what is said is. A policy that found one phrase that pays says it everywhere; these numbers see it. Texts are lists of
 * words; each function is pure.
 */
type Text = readonly string[];

/** The runs of `n` words in `words`, each as one string. */
export function ngrams(words: Text, n: number): string[] {
  return words.slice(0, Math.max(0, words.length - n + 1)).map((_, start) => words.slice(start, start + n).join(" "));
}

/**
 * distinct-n (Li et al. 2016): different n-grams over all n-grams, n-grams staying within a text. It falls as text grows, so it is taken
 * over the first `wordCount` words: compare two sets of texts at the same count. 0 where there is no n-gram.
 */
export function distinct(texts: readonly Text[], n: number, wordCount: number): number {
  const all = cutTo(texts, wordCount).flatMap((words) => ngrams(words, n));
  return all.length === 0 ? 0 : new Set(all).size / all.length;
}

/** The texts from the first one on that make `wordCount` words together, the last one cut. */
function cutTo(texts: readonly Text[], wordCount: number): Text[] {
  const kept: Text[] = [];
  let left = wordCount;
  for (const words of texts) {
    if (left <= 0) break;
    kept.push(words.slice(0, left));
    left -= words.length;
  }
  return kept;
}

/** Different texts over all texts. */
export function uniqueShare(texts: readonly Text[]): number {
  return texts.length === 0 ? 0 : new Set(texts.map((words) => words.join(" "))).size / texts.length;
}

/** The text said most often, and its share of all. */
export function topReply(texts: readonly Text[]): { readonly text: string; readonly share: number } {
  const counts = new Map<string, number>();
  for (const words of texts) counts.set(words.join(" "), (counts.get(words.join(" ")) ?? 0) + 1);
  const [text, count] = [...counts].reduce((top, entry) => (entry[1] > top[1] ? entry : top), ["", 0]);
  return { text, share: texts.length === 0 ? 0 : count / texts.length };
}

/** The share of a dialogue's 4-grams that stand in an earlier turn or earlier in the same one; 0 where there is no 4-gram. */
export function repeatedFourGrams(turns: readonly Text[]): number {
  const all = turns.flatMap((words) => ngrams(words, 4));
  return all.length === 0 ? 0 : 1 - new Set(all).size / all.length;
}
