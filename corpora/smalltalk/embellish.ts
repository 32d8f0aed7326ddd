import type { Scene } from "../../src/dialogue/scene.ts";
import { otherSeat } from "../../src/dialogue/seat.ts";
import type { Random } from "../../src/rng.ts";
import type { Material, ScriptTurn, Segment } from "./material.ts";
import { seats } from "./personas.ts";

const longestDialogue = 14;

/** Turns with more to them than was written: a second question, a reason to leave, a change of subject, a prying one. */
export function embellish(
  written: readonly ScriptTurn[],
  scene: Scene,
  material: Material,
  random: Random,
): ScriptTurn[] {
  let turns = [...written];
  if (random.next() < 0.4) turns = withSecondQuestion(turns, scene, material, random);
  if (random.next() < 0.06) turns = withPrying(turns, random);
  if (random.next() < 0.35) turns = withReasonToLeave(turns, scene, material, random);
  if (random.next() < 0.25) turns = withChange(turns, random);
  if (random.next() < 0.08) turns = withoutLastGoodbye(turns);
  return turns;
}

function drawn(act: string, field?: string): Segment {
  return { act, field, line: undefined };
}

/** After "my dog is called rex .": "how old is rex ?", its answer, and only then the next topic. */
function withSecondQuestion(turns: ScriptTurn[], scene: Scene, { pairs }: Material, random: Random): ScriptTurn[] {
  if (turns.length + 2 > longestDialogue) return turns;
  const places = turns.flatMap((turn, place) => {
    const last = turn.segments.at(-1);
    const [react, next] = turns[place + 1]?.segments ?? [];
    const knows = scene.facts.get(turn.seat)?.some(({ field }) => field === last?.field) ?? false;
    const fits =
      last?.act === "tell" &&
      knows &&
      react?.act === "react" &&
      react.field === last.field &&
      next !== undefined &&
      asks(next);
    return fits && pairs.has(`more ${last.field ?? ""}`) ? [place] : [];
  });
  if (places.length === 0) return turns;
  const place = random.pick(places);
  const teller = turns[place];
  const asker = turns[place + 1];
  const [react, ...rest] = asker?.segments ?? [];
  if (teller === undefined || asker === undefined || react === undefined) return turns;
  return [
    ...turns.slice(0, place + 1),
    { seat: asker.seat, segments: [react, drawn("more", react.field)] },
    { seat: teller.seat, segments: [drawn("answer", react.field)] },
    { seat: asker.seat, segments: [drawn("ack"), ...rest] },
    ...turns.slice(place + 2),
  ];
}

function asks({ act }: Segment): boolean {
  return act === "ask" || act === "change";
}

/** A question that is nobody's business, and what one says to that; then the talk goes on. */
function withPrying(turns: ScriptTurn[], random: Random): ScriptTurn[] {
  if (turns.length + 2 > longestDialogue) return turns;
  const places = turns.flatMap(({ segments }, place) =>
    place > 1 && segments.length > 1 && segments[0]?.act === "react" && asks(segments[1] ?? drawn("")) ? [place] : [],
  );
  if (places.length === 0) return turns;
  const place = random.pick(places);
  const turn = turns[place];
  const [react, ...rest] = turn?.segments ?? [];
  if (turn === undefined || react === undefined) return turns;
  return [
    ...turns.slice(0, place),
    { seat: turn.seat, segments: [react, drawn("pry")] },
    { seat: otherSeat(seats, turn.seat), segments: [drawn("dodge")] },
    { seat: turn.seat, segments: [drawn("sorry"), ...rest] },
    ...turns.slice(place + 1),
  ];
}

function withReasonToLeave(turns: ScriptTurn[], scene: Scene, { lines }: Material, random: Random): ScriptTurn[] {
  const place = turns.findIndex(({ segments }) => segments.some(({ act }) => act === "bye"));
  const turn = turns[place];
  if (turn === undefined || turns.some(({ segments }) => segments.some(({ act }) => act === "leave"))) return turns;
  const known =
    scene.facts
      .get(turn.seat)
      ?.map(({ field }) => field)
      .filter((field) => lines.has(`leave ${field}`)) ?? [];
  if (known.length === 0) return turns;
  const at = turn.segments.findIndex(({ act }) => act === "bye");
  return turns.toSpliced(place, 1, {
    seat: turn.seat,
    segments: turn.segments.toSpliced(at, 1, drawn("leave", random.pick(known)), drawn("bye")),
  });
}

function withChange(turns: ScriptTurn[], random: Random): ScriptTurn[] {
  const places = turns.flatMap(({ segments }, place) => {
    const at = segments.findIndex(({ act }) => act === "ask");
    return place > 2 && at > 0 && !segments.some(({ act }) => act === "change") ? [place] : [];
  });
  if (places.length === 0) return turns;
  const place = random.pick(places);
  const turn = turns[place];
  if (turn === undefined) return turns;
  const at = turn.segments.findIndex(({ act }) => act === "ask");
  return turns.toSpliced(place, 1, { seat: turn.seat, segments: turn.segments.toSpliced(at, 0, drawn("change")) });
}

/** Some leave without waiting for an answer. */
function withoutLastGoodbye(turns: ScriptTurn[]): ScriptTurn[] {
  const ends = turns.at(-1)?.segments.every(({ act }) => act === "bye-back") ?? false;
  return ends && turns.length > 6 ? turns.slice(0, -1) : turns;
}
