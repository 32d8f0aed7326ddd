import { oncePerText } from "../once.ts";
import { isMark, sentences } from "../words.ts";

/** What kind of answer a question leaves room for. */
export type Expected = "yes-no" | "amount" | "open";

/** The question that a turn leaves with its hearer: the last one in it. */
export interface Question {
  readonly text: string;
  /** The words that it opens with, behind "and", "so" and the like: "how much", "would you". */
  readonly opens: readonly string[];
  readonly expects: Expected;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));
const fillers = set(
  "and so oh well but or okay ok right great lovely then now sorry please hey hi hello yes no also just maybe",
);
const auxiliaries = set(
  "do does did is are am was were have has had can could will would shall should may might any anything something anyone isn't aren't don't doesn't didn't won't can't haven't",
);
const counted = set("much many old long far often late early tall big");
const asking = set("what which who whose where when why how what's who's where's how's when's");

/** The last question in a text; `undefined` where nothing is asked. */
export const questionIn = oncePerText((text): Question | undefined => {
  const asked = sentences(text.split(" ")).findLast((sentence) => sentence.at(-1) === "?");
  if (!asked) return undefined;
  const start = openingOf(asked);
  const opens = asked.slice(start, start + 2).filter((word) => !isMark(word));
  return { text: asked.join(" "), opens, expects: expectedBy(opens) };
});

/** Where the question itself begins: "tell me , how old are you ?" asks "how old". */
function openingOf(words: readonly string[]): number {
  const clause = words.findLastIndex((word, place) => isMark(word) && place < words.length - 1) + 1;
  const asks = words.findIndex((word, place) => place >= clause && (asking.has(word) || auxiliaries.has(word)));
  if (asks >= 0) return asks;
  const first = words.findIndex((word, place) => place >= clause && !fillers.has(word));
  return first < 0 ? 0 : first;
}

function expectedBy([first = "", second = ""]: readonly string[]): Expected {
  if (first === "how" && counted.has(second)) return "amount";
  if (first === "what" && second === "time") return "amount";
  if (first === "when") return "amount";
  return auxiliaries.has(first) ? "yes-no" : "open";
}
