import type { Fact } from "../../src/dialogue/fact.ts";
import { type Field, fieldNamed, fields } from "./fields.ts";

/** A stretch of a turn between commas or stops. */
interface Clause {
  readonly words: readonly string[];
  /** Its sentence ends in a question mark. */
  readonly asks: boolean;
}

/** What a statement in the first person says about its speaker: a value of a field, or that there is none. */
export interface Claim {
  readonly field: string;
  /** The words that say so; those of a denial are those of its clause. */
  readonly said: string;
  readonly denial: boolean;
}

const firstPerson = new Set("i i'm i've i'd i'll my mine me myself we we're we've we'd we'll our us".split(" "));
const secondPerson = new Set("you you're you've you'd you'll your yours yourself".split(" "));
const negative = new Set(
  "no not never none nothing without neither hardly don't haven't can't isn't didn't won't couldn't cannot".split(" "),
);
const fond = new Set("love adore enjoy like favourite fan treat best".split(" "));

/** Phrases of a field, and the fields that they are a phrase of. The parts of a pet count on their own. */
const phrases = new Map<string, Set<string>>();
const phraseStarts = new Set<string>();
for (const { name, values } of fields)
  for (const { words, parts } of values)
    for (const phrase of parts.has("name") ? parts.values() : [words]) {
      phrases.set(phrase, (phrases.get(phrase) ?? new Set()).add(name));
      phraseStarts.add(phrase.split(" ", 1)[0] ?? "");
    }

const stops = new Set([".", "!", "?", "..", "..."]);
const pauses = new Set([",", ";", ":", "-"]);

export function clauses(text: string): Clause[] {
  const found: Clause[] = [];
  let sentence: string[][] = [[]];
  const close = (asks: boolean): void => {
    // "i bake bread , and you ?" states something before it asks.
    const said = sentence.filter((words) => words.length > 0);
    for (const [place, words] of said.entries())
      found.push({ words, asks: asks && (place === said.length - 1 || !isFirstPerson(words)) });
    sentence = [[]];
  };
  for (const word of text.split(" ")) {
    if (stops.has(word)) close(word === "?");
    else if (pauses.has(word)) sentence.push([]);
    else sentence.at(-1)?.push(word);
  }
  close(false);
  return found;
}

/** Every value that `words` mention, the longest where one contains another. */
export function mentions(words: readonly string[]): { field: string; phrase: string }[] {
  const found: { field: string; phrase: string }[] = [];
  for (let start = 0; start < words.length; start++) {
    if (!phraseStarts.has(words[start] ?? "")) continue;
    for (let length = Math.min(3, words.length - start); length > 0; length--) {
      const phrase = words.slice(start, start + length).join(" ");
      const named = phrases.get(phrase);
      if (named === undefined) continue;
      found.push(...[...named].map((field) => ({ field, phrase })));
      start += length - 1;
      break;
    }
  }
  return found;
}

export function isFirstPerson(words: readonly string[]): boolean {
  return words.some((word) => firstPerson.has(word));
}

/** What the speaker of `text` says about itself. A clause about "you" is left out, and so is a question. */
export function claims(text: string): Claim[] {
  return clauses(text).flatMap(({ words, asks }) => {
    if (asks || !isFirstPerson(words) || words.some((word) => secondPerson.has(word))) return [];
    const joined = words.join(" ");
    const denies = words.some((word) => negative.has(word)) || joined.includes("only child");
    const said = mentions(words);
    if (said.length === 0)
      return denies
        ? fields
            .filter(({ denied }) => denied.test(joined))
            .map(({ name }) => ({ field: name, said: joined, denial: true }))
        : [];
    return said.flatMap(({ field, phrase }) => {
      if (field === "dislike") return [{ field, said: phrase, denial: likes(words, denies) }];
      // "i am not a nurse" and "my two brothers never call" leave open what is true instead; taste is its own opposite.
      if (denies && field !== "food" && field !== "hobby") return [];
      return [{ field, said: phrase, denial: denies }];
    });
  });
}

/** What one dislikes is denied by liking it. */
function likes(words: readonly string[], denies: boolean): boolean {
  return !denies && words.some((word) => fond.has(word));
}

/** Whether `claim` is true of somebody who knows `own`; `undefined` if `own` has nothing on its field. */
export function agrees(claim: Claim, own: readonly Fact[]): boolean | undefined {
  const facts = own.filter(({ field }) => field === claim.field);
  if (facts.length === 0) return undefined;
  const named = facts.some(({ field, words }) => isPhraseOf(claim.said, fieldNamed(field), words));
  if (!claim.denial) return named;
  return mentions(claim.said.split(" ")).length > 0 && !named;
}

function isPhraseOf(phrase: string, field: Field, words: string): boolean {
  if (phrase === words) return true;
  const parts = field.values.find((value) => value.words === words)?.parts;
  return parts?.has("name") === true && [...parts.values()].includes(phrase);
}
