import type { Agent } from "../agent/agent.ts";
import { type Stream, streamFrom } from "../agent/stream.ts";
import type { View } from "../agent/view.ts";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Scene } from "../dialogue/scene.ts";
import { otherSeat, type Seat } from "../dialogue/seat.ts";
import type { Speaker } from "../dialogue/speaker.ts";
import { type Random, streamKey } from "../rng.ts";
import { converse, type Stage } from "./converse.ts";

/** A dialogue that the learner took part in, and how it lived it. */
export interface Rollout {
  readonly dialogue: Dialogue;
  readonly seat: Seat;
  /** Rollouts of one scene, partner and opening have one group. */
  readonly group: number;
  readonly stream: Stream;
}

export interface RolloutOptions {
  readonly stage: Stage;
  /** Dialogues of one scene. */
  readonly rollouts: number;
  readonly partner: (random: Random) => Speaker;
  readonly random: Random;
}

/** Groups of rollouts: the learner takes the first seat in half of the scenes and the second in the others. */
export async function rolloutGroups(
  learner: Agent,
  scenes: readonly Scene[],
  { stage, rollouts, partner, random }: RolloutOptions,
): Promise<Rollout[]> {
  const all: Rollout[] = [];
  for (const [half, seat] of stage.seats.entries()) {
    const groups = [...scenes.keys()].filter((group) => group % 2 === half);
    const rows = groups.flatMap((group) => Array.from({ length: rollouts }, (_, k) => ({ group, k })));
    if (rows.length === 0) continue;
    const played = rows.map(({ group }) => scenes[group] as Scene);
    const keys = (who: string): number[] =>
      rows.map(({ group, k }) => streamKey(random.fork(who, group, k).below(2 ** 31)));
    const other = partner(random.fork("partner", half));
    const [mind, across] = [
      learner.join(played, seat, keys("learner")),
      other.join(played, otherSeat(stage.seats, seat), keys("partner")),
    ];
    try {
      const participants = new Map([
        [seat, mind],
        [otherSeat(stage.seats, seat), across],
      ]);
      const dialogues = await converse(played, participants, stage);
      dialogues.forEach((dialogue, row) => {
        all.push({ dialogue, seat, group: rows[row]?.group ?? 0, stream: streamFrom(mind.views[row] as View) });
      });
    } finally {
      mind.dispose();
      across.dispose();
    }
  }
  return all;
}
