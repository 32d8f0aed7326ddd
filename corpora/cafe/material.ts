import { readdirSync, readFileSync } from "node:fs";
import type { Seat } from "../../src/dialogue/seat.ts";

/** A hand-written piece of a turn that does one thing, in spaced form, with `{slots}`. */
export interface Line {
  readonly text: string;
  readonly slots: readonly string[];
  /** Only for guests in this mood, or staff of this tone; "plain" suits everyone. */
  readonly mood: string;
}

/** One act of a turn. A pinned one, `[act!]`, is never swapped for another. */
export interface Move {
  readonly act: string;
  readonly own?: Line;
  readonly pinned?: boolean;
  /** May be left out where the turn grows too long. */
  readonly optional?: boolean;
}

export interface PlannedTurn {
  readonly seat: Seat;
  readonly moves: readonly Move[];
}

/** A whole dialogue as it was written. */
export interface Script {
  readonly name: string;
  readonly mood: string;
  readonly tone: string;
  readonly turns: readonly PlannedTurn[];
  readonly acts: ReadonlySet<string>;
  /** Acts that stay as they are written. */
  readonly pinned: ReadonlySet<string>;
}

/** Ways to do an act, by "seat act" and then by mood. */
export type Pools = ReadonlyMap<string, ReadonlyMap<string, readonly Line[]>>;

export interface Material {
  readonly scripts: readonly Script[];
  /** Whole dialogues that only the test split uses. */
  readonly heldOut: readonly Script[];
  readonly pools: Pools;
}

const folder = new URL("material/", import.meta.url);
const seats: ReadonlyMap<string, Seat> = new Map([
  ["b", "barista"],
  ["c", "customer"],
]);

/** "Hi, i'm Anna!" → "hi , i'm anna !" */
function spaced(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/([.,?!])/g, " $1 ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function line(text: string, mood: string): Line {
  return { text: spaced(text), slots: [...text.matchAll(/\{([a-z-]+)\}/g)].map(([, slot = ""]) => slot), mood };
}

function read(file: string): string[] {
  return readFileSync(new URL(file, folder), "utf8").split("\n");
}

function fail(file: string, index: number, found: string, expected: string): never {
  throw new Error(`corpora/cafe/material/${file}:${index + 1}: found "${found}"; expected ${expected}`);
}

/** `# act` opens a pool; each line below is one way to do it, `~mood` before it says whom it suits. */
function readPools(file: string, seat: Seat, pools: Map<string, Line[]>): void {
  let pool: Line[] | undefined;
  for (const [index, raw] of read(file).entries()) {
    const text = raw.trim();
    if (text === "" || text.startsWith("//")) continue;
    if (text.startsWith("# ")) {
      pool = [];
      pools.set(`${seat} ${text.slice(2)}`, pool);
      continue;
    }
    if (pool === undefined) fail(file, index, text, '"# act" before the first line');
    const [, mood = "plain", rest = ""] = /^(?:~(\w+) )?(.+)$/.exec(text) ?? [];
    pool.push(line(rest, mood));
  }
}

function readMoves(file: string, index: number, text: string, mood: string): Move[] {
  const moves = [...text.matchAll(/\[([a-z-]+\??)(!?)\] *([^[]+)/g)].map(
    ([, act = "", pin = "", words = ""]): Move => ({ act, own: line(words, mood), pinned: pin === "!" || act === "-" }),
  );
  return moves.length > 0 ? moves : fail(file, index, text, '"[act] words" after the seat');
}

/** `== name | mood of the guest | tone of the staff` opens a dialogue; below, `b` and `c` take turns. */
function readScripts(file: string): Script[] {
  const scripts: { name: string; mood: string; tone: string; turns: PlannedTurn[] }[] = [];
  for (const [index, raw] of read(file).entries()) {
    const text = raw.trim();
    if (text === "" || text.startsWith("//")) continue;
    if (text.startsWith("== ")) {
      const [name = "", mood = "plain", tone = "plain"] = text
        .slice(3)
        .split("|")
        .map((part) => part.trim());
      scripts.push({ name, mood, tone, turns: [] });
      continue;
    }
    const script = scripts.at(-1);
    const seat = seats.get(text[0] ?? "");
    if (script === undefined || seat === undefined || text[1] !== " ") fail(file, index, text, '"b …" or "c …"');
    if (script.turns.at(-1)?.seat === seat) fail(file, index, text, "the other seat to speak");
    const mood = seat === "customer" ? script.mood : script.tone;
    script.turns.push({ seat, moves: readMoves(file, index, text.slice(2), mood) });
  }
  return scripts.map((script) => {
    const moves = script.turns.flatMap((turn) => turn.moves);
    const pinned = moves.filter((move) => move.pinned === true);
    return { ...script, acts: new Set(moves.map(({ act }) => act)), pinned: new Set(pinned.map(({ act }) => act)) };
  });
}

function byMood(lines: readonly Line[]): ReadonlyMap<string, readonly Line[]> {
  const moods = [...new Set(lines.map(({ mood }) => mood))];
  return new Map(moods.map((mood) => [mood, lines.filter((each) => each.mood === mood)]));
}

let loaded: Material | undefined;

/** All that was written by hand; read once. */
export function material(): Material {
  if (loaded !== undefined) return loaded;
  const pools = new Map<string, Line[]>();
  readPools("barista.txt", "barista", pools);
  readPools("customer.txt", "customer", pools);
  const files = readdirSync(folder)
    .filter((file) => file.startsWith("dialogues-"))
    .sort();
  const scripts = files.filter((file) => file !== "dialogues-test.txt").flatMap(readScripts);
  const heldOut = files.includes("dialogues-test.txt") ? readScripts("dialogues-test.txt") : [];
  loaded = { scripts, heldOut, pools: new Map([...pools].map(([key, lines]) => [key, byMood(lines)])) };
  return loaded;
}
