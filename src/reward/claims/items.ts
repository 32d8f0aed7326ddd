import type { Moment } from "../contract.ts";
import type { Check, Finding } from "./finding.ts";
import type { ItemWords } from "./item-words.ts";
import type { Menu, MenuReader } from "./menu.ts";

/** Prices, totals and what is sold out, against the speaker's facts or, for items of no known price, what it said before. */
export function itemChecks({ menuOf, read }: MenuReader): Check {
  return (moment) => {
    const menu = menuOf(moment.knows);
    return menu.prices.size > 0
      ? againstMenu(read(moment.turn.text, menu), menu)
      : againstEarlier(read(moment.turn.text), moment, read);
  };
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

function againstEarlier({ quotes }: ItemWords, { dialogue, index, turn }: Moment, read: MenuReader["read"]): Finding[] {
  if (quotes.length === 0) return [];
  const earlier = dialogue.turns
    .slice(0, index)
    .filter(({ seat }) => seat === turn.seat)
    .flatMap(({ text }) => read(text).quotes);
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
