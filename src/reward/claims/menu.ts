import type { Fact } from "../../dialogue/fact.ts";
import { once, oncePerText } from "../once.ts";
import { type Field, pricedItem } from "./fields.ts";
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

export interface MenuReader {
  readonly menuOf: (facts: readonly Fact[]) => Menu;
  /** What a text says of items of the corpus or of `menu`. */
  readonly read: (text: string, menu?: Menu) => ItemWords;
}

/** Reads menus and what is said of them. `fields` are those of the training dialogues. */
export function menuReader(fields: Iterable<Field>, named: NamedFields): MenuReader {
  const known = new Phrases<string>();
  for (const { kind, values } of fields) {
    if (kind === "priced") for (const words of values) addItem(known, pricedItem({ words })?.item ?? []);
  }
  const readKnown = oncePerText((text) => itemWords(text, known));
  const unseenOf = once((menu: Menu): Phrases<string> | undefined => {
    const items = [...menu.prices.keys()].map((item) => item.split(" "));
    if (items.every((item) => known.has(item))) return undefined;
    const own = new Phrases<string>();
    for (const item of items) addItem(own, item);
    return own;
  });
  return {
    menuOf: once((facts: readonly Fact[]) => readMenu(facts, named)),
    read: (text, menu) => {
      const unseen = menu && unseenOf(menu);
      return unseen ? itemWords(text, unseen) : readKnown(text);
    },
  };
}

function addItem(items: Phrases<string>, words: readonly string[]): void {
  if (!items.has(words)) items.add(words, keyOf(words));
}

const pricedIn = oncePerText((words) => pricedItem({ words }));

function readMenu(facts: readonly Fact[], { totals, unavailable }: NamedFields): Menu {
  const prices = new Map<string, number>();
  const sums: number[] = [];
  for (const { field, words } of facts) {
    const priced = pricedIn(words);
    if (!priced) continue;
    if (priced.item.length > 0) prices.set(keyOf(priced.item), priced.amount);
    else if (totals.includes(field)) sums.push(priced.amount);
  }
  const gone = facts.filter(({ field }) => unavailable.includes(field));
  return { prices, totals: sums, unavailable: new Set(gone.map(({ words }) => keyOf(words.split(" ")))) };
}
