/**
 * Text to words and back to the spaced form that the whole program speaks: lower-cased words and punctuation marks,
 * separated by single blanks.
 *
 * natural's tokenizers know only Latin or Cyrillic letters and drop or glue punctuation, so these are a few regular
 * expressions of our own. They are data, not code, because `tokenizer.json` carries the same ones to other readers.
 */
export interface Replacement {
  readonly pattern: string;
  readonly content: string;
}

/** Done in this order, before lower-casing and Unicode composition (NFC). */
export const replacements: readonly Replacement[] = [
  // Invisible: control and format characters (byte order mark, soft hyphen, joiners), save the control ones that are blanks.
  { pattern: "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f]|\\p{Cf}", content: "" },
  { pattern: "[\u2018\u2019\u02bc]", content: "'" },
  { pattern: "[\u201c\u201d\u201e]", content: '"' },
  { pattern: "\u2026", content: "..." },
  // A dash parts clauses, a hyphen joins a word.
  { pattern: "[\u2013\u2014]|--+", content: " - " },
];

const letters = "[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*";

/**
 * In order: numbers with their points, commas or colons (4.50, 10:30); words with inner apostrophes, hyphens and underscores
 * (i'm, sold-out); an ellipsis; any other sign, with the marks and skin tones that combine with it.
 */
export const wordPattern = `\\p{N}+(?:[.,:]\\p{N}+)+|${letters}(?:['_-]${letters})*|\\.{2,}|\\S[\\p{M}\\p{Emoji_Modifier}]*`;

const replacers = replacements.map(({ pattern, content }) => [new RegExp(pattern, "gu"), content] as const);
const wordExpression = new RegExp(wordPattern, "gu");

/** The lower-cased words and punctuation marks of `text`. Tokenizing its own words, joined by blanks, changes nothing. */
export function tokenize(text: string): string[] {
  const replaced = replacers.reduce((sofar, [pattern, content]) => sofar.replace(pattern, content), text);
  return replaced.toLowerCase().normalize("NFC").match(wordExpression) ?? [];
}

/** `text` in spaced form. */
export function spaced(text: string): string {
  return tokenize(text).join(" ");
}
