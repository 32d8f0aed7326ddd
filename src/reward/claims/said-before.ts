import type { Moment } from "../contract.ts";
import type { Finding } from "./finding.ts";
import type { ItemWords } from "./item-words.ts";
import type { MenuReader } from "./menu.ts";

type Read = MenuReader["read"];

/** A turn's words on items, against what its speaker said of them before. What may have changed in between passes. */
export function againstEarlier(now: ItemWords, { dialogue, index, turn }: Moment, read: Read): Finding[] {
  const before = dialogue.turns.slice(0, index).map(({ seat, text }) => ({ own: seat === turn.seat, ...read(text) }));
  const own = before.filter((each) => each.own);
  const quotes = own.flatMap((each) => each.quotes);
  const gone = own.flatMap((each) => each.gone);
  return [...pricesAgain(now, quotes), ...totalAgain(now, before), ...goneAgain(now, gone)];
}

function pricesAgain({ quotes }: ItemWords, earlier: ItemWords["quotes"]): Finding[] {
  return quotes.flatMap(({ item, amount, words }): Finding[] => {
    const before = earlier.find((quote) => quote.item === item);
    if (!before) return [];
    if (before.amount === amount) return [{ agrees: true, note: `${item} is ${amount}, as before`, words }];
    return [{ agrees: false, note: `${item} was ${before.amount}, now ${amount}`, words }];
  });
}

/** Another total is none for the same order: nobody may have named an item since. */
function totalAgain(now: ItemWords, before: readonly (ItemWords & { readonly own: boolean })[]): Finding[] {
  const place = before.findLastIndex(({ own, totals }) => own && totals.length > 0);
  const last = before[place]?.totals.at(-1);
  if (!last || [now, ...before.slice(place + 1)].some(({ names }) => names)) return [];
  return now.totals.map(({ amount, words }): Finding => {
    const agrees = amount === last.amount;
    return { agrees, note: agrees ? `${amount}, as before` : `the total was ${last.amount}, now ${amount}`, words };
  });
}

/** What one said is gone stays so; what one offered may have run out since. */
function goneAgain({ gone, offered }: ItemWords, earlier: ItemWords["gone"]): Finding[] {
  const wasGone = ({ item }: { readonly item: string }): boolean => earlier.some((each) => each.item === item);
  const isGone = ({ item }: { readonly item: string }): boolean => gone.some((each) => each.item === item);
  return [
    ...gone.filter(wasGone).map(({ item, words }) => ({ agrees: true, note: `${item} is gone, as before`, words })),
    ...offered
      .filter((each) => wasGone(each) && !isGone(each))
      .map(({ item, words }) => ({ agrees: false, note: `${item} was gone before`, words })),
  ];
}
