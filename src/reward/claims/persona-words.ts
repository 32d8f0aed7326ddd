import type { Dialogue } from "../../dialogue/dialogue.ts";
import type { Fact } from "../../dialogue/fact.ts";
import type { Seat } from "../../dialogue/seat.ts";
import { once, oncePerText } from "../once.ts";
import { stem } from "../words.ts";
import { type Field, pricedItem } from "./fields.ts";
import { type FieldHabits, habitsOf, isBinding, type Observation } from "./habits.ts";
import { Leads, leadTo } from "./leads.ts";
import { type Part, partsOf, sharedWords } from "./parts.ts";
import { Phrases } from "./phrases.ts";
import { isNegative } from "./voice.ts";
import { type StatedClause, statedClauses } from "./reading.ts";

/** A field of words of which a person has one value: a job, a pet. */
export interface PersonaField {
  readonly name: string;
  readonly habits: FieldHabits;
  /** Stems that name what one has of it: "pet", "dog"; "sibling", "brother". */
  readonly names: ReadonlySet<string>;
}

/** What the training dialogues show of how people in one seat speak of themselves. */
export interface PersonaWords {
  readonly fields: ReadonlyMap<string, PersonaField>;
  readonly clauses: (text: string) => readonly StatedClause[];
  readonly parts: (fact: Fact) => readonly Part[];
  readonly leads: Leads;
}

export function personaWords(
  fields: ReadonlyMap<string, Field>,
  dialogues: readonly Dialogue[],
  seat: Seat,
): PersonaWords {
  const worded = [...fields.values()].filter(({ kind, single }) => kind === "worded" && single);
  const shared = new Map(worded.map(({ name, values }) => [name, sharedWords(values)]));
  // "nothing" says that there is no value, and a number alone may be said of anything.
  const parts = once(({ field, words }: Fact) =>
    words.split(" ").every(isNegative) || pricedItem({ words })?.item.length === 0
      ? []
      : partsOf(field, words, shared.get(field) ?? new Set()),
  );

  const phrases = new Phrases<Part>();
  const names = new Map<string, Set<string>>();
  for (const { name, values } of worded) {
    const counts = new Map<string, { readonly part: Part; count: number }>();
    for (const part of [...values].flatMap((words) => parts({ field: name, words }))) {
      const known = counts.get(`${part.place} ${part.key}`) ?? { part, count: 0 };
      counts.set(`${part.place} ${part.key}`, { part, count: known.count + 1 });
    }
    for (const { part } of counts.values()) phrases.add(part.words, part);
    // What many values have in common is what one has: a dog of this name or that. A name is not.
    const common = [...counts.values()].filter(
      ({ part, count }) => !part.counts && count >= Math.max(2, values.size / 20),
    );
    names.set(name, new Set([stem(name), ...common.map(({ part }) => stem(part.key))]));
  }

  const clauses = oncePerText((text) => statedClauses(text, phrases));
  const leads = new Leads();
  const observed = observations(dialogues, seat, { clauses, parts, names, leads });
  const binding = worded
    .map(({ name }) => ({
      name,
      habits: habitsOf(observed.get(name) ?? []),
      names: names.get(name) ?? new Set<string>(),
    }))
    .filter(({ habits }) => isBinding(habits));
  return { fields: new Map(binding.map((field) => [field.name, field])), clauses, parts, leads };
}

function observations(
  dialogues: readonly Dialogue[],
  seat: Seat,
  {
    clauses,
    parts,
    names,
    leads,
  }: Pick<PersonaWords, "clauses" | "parts" | "leads"> & { readonly names: ReadonlyMap<string, ReadonlySet<string>> },
): ReadonlyMap<string, readonly Observation[]> {
  const observed = new Map<string, Observation[]>();
  for (const { scene, turns } of dialogues) {
    const known = new Map((scene.facts.get(seat) ?? []).map((fact) => [fact.field, parts(fact)]));
    for (const clause of turns.filter((turn) => turn.seat === seat).flatMap(({ text }) => clauses(text))) {
      for (const { from, meanings } of clause.mentions) {
        for (const { field, key } of meanings) {
          const own = known.get(field);
          if (!own || isOfAnother(clause, names.get(field))) continue;
          const list = observed.get(field) ?? [];
          observed.set(field, list);
          const isOwn = own.some((part) => part.key === key);
          if (isOwn) leads.observe(leadTo(clause.words, from), field);
          list.push({ clause, own: isOwn });
        }
      }
    }
  }
  return observed;
}

/** "my sister is a nurse" tells of no job of one's own, but of one's siblings. */
export function isOfAnother({ other }: StatedClause, names: ReadonlySet<string> = new Set()): boolean {
  return other !== undefined && !names.has(stem(other));
}
