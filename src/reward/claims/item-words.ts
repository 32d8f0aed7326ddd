import { sentences } from "../words.ts";
import { type Amount, amountsIn } from "./amounts.ts";
import { clausesOf } from "./clauses.ts";
import type { Found, Phrases } from "./phrases.ts";
import { isNegative } from "./voice.ts";

/** What a turn says of items that have a price. An item is the key of its words. */
export interface ItemWords {
  readonly quotes: readonly { readonly item: string; readonly amount: number; readonly words: string }[];
  readonly totals: readonly { readonly amount: number; readonly words: string }[];
  /** Items that the turn says are not to be had. */
  readonly gone: readonly { readonly item: string; readonly words: string }[];
  /** Items that it speaks of as if they were. */
  readonly offered: readonly { readonly item: string; readonly words: string }[];
  /** It names an item, whatever it says of it. */
  readonly names: boolean;
}

type Mention = Found<string>;
type Words = readonly string[];

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));
const totalling = set("that's that'll that comes come makes make total altogether together owe owes all");
const closing = set("altogether together total all");
const articles = set("a an the your one our my and that this");
const notMoney = set("minute minutes o'clock am pm hour hours people days times percent");
const timely = set("at past until till by half around");
const timeWords = set("close closes closing open opens shut shuts until till");

/** Reads a turn; `items` are the phrases to look for. */
export function itemWords(text: string, items: Phrases<string>): ItemWords {
  const words = text.split(" ");
  const quotes: ItemWords["quotes"][number][] = [];
  const totals: ItemWords["totals"][number][] = [];
  for (const sentence of sentences(words)) {
    const mentions = items.find(sentence);
    for (const amount of amountsIn(sentence)) {
      if (isNoPrice(sentence, amount, mentions)) continue;
      const mention = pricedBy(sentence, amount, mentions);
      if (mention) {
        const [from, to] = [Math.min(mention.from, amount.from), Math.max(mention.to, amount.to)];
        const said = sentence.slice(from, to).join(" ");
        for (const item of mention.meanings) quotes.push({ item, amount: amount.value, words: said });
      } else if (isTotal(sentence, amount)) {
        totals.push({ amount: amount.value, words: sentence.slice(Math.max(0, amount.from - 2), amount.to).join(" ") });
      }
    }
  }
  return { quotes, totals, ...availability(words, items) };
}

/** A count ("two scones") or a time ("we close at six"). */
function isNoPrice(words: Words, amount: Amount, mentions: readonly Mention[]): boolean {
  if (notMoney.has(words[amount.to] ?? "")) return true;
  if (timely.has(words[amount.from - 1] ?? "") && words.some((word) => timeWords.has(word))) return true;
  return mentions.some(({ from }) => from === amount.to) && !mentions.some(({ to }) => to === amount.from);
}

/** The item whose price an amount is: "four for the latte", or the last one named before it, with no total between. */
function pricedBy(words: Words, { from, to }: Amount, mentions: readonly Mention[]): Mention | undefined {
  if (words[to] === "for") {
    const start = articles.has(words[to + 1] ?? "") ? to + 2 : to + 1;
    const mention = mentions.find((each) => each.from === start);
    if (mention) return words[mention.to] === "and" ? undefined : mention;
  }
  const place = mentions.findLastIndex((mention) => mention.to <= from);
  const mention = mentions[place];
  if (!mention || closing.has(words[to] ?? "") || (words[to] === "in" && closing.has(words[to + 1] ?? "")))
    return undefined;
  const between = words.slice(mention.to, from);
  if (between.some((word) => totalling.has(word)) || amountsIn(between).length > 0) return undefined;
  // One amount for "a latte and a scone" is no item's price.
  const before = mentions[place - 1];
  const joined = before && words.slice(before.to, mention.from);
  return joined?.includes("and") && joined.every((word) => articles.has(word)) ? undefined : mention;
}

function isTotal(words: Words, { from, to }: Amount): boolean {
  const around = [...words.slice(Math.max(0, from - 5), from), ...words.slice(to, to + 2)];
  return around.some((word) => totalling.has(word));
}

export const goneWords = /\b(?:sold out|out of|all gone|is gone|are gone|ran out|run out|finished|none left|no more)\b/;
const afterNo = set("left today now until anymore either");

function availability(words: Words, items: Phrases<string>): Pick<ItemWords, "gone" | "offered" | "names"> {
  const gone: { item: string; words: string }[] = [];
  const offered: { item: string; words: string }[] = [];
  let names = false;
  for (const sentence of sentences(words)) {
    const clauses = clausesOf(sentence).map((clause) => ({ ...clause, mentions: items.find(clause.words) }));
    for (const [place, clause] of clauses.entries()) {
      names ||= clause.mentions.length > 0;
      const next = clauses[place + 1];
      // "i just served the last scone , it's sold out"
      const goneNext =
        next?.mentions.length === 0 && next.words[0]?.startsWith("it") && goneWords.test(next.words.join(" "));
      for (const mention of clause.mentions) {
        const list = goneNext || isGone(clause.words, mention) ? gone : isOffered(clause, mention) ? offered : [];
        for (const item of mention.meanings) list.push({ item, words: clause.words.join(" ") });
      }
    }
  }
  return { gone, offered, names };
}

function isGone(words: Words, { from, to }: Mention): boolean {
  if (goneWords.test(words.join(" "))) return true;
  const next = words[to];
  if (words[from - 1] === "no" && (next === undefined || afterNo.has(next))) return true;
  return next === "left" && words.slice(0, from).some(isNegative);
}

/** Not where it is only repeated in doubt ("a scone ?"), or denied. */
function isOffered({ words, asks }: { readonly words: Words; readonly asks: boolean }, { from, to }: Mention): boolean {
  const rest = [...words.slice(0, from), ...words.slice(to)].filter((word) => !articles.has(word));
  return !words.some(isNegative) && !(asks && rest.length === 0);
}
