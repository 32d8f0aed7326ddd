import type { Background, Moment } from "../contract.ts";
import { parseHouseRules } from "./parse.ts";
import { type Decision, watchHouseRules } from "./watch.ts";

/**
 * Reads a corpus's `house-rules.yaml` and gives the decisions that fall in a moment's turn; `undefined` where the corpus has none.
 *
 * @throws SyntaxError with the line of what is wrong.
 */
export function houseRules(background: Background): ((moment: Moment) => readonly Decision[]) | undefined {
  const { houseRules: text, seats, dialogues } = background;
  if (text === undefined) return undefined;
  return watchHouseRules(parseHouseRules(text, seats, dialogues.length === 0 ? undefined : fieldsKnown(background)));
}

/** Every field that some fact has, from the start or once it is handed over. */
function fieldsKnown({ dialogues }: Background): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const { scene, turns } of dialogues) {
    for (const facts of [scene.facts, ...turns.flatMap(({ gives }) => gives ?? [])]) {
      for (const known of facts.values()) for (const { field } of known) fields.add(field);
    }
  }
  return fields;
}
