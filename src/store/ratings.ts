import type { Store } from "./store.ts";

export type Thumb = "up" | "down";
export type Preference = "before" | "after" | "same";

export interface RatingsOfConversation {
  readonly thumbs: ReadonlyMap<string, Thumb>;
  readonly preferences: ReadonlyMap<number, Preference>;
}

/** How often people liked which agent's turns, and which of two they preferred. */
export interface RatingSummary {
  readonly thumbs: readonly { readonly side: string; readonly up: number; readonly down: number }[];
  readonly preferences: Readonly<Record<Preference, number>>;
}

/** Rates a turn, anew or for the first time; `null` takes the rating back. */
export async function rateTurn(store: Store, turn: string, thumb: Thumb | null): Promise<void> {
  if (thumb === null) {
    await store.deleteFrom("thumbs").where("turn", "=", turn).execute();
    return;
  }
  const rated_at = new Date().toISOString();
  await store
    .insertInto("thumbs")
    .values({ turn, thumb, rated_at })
    .onConflict((conflict) => conflict.column("turn").doUpdateSet({ thumb, rated_at }))
    .execute();
}

/** Says which answer to a message was better; `null` takes it back. */
export async function preferReply(
  store: Store,
  { conversation, exchange }: { readonly conversation: string; readonly exchange: number },
  choice: Preference | null,
): Promise<void> {
  if (choice === null) {
    await store
      .deleteFrom("preferences")
      .where("conversation", "=", conversation)
      .where("exchange", "=", exchange)
      .execute();
    return;
  }
  const rated_at = new Date().toISOString();
  await store
    .insertInto("preferences")
    .values({ conversation, exchange, choice, rated_at })
    .onConflict((conflict) => conflict.columns(["conversation", "exchange"]).doUpdateSet({ choice, rated_at }))
    .execute();
}

export async function ratingsOf(store: Store, conversation: string): Promise<RatingsOfConversation> {
  const thumbs = await store
    .selectFrom("thumbs")
    .innerJoin("turns", "turns.id", "thumbs.turn")
    .select(["thumbs.turn", "thumbs.thumb"])
    .where("turns.conversation", "=", conversation)
    .execute();
  const preferences = await store
    .selectFrom("preferences")
    .select(["exchange", "choice"])
    .where("conversation", "=", conversation)
    .execute();
  return {
    thumbs: new Map(thumbs.map((row) => [row.turn, row.thumb])),
    preferences: new Map(preferences.map((row) => [row.exchange, row.choice])),
  };
}

export async function ratingSummary(store: Store, run: string): Promise<RatingSummary> {
  const thumbs = await store
    .selectFrom("thumbs")
    .innerJoin("turns", "turns.id", "thumbs.turn")
    .innerJoin("conversations", "conversations.id", "turns.conversation")
    .select(({ fn }) => ["turns.side", "thumbs.thumb", fn.countAll().as("count")])
    .where("conversations.run", "=", run)
    .groupBy(["turns.side", "thumbs.thumb"])
    .execute();
  const preferences = await store
    .selectFrom("preferences")
    .innerJoin("conversations", "conversations.id", "preferences.conversation")
    .select(({ fn }) => ["preferences.choice", fn.countAll().as("count")])
    .where("conversations.run", "=", run)
    .groupBy("preferences.choice")
    .execute();
  const thumbCount = (side: string, thumb: Thumb): number =>
    Number(thumbs.find((row) => row.side === side && row.thumb === thumb)?.count ?? 0);
  const choiceCount = (choice: Preference): number =>
    Number(preferences.find((row) => row.choice === choice)?.count ?? 0);
  return {
    thumbs: [...new Set(thumbs.map((row) => row.side))].map((side) => ({
      side,
      up: thumbCount(side, "up"),
      down: thumbCount(side, "down"),
    })),
    preferences: { before: choiceCount("before"), after: choiceCount("after"), same: choiceCount("same") },
  };
}
