import type { Store } from "./store.ts";

export interface RunSummary {
  readonly name: string;
  readonly corpus: string;
  readonly openedAt: string;
  readonly verdict: string | null;
  readonly conversations: number;
}

/** A run that is served for the first time, or again. */
export async function recordRun(store: Store, name: string, corpus: string): Promise<void> {
  await store
    .insertInto("runs")
    .values({ name, corpus, opened_at: new Date().toISOString(), verdict: null })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ corpus }))
    .execute();
}

export async function recordVerdict(store: Store, name: string, verdict: string): Promise<void> {
  await store.updateTable("runs").set({ verdict }).where("name", "=", name).execute();
}

export async function listRuns(store: Store): Promise<readonly RunSummary[]> {
  const rows = await store
    .selectFrom("runs")
    .leftJoin("conversations", "conversations.run", "runs.name")
    .select(({ fn }) => [
      "runs.name",
      "runs.corpus",
      "runs.opened_at",
      "runs.verdict",
      fn.count("conversations.id").as("talks"),
    ])
    .groupBy(["runs.name", "runs.corpus", "runs.opened_at", "runs.verdict"])
    .orderBy("runs.opened_at")
    .execute();
  return rows.map((row) => ({
    name: row.name,
    corpus: row.corpus,
    openedAt: row.opened_at,
    verdict: row.verdict,
    conversations: Number(row.talks),
  }));
}
