import PorterStemmer from "natural/lib/natural/stemmers/porter_stemmer.js";
import { words as naturalStopWords } from "natural/lib/natural/util/stopwords.js";

const letterOrDigit = /[\p{L}\p{N}]/u;
const sentenceEnds = new Set([".", "!", "?", "..."]);
// What natural's list of English stop words lacks for talk.
const talkStopWords =
  "yes yeah yep no nope not ok okay oh ah well sure right please thanks thank hi hello hey bye just really too very will i'll let's one lot lots bit";

const stopWords: ReadonlySet<string> = new Set([...naturalStopWords, ...talkStopWords.split(" ")]);

/** Whether a word of the spaced form is a punctuation mark. */
export function isMark(word: string): boolean {
  return !letterOrDigit.test(word);
}

/** The words without the punctuation marks. */
export function withoutMarks(words: readonly string[]): readonly string[] {
  return words.filter((word) => !isMark(word));
}

/** The words sentence by sentence, each with the mark that ends it. */
export function sentences(words: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const [place, word] of words.entries()) {
    parts.at(-1)?.push(word);
    if (sentenceEnds.has(word) && place < words.length - 1) parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}

/** Every `size` neighbouring words, joined by blanks, in order. */
export function ngrams(words: readonly string[], size: number): readonly string[] {
  const grams: string[] = [];
  for (let start = 0; start + size <= words.length; start++) grams.push(words.slice(start, start + size).join(" "));
  return grams;
}

/** A word that is there for grammar or manners and says nothing of a topic: "the", "i'm", "don't", "please". */
export function isStopWord(word: string): boolean {
  if (stopWords.has(word) || word.endsWith("n't")) return true;
  const apostrophe = word.indexOf("'");
  return apostrophe > 0 && stopWords.has(word.slice(0, apostrophe));
}

const stems = new Map<string, string>();
const mostStems = 20_000; // words come from users too: bounded

/** Porter's stem: "running" and "runs" are both "run". */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const found = PorterStemmer.stem(word.replace(/'s?$/, ""));
  if (stems.size < mostStems) stems.set(word, found);
  return found;
}

/** Stems of the words that carry a topic, each once. */
export function topicStems(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.filter((word) => !isMark(word) && !isStopWord(word)).map(stem));
}
