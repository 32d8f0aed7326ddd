/** A number said in words or digits, from its first word to behind its last. "four fifty" and "£ 4.50" are 4.5. */
export interface Amount {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

const list = (text: string): readonly string[] => text.split(" ");
const small = list(
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
);
const tens = list("twenty thirty forty fifty sixty seventy eighty ninety");

const numbers: ReadonlyMap<string, number> = new Map([
  ...small.map((word, value) => [word, value] as const),
  ...tens.map((word, index) => [word, 10 * (index + 2)] as const),
]);
const signs = new Set(["£", "$", "€"]);
const units = new Set(list("pound pounds dollar dollars euro euros quid bucks"));
const hundredths = new Set(list("p pence cent cents"));

/** Every amount in `words`, in order. A lone "one" is a pronoun more often than a number, and left out. */
export function amountsIn(words: readonly string[]): readonly Amount[] {
  const amounts: Amount[] = [];
  let place = 0;
  while (place < words.length) {
    const amount = amountAt(words, place);
    if (amount && !(amount.value === 1 && words[place] === "one")) amounts.push(amount);
    place = amount?.to ?? place + 1;
  }
  return amounts;
}

function amountAt(words: readonly string[], start: number): Amount | undefined {
  const first = signs.has(words[start] ?? "") ? start + 1 : start;
  const whole = wholeAt(words, first);
  if (!whole) return undefined;
  let { to } = whole;
  if (hundredths.has(words[to] ?? "")) return { from: start, to: to + 1, value: whole.value / 100 };
  if (units.has(words[to] ?? "")) to++;
  const cents = wholeAt(words, to > whole.to && words[to] === "and" ? to + 1 : to);
  if (!cents || cents.value < 10 || cents.value > 99 || whole.value > 99)
    return { from: start, to, value: whole.value };
  const end = hundredths.has(words[cents.to] ?? "") ? cents.to + 1 : cents.to;
  return { from: start, to: end, value: whole.value + cents.value / 100 };
}

/** "twenty five" is 25, "two hundred" 200, "4.50" 4.5; of "four fifty" only the four. */
function wholeAt(words: readonly string[], place: number): { readonly value: number; readonly to: number } | undefined {
  const word = words[place] ?? "";
  const code = word.charCodeAt(0);
  const digit = code >= 48 && code <= 57;
  if (digit && /^\d+(?:[.,]\d+)?$/.test(word)) return { value: Number(word.replace(",", ".")), to: place + 1 };
  const value = numbers.get(word);
  if (value === undefined) return undefined;
  const next = words[place + 1] ?? "";
  if (next === "hundred") {
    const rest = wholeAt(words, words[place + 2] === "and" ? place + 3 : place + 2);
    return rest && rest.value < 100
      ? { value: 100 * value + rest.value, to: rest.to }
      : { value: 100 * value, to: place + 2 };
  }
  const unit = numbers.get(next) ?? 0;
  return value >= 20 && unit > 0 && unit < 10 ? { value: value + unit, to: place + 2 } : { value, to: place + 1 };
}
