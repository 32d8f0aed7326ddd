import type { Fact } from "../../dialogue/fact.ts";
import type { Moment } from "../contract.ts";
import { once, oncePerText } from "../once.ts";
import { type Field, pricedItem } from "./fields.ts";
import type { Check, Finding } from "./finding.ts";
import { type ItemWords, itemWords } from "./item-words.ts";
import { keyOf, Phrases } from "./phrases.ts";

/** Names of fields that are more than words: what all costs together, and what is not to be had. */
export interface NamedFields {
  readonly totals: readonly string[];
  readonly unavailable: readonly string[];
}

/** What one speaker knows of its items. */
export interface Menu {
  readonly prices: ReadonlyMap<string, number>;
  readonly totals: readonly number[];
  readonly unavailable: ReadonlySet<string>;
}

/** Prices, totals and what is sold out, against the speaker's facts or, for items of no known price, what it said before. */
export function itemChecks(fields: Iterable<Field>, named: NamedFields): Check {
  const known = new Phrases<string>();
  for (const { kind, values } of fields) {
    if (kind === "priced") for (const words of values) addItem(known, pricedItem({ words })?.item ?? []);
  }
  const wordsOf = oncePerText((text) => itemWords(text, known));
  const menuOf = once((facts: readonly Fact[]) => readMenu(facts, named));
  return (moment) => {
    const menu = menuOf(moment.knows);
    const unseen = [...menu.prices.keys()].some((item) => !known.has(item.split(" ")));
    const said = unseen ? itemWords(moment.turn.text, phrasesOf(menu)) : wordsOf(moment.turn.text);
    return menu.prices.size > 0 ? againstMenu(said, menu) : againstEarlier(said, moment, wordsOf);
  };
}

function addItem(items: Phrases<string>, words: readonly string[]): void {
  if (!items.has(words)) items.add(words, keyOf(words));
}

export function phrasesOf({ prices }: Menu): Phrases<string> {
  const items = new Phrases<string>();
  for (const item of prices.keys()) addItem(items, item.split(" "));
  return items;
}

const pricedOf = once((fact: Fact) => pricedItem(fact));

export function readMenu(facts: readonly Fact[], { totals, unavailable }: NamedFields): Menu {
  const prices = new Map<string, number>();
  const sums: number[] = [];
  for (const fact of facts) {
    const priced = pricedOf(fact);
    if (!priced) continue;
    if (priced.item.length > 0) prices.set(keyOf(priced.item), priced.amount);
    else if (totals.includes(fact.field)) sums.push(priced.amount);
  }
  const gone = facts.filter(({ field }) => unavailable.includes(field));
  return { prices, totals: sums, unavailable: new Set(gone.map(({ words }) => keyOf(words.split(" ")))) };
}

function againstMenu({ quotes, totals, gone, offered }: ItemWords, menu: Menu): Finding[] {
  const onMenu = (item: string): string =>
    menu.prices.has(item) ? item : ([...menu.prices.keys()].find((name) => ` ${name} `.includes(` ${item} `)) ?? item);
  const outNow = new Set(gone.map(({ item }) => onMenu(item)));
  return [
    ...quotes.map(({ item, amount, words }): Finding => {
      const price = menu.prices.get(onMenu(item));
      if (price === amount) return { agrees: true, note: `${item} is ${amount}`, words };
      return {
        agrees: false,
        note: price === undefined ? `has no ${item}` : `${item} is ${price}, not ${amount}`,
        words,
      };
    }),
    ...totals
      .filter(() => menu.totals.length > 0)
      .map(({ amount, words }): Finding => {
        const agrees = menu.totals.includes(amount);
        return { agrees, note: `the total is ${menu.totals.join(", ")}${agrees ? "" : `, not ${amount}`}`, words };
      }),
    ...gone
      .filter(({ item }) => menu.prices.has(onMenu(item)))
      .map(({ item, words }): Finding => {
        const agrees = menu.unavailable.has(onMenu(item));
        return { agrees, note: `${item} is ${agrees ? "" : "not "}sold out`, words };
      }),
    ...offered
      .filter(({ item }) => menu.unavailable.has(onMenu(item)) && !outNow.has(onMenu(item)))
      .map(({ item, words }): Finding => ({ agrees: false, note: `${item} is sold out`, words })),
  ];
}

function againstEarlier(
  { quotes }: ItemWords,
  { dialogue, index, turn }: Moment,
  wordsOf: (text: string) => ItemWords,
): Finding[] {
  if (quotes.length === 0) return [];
  const earlier = dialogue.turns
    .slice(0, index)
    .filter(({ seat }) => seat === turn.seat)
    .flatMap(({ text }) => wordsOf(text).quotes);
  return quotes.flatMap(({ item, amount, words }): Finding[] => {
    const before = earlier.find((quote) => quote.item === item);
    if (!before) return [];
    const agrees = before.amount === amount;
    return [
      {
        agrees,
        note: agrees ? `${item} is ${amount}, as before` : `${item} was ${before.amount}, now ${amount}`,
        words,
      },
    ];
  });
}
