import type { Fact } from "../../dialogue/fact.ts";
import type { Turn } from "../../dialogue/turn.ts";
import { oncePerText } from "../once.ts";
import { stem } from "../words.ts";
import type { Check, Finding } from "./finding.ts";
import { isStatementOf } from "./habits.ts";
import { isOfAnother, type PersonaField, type PersonaWords } from "./persona-words.ts";
import { leadTo } from "./leads.ts";
import { keyOf } from "./phrases.ts";
import type { StatedClause } from "./reading.ts";
import { isDenied } from "./voice.ts";

/** That one's own value of a field is this, or is not. */
interface Statement {
  readonly field: string;
  /** Which part of the value; −1 for the whole field: "i have no pets". */
  readonly place: number;
  readonly key: string;
  readonly denied: boolean;
  /** The field that people speak of in these words, where it is another one: "i grew up in electrician". */
  readonly wordedAs: string | undefined;
  readonly words: string;
}

/** Statements about oneself, against one's facts or, where these say nothing, against what one said before. */
export function personaChecks({ fields, clauses, parts, leads }: PersonaWords): Check {
  const statementsOf = oncePerText((text) => clauses(text).flatMap((clause) => statements(clause, { fields, leads })));
  return ({ dialogue, index, turn, knows, heard }) => {
    const now = statementsOf(turn.text);
    if (now.length === 0) return [];
    const own = new Map(knows.map((fact) => [fact.field, parts(fact)]));
    const earlier = dialogue.turns
      .slice(0, index)
      .filter(({ seat }) => seat === turn.seat)
      .flatMap(({ text }) => statementsOf(text));
    const findings: Finding[] = [];
    for (const statement of now) {
      if (heard && isTakenUp(statement, heard, fields)) continue;
      const known = own.get(statement.field);
      const finding =
        known && known.length > 0
          ? againstFact(
              statement,
              known.map(({ key }) => key),
              knows,
            )
          : againstEarlier(statement, earlier);
      if (finding) findings.push(finding);
      earlier.push(statement);
    }
    return findings;
  };
}

function statements(clause: StatedClause, { fields, leads }: Pick<PersonaWords, "fields" | "leads">): Statement[] {
  const { words, mentions, firstPerson } = clause;
  const found: Statement[] = [];
  const quote = words.join(" ");
  for (const { from, meanings } of mentions) {
    const others = meanings.map(({ field }) => leads.otherField(leadTo(words, from), field));
    const wordedAs = others.includes(undefined) ? undefined : others[0];
    for (const { field: name, place, key } of meanings) {
      const field = fields.get(name);
      if (!field || isOfAnother(clause, field.names)) continue;
      const { attitude } = field.habits;
      const opposite = attitude !== 0 && clause.attitude === -attitude && firstPerson;
      // "i do not like olives" is no denial where the field is what one dislikes.
      const denied = opposite || (attitude >= 0 && isDenied(words, from));
      if (denied || isStatementOf(clause, field.habits))
        found.push({ field: name, place, key, denied, wordedAs, words: quote });
    }
  }
  if (clause.refuses.size === 0 || !firstPerson) return found;
  for (const { name, names } of fields.values()) {
    if (found.some(({ field }) => field === name)) continue;
    const place = words.findIndex((word) => names.has(stem(word)));
    if (place >= 0 && isDenied(words, place))
      found.push({ field: name, place: -1, key: "", denied: true, wordedAs: undefined, words: quote });
  }
  return found;
}

/** "a scone , then" after "how about a scone ?" is about the offer. What is said in the first person is about oneself. */
function isTakenUp({ field, key }: Statement, heard: Turn, fields: ReadonlyMap<string, PersonaField>): boolean {
  return fields.get(field)?.habits.ownVoice === false && ` ${keyOf(heard.text.split(" "))} `.includes(` ${key} `);
}

function againstFact(
  { field, place, key, denied, wordedAs, words }: Statement,
  own: readonly string[],
  knows: readonly Fact[],
): Finding | undefined {
  const known = knows
    .filter((fact) => fact.field === field)
    .map((fact) => fact.words)
    .join(", ");
  const clash = { agrees: false, note: `says "${words}", knows ${field}: ${known}`, words };
  if (place < 0) return clash;
  // It holds a word of one's facts, but is not true to them.
  if (wordedAs !== undefined)
    return { agrees: false, note: `says "${words}" of ${field} as one does of ${wordedAs}`, words };
  if (own.includes(key)) return denied ? clash : { agrees: true, note: `true to ${field}: ${known}`, words };
  const elsewhere = knows.some((fact) => ` ${keyOf(fact.words.split(" "))} `.includes(` ${key} `));
  return denied || elsewhere ? undefined : clash;
}

function againstEarlier(statement: Statement, earlier: readonly Statement[]): Finding | undefined {
  const { words } = statement;
  for (const before of earlier) {
    const fits = agreement(before, statement);
    if (fits === false) return { agrees: false, note: `says "${words}", said "${before.words}"`, words };
    if (fits) return { agrees: true, note: `true to "${before.words}"`, words };
  }
  return undefined;
}

/** Whether two statements agree; `undefined` where neither bears on the other. */
function agreement(before: Statement, now: Statement): boolean | undefined {
  if (before.field !== now.field) return undefined;
  if (before.place < 0 || now.place < 0) return before.denied === now.denied ? undefined : false;
  if (before.place !== now.place) return undefined;
  if (before.key === now.key) return before.denied === now.denied;
  return before.denied || now.denied ? undefined : false;
}
