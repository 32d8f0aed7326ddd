import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Facts } from "../dialogue/fact.ts";
import type { Seat } from "../dialogue/seat.ts";
import { otherSeat } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";
import type { Corpus } from "../text/corpus.ts";

/** A transcript's dialogues with their speakers in the seats of `corpus`: by name, else whoever opens takes the seat that opens. */
export function seatedLike(
  corpus: Corpus,
  transcript: Corpus,
): { readonly dialogues: readonly Dialogue[]; readonly note: string | undefined } {
  if (corpus.seats.every((seat) => transcript.seats.includes(seat)))
    return { dialogues: transcript.dialogues, note: undefined };
  const opener = transcript.opens;
  const other = otherSeat(transcript.seats, opener);
  const seats = new Map([
    [opener, corpus.opens],
    [other, otherSeat(corpus.seats, corpus.opens)],
  ]);
  const note = `"${opener}" is taken for the ${seats.get(opener)}, "${other}" for the ${seats.get(other)}`;
  return { dialogues: transcript.dialogues.map((dialogue) => reseated(dialogue, seats)), note };
}

function reseated(dialogue: Dialogue, seats: ReadonlyMap<Seat, Seat>): Dialogue {
  const facts = (known: Facts): Facts => new Map([...known].map(([seat, own]) => [seats.get(seat) ?? seat, own]));
  const turn = (said: Turn): Turn => ({
    ...said,
    seat: seats.get(said.seat) ?? said.seat,
    ...(said.gives && { gives: facts(said.gives) }),
    ...(said.takes && { takes: facts(said.takes) }),
  });
  const { scene, turns } = dialogue;
  return {
    ...dialogue,
    scene: { ...scene, facts: facts(scene.facts), opening: scene.opening.map(turn) },
    turns: turns.map(turn),
  };
}
