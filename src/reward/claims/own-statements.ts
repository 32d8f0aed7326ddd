import type { Dialogue } from "../../dialogue/dialogue.ts";
import type { Seat } from "../../dialogue/seat.ts";
import { fieldsOf } from "./fields.ts";
import type { Check } from "./finding.ts";
import { itemChecks } from "./items.ts";
import { menuReader, type NamedFields } from "./menu.ts";
import { personaChecks } from "./persona.ts";
import { personaWords } from "./persona-words.ts";

/**
 * Reads from training dialogues what people in each seat have facts of and how they put them, and gives what can be checked of
 * a moment's turn. It knows no corpus but the one it read; what it has not seen, it leaves alone.
 */
export function ownStatements(dialogues: readonly Dialogue[], seats: readonly Seat[], named: NamedFields): Check {
  const fields = new Map(seats.map((seat) => [seat, fieldsOf(dialogues, seat)]));
  const all = [...fields.values()].flatMap((own) => [...own.values()]);
  const items = itemChecks(menuReader(all, named));
  const persona = new Map(
    [...fields].map(([seat, own]) => {
      const taken = new Set([...named.totals, ...named.unavailable]);
      const words = new Map([...own].filter(([name]) => !taken.has(name)));
      return [seat, personaChecks(personaWords(words, dialogues, seat))];
    }),
  );
  return (moment) => [...items(moment), ...(persona.get(moment.turn.seat)?.(moment) ?? [])];
}
