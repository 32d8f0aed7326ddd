import type { Scene } from "../../src/dialogue/scene.ts";
import { type Seat, otherSeat } from "../../src/dialogue/seat.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import type { Random } from "../../src/rng.ts";
import type { Value } from "./fields.ts";
import type { Line } from "./lines.ts";
import { type Material, type Pair, type ScriptTurn, type Segment, deedName } from "./material.ts";
import type { Lapse } from "./lapses.ts";
import { seats } from "./personas.ts";
import { Talk, longestTurn } from "./talk.ts";

export interface Weaving {
  readonly turns: readonly ScriptTurn[];
  readonly moods: ReadonlyMap<Seat, string>;
  readonly lapse: Lapse | undefined;
  /** How often a segment stays as it was written. */
  readonly faithfulness: number;
}

/** The turns of a script, said by the two of `scene`; `undefined` where no line would fit. */
export function weave(weaving: Weaving, scene: Scene, material: Material, random: Random): Turn[] | undefined {
  const weaver = new Weaver(weaving, new Talk(scene, random), material, random);
  return weaving.turns.every((turn) => weaver.sayTurn(turn)) ? weaver.talk.turns : undefined;
}

/** What a segment does once it is known who has what to tell. */
interface Part {
  readonly deeds: readonly string[];
  readonly kinds: readonly string[];
  /** The speaker's value, where this says one. */
  readonly own?: { readonly field: string; readonly value: Value };
}

class Weaver {
  readonly talk: Talk;
  readonly #weaving: Weaving;
  readonly #material: Material;
  readonly #random: Random;
  #pair: Pair | undefined;

  constructor(weaving: Weaving, talk: Talk, material: Material, random: Random) {
    this.#weaving = weaving;
    this.talk = talk;
    this.#material = material;
    this.#random = random;
  }

  sayTurn({ seat, segments }: ScriptTurn): boolean {
    const parts: string[] = [];
    // Text that stays as it is needs its room first.
    let reserved = segments.reduce((sum, segment) => sum + room(segment), 0);
    for (const segment of segments) {
      reserved -= room(segment);
      const said = this.#saySegment(segment, seat, parts, longestTurn - wordCount(parts.join(" ")) - reserved);
      if (said === undefined) {
        if (segment.act === "change" || (segment.act === "react" && segments.length > 1)) continue;
        return false;
      }
      parts.push(said);
    }
    if (parts.length === 0 || wordCount(parts.join(" ")) > longestTurn) return false;
    this.talk.endTurn(seat, parts);
    return true;
  }

  #saySegment(segment: Segment, seat: Seat, parts: readonly string[], room: number): string | undefined {
    const { act, field, line: written } = segment;
    if (act === "") return written && this.talk.say(written, seat);
    const part = this.#part(act, field, seat);
    const keeps = written !== undefined && part.deeds.includes(deedName(segment));
    const circumstances = new Set([
      ...part.kinds,
      ...(parts.length === 0 || act === "tell" || act === "none"
        ? this.#circumstances(seat)
        : [this.#weaving.moods.get(seat) ?? ""]),
    ]);
    const fits = (line: Line): boolean => line.only.every((need) => circumstances.has(need)) && !this.talk.isUsed(line);
    const attempt = (line: Line): string | undefined => {
      if (!fits(line)) return undefined;
      const text = this.talk.say(line, seat, part.own);
      return text === undefined || wordCount(text) > room || this.talk.echoes(text, parts) ? undefined : text;
    };
    if (keeps && segment.kept === true) {
      const text = this.talk.say(written, seat, part.own);
      return text === undefined ? undefined : this.#note(written, text, seat, part);
    }
    if (keeps && act !== "answer" && this.#random.next() < this.#weaving.faithfulness) {
      const text = attempt(written);
      if (text !== undefined) return this.#note(written, text, seat, part);
    }
    const lines = this.#lines(act, part.deeds);
    for (let tries = 0; tries < 40 && lines.length > 0; tries++) {
      const line = this.#random.pick(lines);
      const text = attempt(line);
      if (text === undefined) continue;
      if (act === "more") this.#pair = this.#pairs(part.deeds).find((pair) => pair.question === line);
      return this.#note(line, text, seat, part);
    }
    return undefined;
  }

  #note(line: Line, text: string, seat: Seat, { own, deeds }: Part): string {
    this.talk.use(line);
    if (own !== undefined) this.talk.voice(seat, own.field, own.value);
    const denied = deeds.find((one) => one.startsWith("none "))?.slice(5);
    if (denied !== undefined) this.talk.voice(seat, denied, null);
    return text;
  }

  /** A tell becomes a denial where there is nothing to tell, and a reaction follows what was really said. */
  #part(act: string, field: string | undefined, seat: Seat): Part {
    if (field === undefined) return { deeds: [act], kinds: [] };
    const { lapse } = this.#weaving;
    const lapses = lapse?.seat === seat && lapse.field === field ? lapse.kind : undefined;
    if (act === "tell" || act === "leave") {
      const fact = this.talk.fact(seat, field);
      const denies = act === "tell" && (fact === undefined || lapses === "deny");
      if (denies || fact === undefined) return { deeds: [`none ${field}`], kinds: [] };
      const slips = act === "tell" ? lapses === "misstate" : lapses === "flip";
      const value = slips ? this.talk.wrong(seat, field) : fact;
      return { deeds: [`${act} ${field}`], kinds: value.kinds, own: { field, value } };
    }
    if (act === "react" || act === "more" || act === "answer") {
      const owner = act === "answer" ? seat : otherSeat(seats, seat);
      const value = this.talk.voiced(owner, field);
      if (value === null && act === "react") return { deeds: ["react-none", `react-none ${field}`], kinds: [] };
      return { deeds: [`${act} ${field}`], kinds: value?.kinds ?? [] };
    }
    return { deeds: [`${act} ${field}`], kinds: [] };
  }

  #circumstances(seat: Seat): string[] {
    return [this.#weaving.moods.get(seat) ?? "", this.talk.question ?? ""];
  }

  #lines(act: string, deeds: readonly string[]): readonly Line[] {
    if (act === "answer") return this.#pair?.answers ?? [];
    if (act === "more") return this.#pairs(deeds).map(({ question }) => question);
    const [first = "", ...more] = deeds;
    const lines = this.#material.lines.get(first) ?? [];
    return more.length === 0 ? lines : [...lines, ...more.flatMap((one) => this.#material.lines.get(one) ?? [])];
  }

  #pairs(deeds: readonly string[]): readonly Pair[] {
    return deeds.flatMap((one) => this.#material.pairs.get(one) ?? []);
  }
}

/** Words to leave for what is still to be said in a turn, so that most of its lines fit. */
const usualRoom = new Map([
  ["leave", 8],
  ["bye", 7],
  ["tell", 7],
  ["ask", 6],
  ["more", 6],
]);

function room({ act, line, kept }: Segment): number {
  return line !== undefined && (act === "" || kept === true) ? wordCount(line.text) : (usualRoom.get(act) ?? 4);
}

function wordCount(text: string): number {
  let count = text === "" ? 0 : 1;
  for (let place = text.indexOf(" "); place >= 0; place = text.indexOf(" ", place + 1)) count++;
  return count;
}
