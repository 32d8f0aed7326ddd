import type { Moment } from "../contract.ts";
import { amountsIn } from "./amounts.ts";
import type { Finding } from "./finding.ts";
import type { ItemWords } from "./item-words.ts";
import type { MenuReader } from "./menu.ts";

type Read = MenuReader["read"];

/** A turn's words on items, against what its speaker said of them before. What may have changed in between passes. */
export function againstEarlier(now: ItemWords, { dialogue, index, turn }: Moment, read: Read): Finding[] {
  const before = dialogue.turns
    .slice(0, index)
    .map(({ seat, text }) => ({ own: seat === turn.seat, text, ...read(text) }));
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

interface Said extends ItemWords {
  readonly own: boolean;
  readonly text: string;
}

/** "make it two", "the same again": more of what nobody needs to name. */
const more = /\b(?:another|again|more|extra|both|too|also|same)\b/;

/** Another total contradicts the last one where the order is the same: nobody named an item since, nor asked for more or fewer. */
function totalAgain(now: ItemWords, before: readonly Said[]): Finding[] {
  const place = before.findLastIndex(({ own, totals }) => own && totals.length > 0);
  const last = before[place]?.totals.at(-1);
  const since = before.slice(place + 1);
  const changes = ({ own, text, names }: Said): boolean =>
    names || (!own && (more.test(text) || amountsIn(text.split(" ")).length > 0));
  if (!last || now.names || since.some(changes)) return [];
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
