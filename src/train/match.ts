import { Mind } from "../agent/mind.ts";
import { type Stream, streamFrom } from "../agent/stream.ts";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Scene } from "../dialogue/scene.ts";
import { otherSeat, type Seat } from "../dialogue/seat.ts";
import type { Speaker } from "../dialogue/speaker.ts";
import { converse, type Stage } from "./converse.ts";

/** Dialogues that two speakers hold in lockstep, one in each scene. */
export interface Match<Who = Speaker> {
  readonly scenes: readonly Scene[];
  readonly stage: Stage;
  /** Where `speaker` sits; its partner sits across. */
  readonly seat: Seat;
  readonly speaker: Who;
  readonly partner: Who;
  /** The speakers' own random streams, one a scene. */
  readonly keys: readonly number[];
  readonly partnerKeys: readonly number[];
}

/** A dialogue of a match. */
export interface Played {
  readonly dialogue: Dialogue;
  /** How the speaker lived it, where it is an agent. */
  readonly stream?: Stream;
  /** What the speaker had in mind before each turn that it spoke, where it is an agent. [own turns][H] */
  readonly states?: readonly Float32Array[];
}

export async function play(match: Match): Promise<Played[]> {
  const { scenes, stage, seat, speaker, partner, keys, partnerKeys } = match;
  const across = otherSeat(stage.seats, seat);
  const [own, other] = [speaker.join(scenes, seat, keys), partner.join(scenes, across, partnerKeys)];
  try {
    const participants = new Map([
      [seat, own],
      [across, other],
    ]);
    const dialogues = await converse(scenes, participants, stage);
    const [streams, turnStates] = own instanceof Mind ? [own.views.map(streamFrom), own.turnStates] : [[], []];
    return dialogues.map((dialogue, row) => {
      const [stream, states] = [streams[row], turnStates[row]];
      return { dialogue, ...(stream && { stream }), ...(states && { states }) };
    });
  } finally {
    own.dispose();
    other.dispose();
  }
}
