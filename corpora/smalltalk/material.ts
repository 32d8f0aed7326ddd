import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Seat } from "../../src/dialogue/seat.ts";
import { mentions } from "./claims.ts";
import { isField } from "./fields.ts";
import { type Casting, seats } from "./personas.ts";
import { type Line, type Slot, readLine } from "./lines.ts";

/** What a stretch of a turn does: `tell` a field, say `bye`; without an act it belongs where it stands. */
export interface Deed {
  readonly act: string;
  readonly field: string | undefined;
}

export interface Segment extends Deed {
  /** What was written there; missing where another topic took the place of the one it speaks of. */
  readonly line: Line | undefined;
  /** It leans on what stands around it, so that nothing else may be said instead. */
  readonly kept?: boolean;
}

export interface ScriptTurn {
  readonly seat: Seat;
  readonly segments: readonly Segment[];
}

/** A whole dialogue as it was written. */
export interface Script {
  readonly id: string;
  readonly forTest: boolean;
  readonly moods: ReadonlyMap<Seat, string>;
  readonly casting: Casting;
  /** Who contradicts itself in it, if anybody does. */
  readonly careless: Seat | undefined;
  /** Topics that it hangs on, beside those that its text without an act speaks of by slots. */
  readonly pins: readonly string[];
  readonly turns: readonly ScriptTurn[];
}

/** A question about what was just told, and answers to it. */
export interface Pair {
  readonly question: Line;
  readonly answers: readonly Line[];
}

export interface Material {
  readonly scripts: readonly Script[];
  /** Lines by deed, `tell job`: those of the phrase files and those of the scripts. */
  readonly lines: ReadonlyMap<string, readonly Line[]>;
  readonly pairs: ReadonlyMap<string, readonly Pair[]>;
}

export function deedName({ act, field }: Deed): string {
  return field === undefined ? act : `${act} ${field}`;
}

/** Everything in material/: README.md says how the files are written. */
export function readMaterial(): Material {
  const folder = new URL("material/", import.meta.url);
  const scripts: Script[] = [];
  const lines = new Map<string, Line[]>();
  const pairs = new Map<string, Pair[]>();
  for (const name of readdirSync(fileURLToPath(folder))
    .filter((file) => file.endsWith(".txt"))
    .sort()) {
    for (const { head, body } of sections(readFileSync(new URL(name, folder), "utf8"), name)) {
      if (name.startsWith("dialogues")) scripts.push(readScript(head, body, name === "dialogues-test.txt"));
      else if (head.startsWith("more "))
        append(
          pairs,
          head,
          body.map((text) => readPair(text, head)),
        );
      else
        append(
          lines,
          head,
          body.map((text) => readLine(text, head)),
        );
    }
  }
  for (const script of scripts) if (!script.forTest) lend(script, lines);
  return { scripts, lines, pairs };
}

/** What a script says of a field can be said elsewhere, in the same mood; its greetings and goodbyes belong to where it plays. */
function lend({ turns, moods }: Script, lines: Map<string, Line[]>): void {
  for (const { seat, segments } of turns) {
    for (const { act, field, line, kept } of segments) {
      const name = deedName({ act, field });
      if (
        line === undefined ||
        field === undefined ||
        kept === true ||
        act === "ask" ||
        mentions(line.text.split(" ")).length > 0 ||
        lines.get(name)?.some(({ text }) => text === line.text)
      )
        continue;
      const mood = moods.get(seat) ?? plainMood;
      append(lines, name, [mood === plainMood ? line : { ...line, only: [...line.only, mood] }]);
    }
  }
}

/** Of speakers in whose mouth any line without a mood fits, and none of another mood. */
const plainMood = "warm";

function append<T>(map: Map<string, T[]>, key: string, items: readonly T[]): void {
  map.set(key, [...(map.get(key) ?? []), ...items]);
}

/** A section is a line "== head" and the lines up to the next; "#" opens a comment. */
function sections(text: string, file: string): { head: string; body: string[] }[] {
  const found: { head: string; body: string[] }[] = [];
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const last = found.at(-1);
    if (line.startsWith("== ")) found.push({ head: line.slice(3), body: [] });
    else if (last === undefined) throw new Error(`${file}: "${line}" stands before the first "== …" head`);
    else last.body.push(line);
  }
  return found;
}

function readPair(text: string, head: string): Pair {
  const [question = "", answer, ...rest] = text.split(" => ");
  if (answer === undefined || rest.length > 0)
    throw new Error(`${head}: "${text}" is no "question => answer / answer"`);
  return {
    question: readLine(question, head),
    answers: answer.split(" / ").map((one) => readLine(one, head.replace("more", "answer"))),
  };
}

/** `== train-window : host chatty, guest shy : needs host pet dog, avoids home, careless guest` */
function readScript(head: string, body: readonly string[], forTest: boolean): Script {
  const [id = "", moods = "", asks = ""] = head.split(":").map((part) => part.trim());
  const turns = body.map((text) => readTurn(text, id));
  const wants = asks.split(",").map((want) => want.trim().split(" "));
  const told = turns.flatMap(({ seat, segments }) => segments.map((segment) => ({ seat, segment })));
  return {
    id,
    forTest,
    moods: new Map(
      moods.split(",").map((entry): [Seat, string] => {
        const [seat = "", mood = ""] = entry.trim().split(" ");
        return [seat, mood];
      }),
    ),
    careless: wants.find(([word]) => word === "careless")?.[1],
    pins: wants.flatMap(([word, field = ""]) => (word === "pins" ? [field] : [])),
    casting: {
      needs: wants.flatMap(([word, seat = "", field = "", kind]) =>
        word === "needs" ? [{ seat, field, ...(kind !== undefined && { kind }) }] : [],
      ),
      avoids: wants.flatMap(([word, field = ""]) => (word === "avoids" ? [field] : [])),
      lacks: told.flatMap(({ seat, segment: { act, field } }) =>
        act === "none" && field !== undefined ? [{ seat, field }] : [],
      ),
    },
    turns,
  };
}

/** `[tell job]`, `[tell! job]` for one that must stay as it is, and `[]`. */
const tag = /\[([a-z-]*!?)(?: ([a-z]+))?\] ?/u;

function readTurn(text: string, id: string): ScriptTurn {
  const [, seat, said] = /^([a-z]+): (.*)$/u.exec(text) ?? [];
  if (seat === undefined || said === undefined || !seats.includes(seat))
    throw new Error(`${id}: "${text}" does not start with "host: " or "guest: "`);
  const parts = said.split(new RegExp(tag, "u"));
  const segments: Segment[] = [];
  for (let place = 0; place < parts.length; place += 3) {
    const [act, field] = place === 0 ? [undefined, undefined] : [parts[place - 2], parts[place - 1]];
    const words = (parts[place] ?? "").trim();
    if (words === "") continue;
    if (field !== undefined && !isField(field)) throw new Error(`${id}: "${text}" has no field "${field}"`);
    const deed = { act: (act ?? "").replace("!", ""), field };
    segments.push({ ...deed, line: readLine(words, deedName(deed)), kept: act?.endsWith("!") ?? true });
  }
  return { seat, segments };
}

/** The slots of a segment that stays as it is. */
export function fixedSlots({ act, line }: Segment): Slot[] {
  if (act !== "" || line === undefined) return [];
  return line.pieces.flat(2).filter((part) => typeof part !== "string");
}
