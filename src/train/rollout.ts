import { at } from "../at.ts";
import type { Agent } from "../agent/agent.ts";
import type { Stream } from "../agent/stream.ts";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Scene } from "../dialogue/scene.ts";
import type { Seat } from "../dialogue/seat.ts";
import { type Random, streamKey } from "../rng.ts";
import type { Stage } from "./converse.ts";
import type { Crew } from "./crew/crew.ts";
import type { Match } from "./match.ts";

/** A dialogue that the learner took part in, and how it lived it. */
export interface Rollout {
  readonly dialogue: Dialogue;
  readonly seat: Seat;
  /** Rollouts of one scene, partner and opening have one group. */
  readonly group: number;
  /** Its partner was the learner too. */
  readonly withItself: boolean;
  readonly stream: Stream;
  /** What the learner had in mind before each of its turns. [own turns][H] */
  readonly states: readonly Float32Array[];
}

export interface RolloutOptions {
  readonly stage: Stage;
  /** Dialogues of one scene. */
  readonly rollouts: number;
  readonly partner: (random: Random) => Agent;
  readonly random: Random;
  readonly crew: Crew;
}

/** A match of one or more groups. */
export interface GroupMatch {
  readonly match: Match<Agent>;
  /** The group of each row. */
  readonly groups: readonly number[];
}

/** Dialogues in lockstep: as quick, each, as twice as many, and few enough for every thread to have some. */
const lockstep = 16;

/** All matches of a step: the learner takes the first seat in half of the scenes and the second in the others. */
export function groupMatches(
  learner: Agent,
  scenes: readonly Scene[],
  { stage, rollouts, partner, random }: Omit<RolloutOptions, "crew">,
): GroupMatch[] {
  const groupsTogether = Math.max(1, Math.floor(lockstep / rollouts));
  return stage.seats.flatMap((seat, half) => {
    const own = [...scenes.keys()].filter((group) => group % 2 === half);
    const across = partner(random.fork("partner", half));
    return chunks(own, groupsTogether).map((some): GroupMatch => {
      const rows = some.flatMap((group) => Array.from({ length: rollouts }, (_, k) => ({ group, k })));
      const keys = (who: string): number[] =>
        rows.map(({ group, k }) => streamKey(random.fork(who, group, k).below(2 ** 31)));
      const match = {
        scenes: rows.map(({ group }) => at(scenes, group)),
        stage,
        seat,
        speaker: learner,
        partner: across,
        keys: keys("learner"),
        partnerKeys: keys("partner"),
      };
      return { match, groups: rows.map(({ group }) => group) };
    });
  });
}

/** The rollouts of every match as they come in. */
export function startRollouts(
  learner: Agent,
  scenes: readonly Scene[],
  { crew, ...options }: RolloutOptions,
): Promise<Rollout[]>[] {
  return groupMatches(learner, scenes, options).map(async ({ match, groups }) => {
    const played = await crew.play(match);
    return played.map(({ dialogue, stream, states }, row): Rollout => {
      if (stream === undefined || states === undefined)
        throw new RangeError(`rollout ${row} of ${groups.length} came back without its stream`);
      const withItself = match.partner === learner;
      return { dialogue, seat: match.seat, group: at(groups, row), withItself, stream, states };
    });
  });
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
