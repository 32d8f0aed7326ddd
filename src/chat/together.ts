import type { Agent } from "../agent/agent.ts";
import type { AgentUtterance, SpokenWord } from "../agent/mind.ts";
import { toPeople } from "../agent/to-people.ts";
import type { Scene } from "../dialogue/scene.ts";
import type { Seat } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";
import { closed } from "../text/closed.ts";

/** A dialogue in which the agent is to speak next. */
export interface Waiting {
  readonly scene: Scene;
  readonly turns: readonly Turn[];
  /** The random stream of this turn (src/rng.ts). */
  readonly key: number;
  readonly onWord: (word: SpokenWord) => void;
}

/**
 * The agent's next turn in each of `waiting`, spoken in one batch. It hears every dialogue from its beginning: people
 * come, go and write at their own pace, so no batch has the same rows as the one before.
 */
export async function speakTogether(
  agent: Agent,
  seat: Seat,
  waiting: readonly Waiting[],
  maxWords: number,
): Promise<readonly AgentUtterance[]> {
  const scenes = waiting.map(({ scene }) => scene);
  const keys = waiting.map(({ key }) => key);
  const speaking = toPeople(agent).join(scenes, seat, keys);
  const heard = (turn: Turn): Turn =>
    turn.seat === seat ? turn : { ...turn, text: closed(turn.text, agent.vocabulary) };
  for (const turns of inLockstep(waiting.map((each) => each.turns.map(heard)))) await speaking.listen(turns);
  const said = await speaking.speak([...waiting.keys()], { maxWords, withWords: true });
  said.forEach(({ spoken }, row) => spoken.forEach((word) => waiting[row]?.onWord(word)));
  return said;
}

/** Dialogues of unequal length, turn by turn, so that all come to their ends at once: a shorter one starts later. */
export function inLockstep(dialogues: readonly (readonly Turn[])[]): (Turn | null)[][] {
  const longest = Math.max(0, ...dialogues.map((turns) => turns.length));
  return Array.from({ length: longest }, (_, moment) =>
    dialogues.map((turns) => turns[moment - (longest - turns.length)] ?? null),
  );
}
