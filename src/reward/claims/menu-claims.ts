import type { Background, Moment } from "../contract.ts";
import { fieldsOf } from "./fields.ts";
import { goneWords, type ItemWords } from "./item-words.ts";
import { type Menu, menuReader, type NamedFields } from "./menu.ts";

/** Something that a speaker with a menu did, and whether the menu bears it out. */
export interface MenuClaim {
  readonly name: "quote-price" | "tell-total" | "refuse-sold-out" | "serve-available";
  readonly holds: boolean;
  readonly words: string;
}

/**
 * Every price that a turn quotes, every total that it tells, and, for every item that the partner has just asked for and not
 * before, whether it is refused where it is sold out, and not where it is not. None from a speaker who knows no prices.
 */
export function menuClaims(
  { dialogues, seats }: Background,
  named: NamedFields,
): (moment: Moment) => readonly MenuClaim[] {
  const fields = seats.flatMap((seat) => [...fieldsOf(dialogues, seat).values()]);
  const { menuOf, read } = menuReader(fields, named);
  return (moment) => {
    const menu = menuOf(moment.knows);
    return menu.prices.size === 0 ? [] : claimsOf(moment, menu, (text) => read(text, menu));
  };
}

function claimsOf(
  { turn, heard, dialogue, index }: Moment,
  menu: Menu,
  read: (text: string) => ItemWords,
): readonly MenuClaim[] {
  const said = read(turn.text);
  const quotes = said.quotes.map(({ item, amount, words }): MenuClaim => {
    return { name: "quote-price", holds: menu.prices.get(item) === amount, words };
  });
  const totals = said.totals.map(({ amount, words }): MenuClaim => {
    return { name: "tell-total", holds: menu.totals.includes(amount), words };
  });

  const askedIn = (text: string): string[] => read(text).offered.map(({ item }) => item);
  const earlier = dialogue.turns.slice(0, index).filter((each) => each.seat !== turn.seat && each !== heard);
  const before = new Set(earlier.flatMap(({ text }) => askedIn(text)));
  const asked = [...new Set(askedIn(heard?.text ?? ""))].filter((item) => !before.has(item));
  const gone = new Set(said.gone.map(({ item }) => item));
  // "sorry , we're out" speaks of the one thing that was asked for.
  const unnamed = asked.length === 1 && gone.size === 0 && !said.names;
  const answers = asked.map((item): MenuClaim => {
    const refused = gone.has(item) || (unnamed && goneWords.test(turn.text));
    const out = menu.unavailable.has(item);
    return { name: out ? "refuse-sold-out" : "serve-available", holds: refused === out, words: item };
  });
  return [...quotes, ...totals, ...answers];
}
