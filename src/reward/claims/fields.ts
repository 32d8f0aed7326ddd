import type { Dialogue } from "../../dialogue/dialogue.ts";
import type { Fact } from "../../dialogue/fact.ts";
import type { Seat } from "../../dialogue/seat.ts";
import { amountsIn } from "./amounts.ts";

/** What a corpus's facts of one field are: an item and its amount, an amount alone, or words. */
export interface Field {
  readonly name: string;
  readonly kind: "priced" | "amount" | "worded";
  /** Nobody has two. */
  readonly single: boolean;
  /** Every value that somebody has. */
  readonly values: ReadonlySet<string>;
}

/** The fields that speakers in a seat have facts of, by name. */
export function fieldsOf(dialogues: readonly Dialogue[], seat: Seat): ReadonlyMap<string, Field> {
  const fields = new Map<string, { readonly values: Set<string>; holders: number; several: number }>();
  for (const { scene, turns } of dialogues) {
    const given = turns.flatMap(({ gives }) => gives?.get(seat) ?? []);
    const known = scene.facts.get(seat) ?? [];
    const names = new Set([...known, ...given].map(({ field }) => field));
    for (const name of names) {
      const field = fields.get(name) ?? { values: new Set(), holders: 0, several: 0 };
      fields.set(name, field);
      field.holders++;
      if (known.filter((fact) => fact.field === name).length > 1) field.several++;
      for (const fact of [...known, ...given]) if (fact.field === name) field.values.add(fact.words);
    }
  }
  return new Map(
    [...fields].map(([name, { values, holders, several }]) => [
      name,
      { name, values, kind: kindOf(values), single: several <= 0.1 * holders },
    ]),
  );
}

/** "flat white four" is the flat white, at four; `undefined` where no amount ends the words. */
export function pricedItem({
  words: text,
}: Pick<Fact, "words">): { readonly item: readonly string[]; readonly amount: number } | undefined {
  const words = text.split(" ");
  const last = amountsIn(words).at(-1);
  return last && last.to === words.length ? { item: words.slice(0, last.from), amount: last.value } : undefined;
}

function kindOf(values: ReadonlySet<string>): Field["kind"] {
  const items = [...values].map((words) => pricedItem({ words })?.item);
  const share = (fits: (item: readonly string[] | undefined) => boolean): number =>
    items.filter(fits).length / items.length;
  if (share((item) => item !== undefined && item.length > 0) >= 0.9) return "priced";
  return share((item) => item?.length === 0) >= 0.9 ? "amount" : "worded";
}
