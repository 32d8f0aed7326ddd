import { isField } from "./fields.ts";

/** A place in a line for a value: `{a your job}` is what the partner said its job is, with its article. */
export interface Slot {
  readonly field: string;
  readonly part: string | undefined;
  readonly form: Form | undefined;
  /** The partner's value, as the partner said it, rather than the speaker's. */
  readonly yours: boolean;
  /** Another value than the true one. */
  readonly wrong: boolean;
}

export type Form = "a" | "do" | "doing" | "is" | "it";

export type Part = string | Slot;

/** A line is a sequence of choices; most have one option. */
export interface Line {
  readonly text: string;
  readonly pieces: readonly (readonly (readonly Part[])[])[];
  /** What must hold where it is said: a mood, a kind of value, how the question before was put. */
  readonly only: readonly string[];
}

/** `@shy (well|so) , my {pet.kind} is called {pet.name} .` */
export function readLine(text: string, deed: string): Line {
  const only: string[] = [];
  let rest = text.trim();
  for (let found = /^@([a-z]+) /u.exec(rest); found !== null; found = /^@([a-z]+) /u.exec(rest)) {
    only.push(found[1] ?? "");
    rest = rest.slice(found[0].length);
  }
  const pieces = rest
    .split(/(\([^)]*\))/u)
    .filter((piece) => piece.trim() !== "")
    .map((piece) => (piece.startsWith("(") ? piece.slice(1, -1).split("|") : [piece]).map(readParts));
  return { text: rest, pieces, only: [...only, ...circumstances(rest, deed)] };
}

/** "yes" answers only a question that can be answered so, and "me ?" only "and you ?". */
function circumstances(text: string, deed: string): string[] {
  if (!/^(?:tell|none) /u.test(deed)) return [];
  if (/^\(?(?:yes|yeah|yep|no|i do|i have one|we do)\b(?! idea)/u.test(text) && !/^i do (?:not|a)/u.test(text))
    return ["polar"];
  if (/^(?:me \?|mine \?)/u.test(text)) return ["back"];
  return [];
}

/** Whether a question is one to say yes or no to. */
export function isPolar(text: string): boolean {
  const question = text.split(/[.!?,]/u).findLast((clause) => clause.trim() !== "") ?? "";
  return /^ *(?:so |and |or |but |then |well )*(?:do|does|are|is|have|has|did|can|could|is there|any|got|ever|would|were|was)\b(?! you do\b)/u.test(
    question,
  );
}

function readParts(text: string): Part[] {
  return text
    .split(/(\{[^}]*\})/u)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => (part.startsWith("{") ? readSlot(part) : part));
}

const forms: readonly string[] = ["a", "do", "doing", "is", "it"] satisfies Form[];

function isForm(word: string): word is Form {
  return forms.includes(word);
}

function readSlot(text: string): Slot {
  const words = text.slice(1, -1).split(" ");
  const [name = "", part] = (words.pop() ?? "").split(".");
  const form = words.find(isForm);
  const unknown = words.filter((word) => !isForm(word) && word !== "your" && word !== "wrong");
  if (!isField(name) || unknown.length > 0)
    throw new Error(`"${text}" is no slot; expected {[a|do|doing|is|it] [your] [wrong] field[.part]}`);
  return { field: name, part, form, yours: words.includes("your"), wrong: words.includes("wrong") };
}

/** `line` said: a choice made at each place, and `fill` asked for each slot. */
export function sayLine(line: Line, choose: (count: number) => number, fill: (slot: Slot) => string): string {
  return line.pieces
    .flatMap((options) => options[options.length === 1 ? 0 : choose(options.length)] ?? [])
    .map((part) => (typeof part === "string" ? part : fill(part)))
    .filter((part) => part !== "")
    .join(" ");
}
