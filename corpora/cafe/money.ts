/** Amounts are counted in halves: 7 halves is "three fifty". A drink and something to eat stay within the words here. */
const units = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"];
const leastUnit = 2;

const unitOf: ReadonlyMap<string, number> = new Map(units.map((word, index) => [word, index + leastUnit]));

/** The words for an amount, or undefined where it has none. */
export function amountWords(halves: number): string | undefined {
  const unit = units[Math.floor(halves / 2) - leastUnit];
  return unit === undefined || halves % 1 !== 0 ? undefined : halves % 2 === 0 ? unit : `${unit} fifty`;
}

/** The amount that stands at `words[at]`, and how many words it takes. */
export function amountAt(words: readonly string[], at: number): { halves: number; length: number } | undefined {
  const unit = unitOf.get(words[at] ?? "");
  if (unit === undefined) return undefined;
  return words[at + 1] === "fifty" ? { halves: 2 * unit + 1, length: 2 } : { halves: 2 * unit, length: 1 };
}
