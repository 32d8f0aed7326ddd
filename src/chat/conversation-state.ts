import type { Scene } from "../dialogue/scene.ts";
import { otherSeat, type Seat, type Seats } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";
import type { SaidWord } from "../store/columns.ts";
import type { StoredConversation, StoredTurn } from "../store/conversations.ts";
import type { RatingsOfConversation } from "../store/ratings.ts";
import type { SideName } from "./protocol.ts";

/** After so many turns with one agent a dialogue is over, whatever is said: memory is finite. */
const longestDialogue = 60;

/** What is being answered right now. */
export interface Speaking {
  readonly exchange: number;
  /** The person's message in spaced form; none where the agents open. */
  readonly said: string | undefined;
  readonly words: ReadonlyMap<SideName, readonly SaidWord[]>;
}

/** A person's talk with the agents of a run, as it stands. */
export interface ConversationState {
  readonly stored: StoredConversation;
  readonly person: Seat;
  readonly sides: readonly SideName[];
  /** Of both sides. */
  readonly turns: readonly StoredTurn[];
  readonly ratings: RatingsOfConversation;
  readonly speaking: Speaking | undefined;
}

/** The dialogue with one agent, the scene's opening included. */
export function dialogueOf({ stored, turns }: ConversationState, side: SideName): readonly Turn[] {
  return [...stored.scene.opening, ...turns.filter((stored) => stored.side === side).map(({ turn }) => turn)];
}

export function isOver(state: ConversationState, side: SideName): boolean {
  const ofSide = state.turns.filter((turn) => turn.side === side);
  return ofSide.some((turn) => turn.ends) || ofSide.length >= longestDialogue;
}

export function openSides(state: ConversationState): readonly SideName[] {
  return state.sides.filter((side) => !isOver(state, side));
}

/** The number of the next message. */
export function nextExchange({ turns }: ConversationState): number {
  return turns.reduce((next, turn) => Math.max(next, turn.exchange + 1), 0);
}

/** Whether the agents have the first word of a talk in which nothing was said but the scene's opening. */
export function agentsOpen(
  scene: Scene,
  { seats, opens, person }: { seats: Seats; opens: Seat; person: Seat },
): boolean {
  const last = scene.opening.at(-1);
  return (last ? otherSeat(seats, last.seat) : opens) !== person;
}
