import type { Scene } from "../../src/dialogue/scene.ts";
import { type Seat, otherSeat } from "../../src/dialogue/seat.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import type { Random } from "../../src/rng.ts";
import { type Value, fieldNamed, valueOf } from "./fields.ts";
import { type Line, type Slot, isPolar, sayLine } from "./lines.ts";
import { otherValue, seats } from "./personas.ts";

/** Words and marks of a turn, at most: it must stay well within what agents may say in one. */
export const longestTurn = 18;

const openers = new Set(
  "oh ah well so haha ha hm really wow okay right lovely nice great funny and yes no honestly".split(" "),
);

/** A dialogue while it is being woven: what was said, and which values each speaker gave for its own. */
export class Talk {
  readonly turns: Turn[] = [];
  readonly scene: Scene;
  readonly #random: Random;
  readonly #voiced = new Map<string, Value | null>();
  readonly #wrong = new Map<string, Value>();
  readonly #used = new Set<string>();
  /** First words of what was said, and all its runs of four. */
  readonly #starts: string[] = [];
  readonly #runs = new Set<string>();

  constructor(scene: Scene, random: Random) {
    this.scene = scene;
    this.#random = random;
  }

  fact(seat: Seat, field: string): Value | undefined {
    const words = this.scene.facts.get(seat)?.find((fact) => fact.field === field)?.words;
    return words === undefined ? undefined : valueOf(field, words);
  }

  /** What `seat` last gave as its value of `field`: `null` if it said that it has none, `undefined` if it has not said. */
  voiced(seat: Seat, field: string): Value | null | undefined {
    return this.#voiced.get(`${seat} ${field}`);
  }

  voice(seat: Seat, field: string, value: Value | null): void {
    this.#voiced.set(`${seat} ${field}`, value);
  }

  /** What `seat` says of `field` by mistake: the same thing all through a dialogue. */
  wrong(seat: Seat, field: string): Value {
    const key = `${seat} ${field}`;
    const value = this.#wrong.get(key) ?? otherValue(fieldNamed(field), this.scene, () => this.#random.next());
    this.#wrong.set(key, value);
    return value;
  }

  /** How the last turn asked: `polar` for yes or no, `back` for "and you ?". */
  get question(): "polar" | "back" | undefined {
    const text = this.turns.at(-1)?.text ?? "";
    if (!text.endsWith("?")) return undefined;
    if (
      /\b(?:you|yours|yourself) \?$/u.test(text) &&
      /\b(?:and|about|how about) (?:you|yours|yourself) \?$/u.test(text)
    )
      return "back";
    return isPolar(text) ? "polar" : undefined;
  }

  /** `line` as `seat` says it; `own` replaces the speaker's value of a field. `undefined` if a slot has nothing to say. */
  say(line: Line, seat: Seat, own?: { readonly field: string; readonly value: Value }): string | undefined {
    let missing = false;
    const text = sayLine(
      line,
      (count) => this.#random.below(count),
      (slot) => {
        const owner = slot.yours ? otherSeat(seats, seat) : seat;
        const { field } = slot;
        const value = slot.wrong
          ? this.wrong(owner, field)
          : owner === seat && own?.field === field
            ? own.value
            : (this.voiced(owner, field) ?? this.fact(owner, field));
        if (value === undefined || value === null) {
          missing = true;
          return "";
        }
        return inForm(value, slot);
      },
    );
    return missing ? undefined : text;
  }

  isUsed(line: Line): boolean {
    return this.#used.has(line.text);
  }

  use(line: Line): void {
    this.#used.add(line.text);
  }

  /** Whether `text` would sound like an echo: it begins as something just said did, or has four words of it in a row. */
  echoes(text: string, turnSoFar: readonly string[]): boolean {
    const words = text.split(" ");
    const [start = ""] = words;
    if (openers.has(start) && [...this.#starts.slice(-3), ...turnSoFar.map(firstWord)].includes(start)) return true;
    return fours(words).some((four) => this.#runs.has(four));
  }

  endTurn(seat: Seat, parts: readonly string[]): void {
    this.turns.push({ seat, text: parts.join(" ") });
    for (const part of parts) {
      this.#starts.push(firstWord(part));
      for (const run of fours(part.split(" "))) this.#runs.add(run);
    }
  }
}

function firstWord(text: string): string {
  return text.split(" ", 1)[0] ?? "";
}

function fours(words: readonly string[]): string[] {
  return words.slice(3).map((_, start) => words.slice(start, start + 4).join(" "));
}

function inForm(value: Value, { part, form }: Slot): string {
  const words = part === undefined ? value.words : value.parts.get(part);
  if (words === undefined) throw new Error(`"${value.words}" has no ${part}`);
  const verb = value.kinds.find((kind) => kind === "play" || kind === "go" || kind === "do") ?? "do";
  const plural = value.kinds.includes("plural");
  switch (form) {
    case undefined:
      return words;
    case "a":
      return `${/^(?:[aeio]|u(?!k))/u.test(words) ? "an" : "a"} ${words}`;
    case "do":
      return `${verb} ${words}`;
    case "doing":
      return `${verb}ing ${words}`;
    case "is":
      return `${words} ${plural ? "are" : "is"}`;
    case "it":
      return plural ? "they" : "it";
    default:
      throw new Error(`no form "${String(form satisfies never)}"`);
  }
}
