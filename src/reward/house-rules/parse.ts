import { type Document, LineCounter, parseDocument } from "yaml";
import type { Seats } from "../../dialogue/seat.ts";
import { fieldsOf } from "./phrase.ts";
import { HouseRules, type Requirement } from "./requirement.ts";

/**
 * The requirements of a `house-rules.yaml`.
 *
 * @param fields Those that some fact of the corpus has; `undefined` if that is not known.
 * @throws SyntaxError with `house-rules.yaml:line`, what was found and what expected, for all that is wrong.
 */
export function parseHouseRules(text: string, seats: Seats, fields?: ReadonlySet<string>): readonly Requirement[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new SyntaxError(
      document.errors
        .map(({ pos, message }) => `${at(lines.linePos(pos[0]).line)} ${message.split("\n")[0]}`)
        .join("\n"),
    );
  }
  const parsed = HouseRules.safeParse(document.toJS());
  const problems = parsed.success ? typos(parsed.data.rules, seats, fields) : parsed.error.issues;
  if (!parsed.success || problems.length > 0) {
    const told = problems.map(({ path, message }) => {
      const rule: unknown = document.getIn([...path.slice(0, 2), "name"]);
      const keys = path.slice(2).map(String).join(".");
      const where = [typeof rule === "string" ? rule : "", keys].filter(Boolean).join(", ");
      return `${at(lineOf(document, lines, path))} ${where}${where && ": "}${message.replace(/^Invalid input: /, "")}`;
    });
    throw new SyntaxError(told.join("\n"));
  }
  return parsed.data.rules;
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Seats that do not sit here, facts that nobody has, names used twice: each would keep a rule from what its author meant. */
function typos(rules: readonly Requirement[], seats: Seats, fields?: ReadonlySet<string>): Problem[] {
  return rules.flatMap((rule, index) => {
    const problem = (message: string, ...keys: readonly string[]) => ({ path: ["rules", index, ...keys], message });
    const problems: Problem[] = [];
    const expectSeat = (seat: string, ...keys: readonly string[]) => {
      if (!seats.includes(seat))
        problems.push(problem(`found "${seat}"; expected "${seats[0]}" or "${seats[1]}"`, ...keys));
    };
    const expectField = (field: string, key: string) => {
      if (!fields || fields.has(field)) return;
      const known = [...fields].toSorted().map((name) => `{${name}}`);
      problems.push(
        problem(`no fact in this corpus is a {${field}}; there are ${known.join(", ") || "none at all"}`, key),
      );
    };
    expectSeat(rule.seat, "seat");
    if (rule.when) expectSeat(rule.when.seat, "when", "seat");

    const { must, never, "at-most": atMost, before, when } = rule;
    for (const [key, phrases = []] of Object.entries({
      must,
      never,
      "at-most": atMost?.says,
      before,
      when: when?.says,
    })) {
      for (const field of phrases.flatMap(fieldsOf)) {
        expectField(field, key);
      }
    }
    for (const field of Object.keys(rule.unless ?? {})) expectField(field, "unless");
    if (rules.findIndex(({ name }) => name === rule.name) < index) {
      problems.push(problem("an earlier rule has this name too; expected another one", "name"));
    }
    return problems;
  });
}

function at(line: number): string {
  return `house-rules.yaml:${line}:`;
}

/** The line of what `path` leads to, or of the innermost part of it that is there. */
function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)) {
      return lines.linePos(Number(node.range[0])).line;
    }
  }
  return 1;
}
