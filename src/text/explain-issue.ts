import type { z } from "zod";

/** Names the place of a fault in a user's terms: `turn 3` for `turns[2]`. */
const singular = new Map([
  ["turns", "turn"],
  ["messages", "message"],
  ["reasons", "reason"],
]);

/** One sentence for the first thing that a schema found: where, found, expected. Parse with `reportInput: true`. */
export function explainIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return "does not fit the format";
  const path = [...issue.path];
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => `"${key}"`).join(", ");
    return `${whole(path)} an unknown key ${keys}; remove it, or correct its spelling`;
  }
  const key = path.at(-1);
  if (issue.input === undefined && typeof key === "string")
    return `${whole(path.slice(0, -1))} no "${key}"; expected ${expected(issue)}`;
  const name = typeof key === "string" && path.length > 1 ? `${place(path.slice(0, -1))}: "${key}"` : place(path);
  return `${name === "" ? "the line" : name} is ${found(issue.input)}; expected ${expected(issue)}`;
}

function whole(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "has" : `${place(path)} has`;
}

/** ["turns", 2] → "turn 3"; ["scene", "barista", 0] → `"scene" "barista" 1`. */
function place(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === "number") return String(key + 1);
      return (typeof path[index + 1] === "number" && singular.get(String(key))) || `"${String(key)}"`;
    })
    .join(" ");
}

function found(input: unknown): string {
  const text = JSON.stringify(input) ?? "missing";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function expected(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return `${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected}`;
  if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value)).join(" or ");
  if (issue.code === "too_small")
    return `at least ${issue.minimum} ${issue.origin === "array" ? "in the list" : "letter"}`;
  if (issue.code === "invalid_union") {
    const [first] = issue.errors.flat();
    return first === undefined ? "another form" : expected(first);
  }
  return issue.message;
}
