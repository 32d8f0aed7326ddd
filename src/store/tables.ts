/** Rows as they lie in the database. Ids are UUIDs, times are ISO 8601 in UTC, what has parts is JSON. */
export interface RunRow {
  readonly name: string;
  readonly corpus: string;
  readonly opened_at: string;
  readonly verdict: string | null;
}

export interface ConversationRow {
  readonly id: string;
  readonly session: string;
  readonly run: string;
  /** The agents' seat; the person has the other one. */
  readonly agent_seat: string;
  readonly scene: string;
  readonly started_at: string;
}

export interface TurnRow {
  readonly id: string;
  readonly conversation: string;
  /** Which agent the dialogue is with; the person's turn stands once for each. */
  readonly side: string;
  readonly position: number;
  readonly exchange: number;
  readonly seat: string;
  readonly text: string;
  readonly words: string;
  readonly gives: string;
  readonly takes: string;
  readonly cut: number;
  /** The speaker ended the dialogue. */
  readonly ends: number;
  /** How the dialogue came out, where it ended with this turn and the world settles it. */
  readonly outcome: string | null;
  readonly said_at: string;
}

export interface ThumbRow {
  readonly turn: string;
  readonly thumb: "up" | "down";
  readonly rated_at: string;
}

export interface PreferenceRow {
  readonly conversation: string;
  readonly exchange: number;
  readonly choice: "before" | "after" | "same";
  readonly rated_at: string;
}

export interface Tables {
  readonly runs: RunRow;
  readonly conversations: ConversationRow;
  readonly turns: TurnRow;
  readonly thumbs: ThumbRow;
  readonly preferences: PreferenceRow;
}
