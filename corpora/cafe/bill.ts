import type { Facts } from "../../src/dialogue/fact.ts";
import type { Scene } from "../../src/dialogue/scene.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import type { Consequence } from "../../src/dialogue/world.ts";
import { boardOf, type Mention, mentions } from "./board.ts";
import { amountAt, amountWords } from "./money.ts";
import type { Order } from "./order.ts";

/** A price that the barista named for an item, in halves. */
export interface Quote {
  readonly name: string;
  readonly halves: number;
}

export interface Bill {
  readonly quotes: readonly Quote[];
  /** The last amount that the barista asked for, for no single item. */
  readonly total: number | undefined;
}

const totalling = new Set(["that's", "that'll", "comes", "makes", "total", "altogether", "together", "owe"]);
/** "we close at six", "half past five" are no money. */
const timely = new Set(["at", "past", "until", "till", "by", "about"]);
const stops = new Set([".", "?", "!"]);

/** The item that the amount at `at` is the price of: the last one named in the sentence, with no total in between. */
function pricedItem(words: readonly string[], named: readonly Mention[], at: number): string | undefined {
  const last = named.findLast(({ end }) => end <= at);
  if (last === undefined) return undefined;
  const between = words.slice(last.end, at);
  return between.some((word) => totalling.has(word) || stops.has(word) || amountAt([word], 0)) ? undefined : last.name;
}

/** What the barista said that things cost. */
export function readBill(scene: Scene, turns: readonly Turn[]): Bill {
  const board = boardOf(scene);
  const quotes: Quote[] = [];
  let total: number | undefined;
  for (const { seat, text } of turns) {
    if (seat !== "barista") continue;
    const words = text.split(" ");
    const named = mentions(board, words);
    for (let at = 0; at < words.length; at++) {
      const amount = amountAt(words, at);
      if (amount === undefined) continue;
      const name = pricedItem(words, named, at);
      if (name !== undefined) quotes.push({ name, halves: amount.halves });
      else if (!timely.has(words[at - 1] ?? "")) total = amount.halves;
      at += amount.length - 1;
    }
  }
  return { quotes, total };
}

/** The till's sum in words; undefined while nothing is ordered. */
export function tillTotal(scene: Scene, { drink, food }: Order): string | undefined {
  const { prices } = boardOf(scene);
  const halves = [drink, food].reduce((sum, name) => sum + (name === undefined ? 0 : (prices.get(name) ?? 0)), 0);
  return halves === 0 ? undefined : amountWords(halves);
}

function total(words: string): Facts {
  return new Map([["barista", [{ field: "total", words }]]]);
}

/** What the barista loses and gets to know when the till shows another sum. */
export function tillChange(before: string | undefined, after: string | undefined): Consequence {
  if (before === after) return {};
  return {
    ...(before === undefined ? {} : { takes: total(before) }),
    ...(after === undefined ? {} : { gives: total(after) }),
  };
}
