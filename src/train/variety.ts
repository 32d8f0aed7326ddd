import { distinct, repeatedFourGrams, topReply, uniqueShare } from "../text/diversity.ts";
import { selfBleu4 } from "../text/self-bleu.ts";
import { type Game, ownTurns } from "./games.ts";

/** Texts said, as words. */
export type Replies = readonly (readonly string[])[];

/** How much is looked at: these numbers fall as text grows, so that only equal amounts compare. */
export interface Amount {
  readonly words: number;
  readonly replies: number;
}

const most: Amount = { words: 4000, replies: 1000 };

/** The amount that all of `texts` have, within bounds that keep it cheap. */
export function commonAmount(texts: readonly Replies[]): Amount {
  return {
    words: Math.min(most.words, ...texts.map((replies) => replies.reduce((sum, words) => sum + words.length, 0))),
    replies: Math.min(most.replies, ...texts.map((replies) => replies.length)),
  };
}

/** The measured speaker's own turns, in the games' order. */
export function repliesIn(games: readonly Game[]): string[][] {
  return games.flatMap((game) => ownTurns(game).map(({ text }) => wordsOf(text)));
}

export interface Variety {
  readonly distinct1: number;
  readonly distinct2: number;
  readonly distinct3: number;
  readonly selfBleu4: number;
  readonly uniqueReplies: number;
}

export function variety(replies: Replies, { words, replies: count }: Amount): Variety {
  const some = replies.slice(0, count);
  return {
    distinct1: distinct(replies, 1, words),
    distinct2: distinct(replies, 2, words),
    distinct3: distinct(replies, 3, words),
    selfBleu4: selfBleu4(some),
    uniqueReplies: uniqueShare(some),
  };
}

/** The reply said most often, and its share of all; `referenceShare` is that of the same reply among the reference's. */
export interface TopReply {
  readonly text: string;
  readonly share: number;
  readonly referenceShare: number;
}

export function topReplyBeside(replies: Replies, reference: Replies): TopReply {
  const { text, share } = topReply(replies);
  const same = reference.filter((words) => words.join(" ") === text).length;
  return { text, share, referenceShare: reference.length === 0 ? 0 : same / reference.length };
}

/** The mean share of a dialogue's 4-grams, of the measured speaker, that it has said there before. */
export function repetition(games: readonly Game[]): number {
  const shares = games.map((game) => repeatedFourGrams(ownTurns(game).map(({ text }) => wordsOf(text))));
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function wordsOf(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
