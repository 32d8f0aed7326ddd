import type { Scene } from "../../src/dialogue/scene.ts";
import { type Seat, otherSeat } from "../../src/dialogue/seat.ts";
import type { Random } from "../../src/rng.ts";
import { fields } from "./fields.ts";
import { type Script, type ScriptTurn, fixedSlots } from "./material.ts";
import { type Casting, seats } from "./personas.ts";

/** One thing that a script talks about, and who tells something of it. */
export interface Topic {
  readonly field: string;
  readonly tellers: readonly Seat[];
  /** It cannot be exchanged for another: text without an act speaks of it. */
  readonly pinned: boolean;
}

/** The field that a dialogue talks about in place of each of its script's. */
export type TopicMap = ReadonlyMap<string, string>;

/** With these, strangers begin; the others want some talk before. */
const easy = new Set(["job", "home", "hometown", "hobby", "pet"]);

const telling = new Set(["tell", "leave", "answer"]);

export function topicsOf({ turns, casting, pins }: Script): Topic[] {
  const segments = turns.flatMap(({ seat, segments }) => segments.map((segment) => ({ seat, segment })));
  const named = new Set(segments.flatMap(({ segment }) => (segment.field === undefined ? [] : [segment.field])));
  const held = new Set([
    ...pins,
    ...casting.needs.map(({ field }) => field),
    ...casting.lacks.map(({ field }) => field),
    ...segments.flatMap(({ segment }) => (segment.kept === true && segment.field !== undefined ? [segment.field] : [])),
    ...segments.flatMap(({ segment }) => fixedSlots(segment).map(({ field }) => field)),
  ]);
  return [...new Set([...named, ...held])].map((field) => ({
    field,
    pinned: held.has(field),
    tellers: seats.filter((seat) =>
      segments.some(({ seat: speaker, segment }) => {
        const other = otherSeat(seats, speaker);
        if (segment.act === "")
          return fixedSlots(segment).some((slot) => slot.field === field && (slot.yours ? other : speaker) === seat);
        if (segment.field !== field) return false;
        return segment.act === "react" ? other === seat : telling.has(segment.act) && speaker === seat;
      }),
    ),
  }));
}

/** Whom a script can be played by: its pinned topics must be known to those who tell of them. */
export function castingOf(script: Script, topics: readonly Topic[]): Casting {
  const { needs, avoids, lacks } = script.casting;
  const pinned = topics.filter((topic) => topic.pinned);
  const more = pinned.flatMap(({ field, tellers }) =>
    tellers
      .filter((seat) => ![...needs, ...lacks].some((want) => want.seat === seat && want.field === field))
      .map((seat) => ({ seat, field })),
  );
  return { needs: [...needs, ...more], avoids, lacks };
}

/** Topics of `scene` for those of the script; `undefined` if these two have too little to talk about. */
export function mapTopics(
  topics: readonly Topic[],
  { avoids }: Casting,
  scene: Scene,
  random: Random,
): TopicMap | undefined {
  const knows = (seat: Seat, field: string): boolean =>
    scene.facts.get(seat)?.some((fact) => fact.field === field) ?? false;
  const map = new Map(topics.filter(({ pinned }) => pinned).map(({ field }) => [field, field]));
  const free = topics.filter(({ pinned }) => !pinned);
  for (const [place, { field, tellers }] of free.entries()) {
    const isOpen = (name: string): boolean =>
      ![...map.values()].includes(name) &&
      !avoids.includes(name) &&
      (name === field || (name !== "name" && (place > 0 || easy.has(name))));
    const lacking = (name: string): number => tellers.filter((seat) => !knows(seat, name)).length;
    const open = fields.map(({ name }) => name).filter(isOpen);
    const known = open.filter((name) => lacking(name) === 0);
    // Now and then somebody is asked for what they do not have.
    const half = open.filter((name) => lacking(name) === 1 && name !== "name" && tellers.length + place > 1);
    const choices = half.length > 0 && random.next() < 0.1 ? half : known;
    if (choices.length === 0) return undefined;
    map.set(field, choices.includes(field) && random.next() < 0.5 ? field : random.pick(choices));
  }
  return map;
}

/** The turns of `script` with each topic's place taken by the one that `map` has for it. */
export function turnsAbout({ turns }: Script, map: TopicMap): ScriptTurn[] {
  return turns.map(({ seat, segments }) => ({
    seat,
    segments: segments.map((segment) => {
      const field = segment.field === undefined ? undefined : (map.get(segment.field) ?? segment.field);
      return field === segment.field ? segment : { act: segment.act, field, line: undefined };
    }),
  }));
}
