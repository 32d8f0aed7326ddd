/** A stretch of a turn between commas or stops. */
export interface Clause {
  readonly words: readonly string[];
  /** Its sentence ends in a question mark. */
  readonly asks: boolean;
}

const pauses = new Set([",", ";", ":", "-"]);

function isStop(word: string): boolean {
  return word === "." || word === "!" || word === "?" || word.startsWith("..");
}

export function clausesOf(words: readonly string[]): readonly Clause[] {
  const clauses: Clause[] = [];
  let sentence: string[][] = [[]];
  const close = (asks: boolean): void => {
    clauses.push(...sentence.filter((clause) => clause.length > 0).map((clause) => ({ words: clause, asks })));
    sentence = [[]];
  };
  for (const word of words) {
    if (isStop(word)) close(word === "?");
    else if (pauses.has(word)) sentence.push([]);
    else sentence.at(-1)?.push(word);
  }
  close(false);
  return clauses;
}
