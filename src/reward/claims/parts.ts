import { amountsIn } from "./amounts.ts";
import { keyOf, singular } from "./phrases.ts";

/** Of "dog rex" the dog in place 0 and rex in place 1; a value that is not put together is one part. */
export interface Part {
  readonly field: string;
  readonly place: number;
  readonly words: readonly string[];
  /** Equal for "brother" and "brothers". */
  readonly key: string;
  /** A number says nothing without what it counts. */
  readonly counts: boolean;
}

/**
 * Words that stand in several of the values, where the values are put together of such words: "two brothers", "two sisters", "one
 * sister". Empty for a field like "hot chocolate", "white hot chocolate", "latte".
 */
export function sharedWords(values: Iterable<string>): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const several = [...values].map((value) => value.split(" ").map(singular)).filter((words) => words.length > 1);
  for (const word of several.flatMap((words) => [...new Set(words)])) counts.set(word, (counts.get(word) ?? 0) + 1);
  const isShared = (word: string): boolean => (counts.get(word) ?? 0) > 1;
  const composed = several.filter((words) => words.every(isShared)).length;
  return new Set(composed < 0.8 * several.length ? [] : [...counts.keys()].filter(isShared));
}

/** A value that is made of shared words only is said in parts: "my dog is called rex". */
export function partsOf(field: string, value: string, shared: ReadonlySet<string>): readonly Part[] {
  const words = value.split(" ");
  const apart = words.length > 1 && words.every((word) => shared.has(singular(word)));
  return (apart ? words.map((word) => [word]) : [words]).map((part, place) => ({
    field,
    place,
    words: part,
    key: keyOf(part),
    counts: apart && (part[0] === "one" || amountsIn(part).length > 0),
  }));
}
