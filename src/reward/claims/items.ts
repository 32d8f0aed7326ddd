import type { Check, Finding } from "./finding.ts";
import type { ItemWords } from "./item-words.ts";
import type { Menu, MenuReader } from "./menu.ts";
import { againstEarlier } from "./said-before.ts";

/** Prices, totals and what is sold out, against the speaker's facts or, from who knows no prices, what it said before. */
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
