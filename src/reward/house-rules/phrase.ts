import type { Fact } from "../../dialogue/fact.ts";
import { tokenize } from "../../text/tokenizer.ts";

/** One step of a phrase. `field` stands for the words of any fact of that field, `gap` for any words or none. */
export type Part =
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "prefix"; readonly prefix: string }
  | { readonly kind: "field"; readonly field: string }
  | { readonly kind: "choice"; readonly phrases: readonly Phrase[] }
  | { readonly kind: "gap" };

/** `no {sold-out}`, `allerg* ... ?`, `[milk|oat milk] please`: whole words in order, adjacent unless `...` parts them. */
export type Phrase = readonly Part[];

/** A choice, a field, a gap, or what stands between two blanks. */
const token = /\[([^[\]]*)\]|\{([^{}]*)\}|(\.\.\.)|([^\s[\]{}]+)|([[\]{}])/g;

/** @throws SyntaxError that tells what is not a phrase. */
export function parsePhrase(text: string): Phrase {
  const parts = [...text.toLowerCase().matchAll(token)].flatMap(([found, choice, field, gap, words]): Part[] => {
    if (choice !== undefined) return [{ kind: "choice", phrases: choice.split("|").map(parsePhrase) }];
    if (field !== undefined) return [{ kind: "field", field: field.trim() }];
    if (gap !== undefined) return [{ kind: "gap" }];
    if (words !== undefined) return wordParts(words);
    throw new SyntaxError(`"${text}" has a "${found}" without its pair`);
  });
  if (parts.every(({ kind }) => kind === "gap")) throw new SyntaxError(`"${text}" has no word to look for`);
  return parts;
}

function wordParts(text: string): Part[] {
  if (/^[^*]+\*$/u.test(text)) return [{ kind: "prefix", prefix: text.slice(0, -1) }];
  if (text.includes("*")) throw new SyntaxError(`"${text}": a * may only stand at the end of a word`);
  return tokenize(text).map((word) => ({ kind: "word", word }));
}

/** The fields whose facts a phrase looks up. */
export function fieldsOf(phrase: Phrase): readonly string[] {
  return phrase.flatMap((part) => {
    if (part.kind === "field") return [part.field];
    return part.kind === "choice" ? part.phrases.flatMap(fieldsOf) : [];
  });
}

/** Every place behind the last word that the phrase may reach from `from`: the states of the automaton that it is. */
export function endsOf(
  phrase: Phrase,
  words: readonly string[],
  from: number,
  facts: readonly Fact[],
): readonly number[] {
  let places: readonly number[] = [from];
  for (const part of phrase) {
    places = part.kind === "gap" ? placesFrom(Math.min(...places), words) : stepAll(part, words, places, facts);
    if (places.length === 0) break;
  }
  return places;
}

function placesFrom(first: number, words: readonly string[]): readonly number[] {
  return Array.from({ length: words.length - first + 1 }, (_, skipped) => first + skipped);
}

type Spoken = Exclude<Part, { kind: "gap" }>;

function stepAll(
  part: Spoken,
  words: readonly string[],
  places: readonly number[],
  facts: readonly Fact[],
): readonly number[] {
  const [only] = places;
  if (places.length === 1 && only !== undefined) return step(part, words, only, facts);
  return [...new Set(places.flatMap((place) => step(part, words, place, facts)))];
}

function step(part: Spoken, words: readonly string[], place: number, facts: readonly Fact[]): readonly number[] {
  switch (part.kind) {
    case "word":
      return words[place] === part.word ? [place + 1] : [];
    case "prefix":
      return words[place]?.startsWith(part.prefix) ? [place + 1] : [];
    case "choice":
      return part.phrases.flatMap((phrase) => endsOf(phrase, words, place, facts));
    case "field":
      break;
  }
  const ends: number[] = [];
  for (const { field, words: known } of facts)
    if (field === part.field && standsAt(known, words, place)) ends.push(place + known.split(" ").length);
  return ends;
}

function standsAt(phrase: string, words: readonly string[], place: number): boolean {
  const first = words[place];
  if (first === undefined || !phrase.startsWith(first)) return false;
  return phrase.split(" ").every((word, offset) => words[place + offset] === word);
}
