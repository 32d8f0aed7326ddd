import type { Selectable } from "kysely";
import type { Outcome } from "../dialogue/dialogue.ts";
import type { Scene } from "../dialogue/scene.ts";
import type { Seat } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";
import {
  factsFromColumn,
  factsToColumn,
  outcomeFromColumn,
  outcomeToColumn,
  type SaidWord,
  sceneFromColumn,
  sceneToColumn,
  wordsFromColumn,
} from "./columns.ts";
import type { Store } from "./store.ts";
import type { TurnRow } from "./tables.ts";

/** A person's talk with a run's agents, each agent on its own side. */
export interface StoredConversation {
  readonly id: string;
  /** Whose browser it is in. */
  readonly session: string;
  readonly run: string;
  readonly agentSeat: Seat;
  readonly scene: Scene;
}

export interface StoredTurn {
  readonly id: string;
  readonly side: string;
  /** Its place among the turns of its side, from 0. */
  readonly position: number;
  /** Which message it is, or answers. */
  readonly exchange: number;
  readonly turn: Turn;
  /** Empty for a person's turn. */
  readonly words: readonly SaidWord[];
  /** The speaker ended the dialogue. */
  readonly ends: boolean;
  readonly outcome?: Outcome;
}

export async function addConversation(store: Store, conversation: StoredConversation): Promise<void> {
  const { id, session, run, agentSeat, scene } = conversation;
  await store
    .insertInto("conversations")
    .values({
      id,
      session,
      run,
      agent_seat: agentSeat,
      scene: sceneToColumn(scene),
      started_at: new Date().toISOString(),
    })
    .execute();
}

export async function addTurn(store: Store, conversation: string, stored: StoredTurn): Promise<void> {
  const { turn } = stored;
  await store
    .insertInto("turns")
    .values({
      id: stored.id,
      conversation,
      side: stored.side,
      position: stored.position,
      exchange: stored.exchange,
      seat: turn.seat,
      text: turn.text,
      words: JSON.stringify(stored.words),
      gives: factsToColumn(turn.gives),
      takes: factsToColumn(turn.takes),
      cut: turn.cut ? 1 : 0,
      ends: stored.ends ? 1 : 0,
      outcome: outcomeToColumn(stored.outcome),
      said_at: new Date().toISOString(),
    })
    .execute();
}

/** The conversation that a session last began with a run. */
export async function latestConversation(
  store: Store,
  session: string,
  run: string,
): Promise<StoredConversation | undefined> {
  const row = await store
    .selectFrom("conversations")
    .selectAll()
    .where("session", "=", session)
    .where("run", "=", run)
    .orderBy("started_at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  return { id: row.id, session, run, agentSeat: row.agent_seat, scene: sceneFromColumn(row.scene) };
}

/** Every turn of a conversation, side by side, each side in order. */
export async function turnsOf(store: Store, conversation: string): Promise<readonly StoredTurn[]> {
  const rows = await store
    .selectFrom("turns")
    .selectAll()
    .where("conversation", "=", conversation)
    .orderBy("side")
    .orderBy("position")
    .execute();
  return rows.map(storedTurn);
}

function storedTurn(row: Selectable<TurnRow>): StoredTurn {
  const outcome = outcomeFromColumn(row.outcome);
  return {
    id: row.id,
    side: row.side,
    position: row.position,
    exchange: row.exchange,
    turn: {
      seat: row.seat,
      text: row.text,
      gives: factsFromColumn(row.gives),
      takes: factsFromColumn(row.takes),
      ...(row.cut === 1 && { cut: true }),
    },
    words: wordsFromColumn(row.words),
    ends: row.ends === 1,
    ...(outcome && { outcome }),
  };
}
