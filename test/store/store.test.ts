import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Scene } from "../../src/dialogue/scene.ts";
import {
  addConversation,
  addTurn,
  latestConversation,
  type StoredTurn,
  turnsOf,
} from "../../src/store/conversations.ts";
import { preferReply, rateTurn, ratingsOf, ratingSummary } from "../../src/store/ratings.ts";
import { listRuns, recordRun, recordVerdict } from "../../src/store/runs.ts";
import { openStore, type Store } from "../../src/store/store.ts";

let folder: string;
let file: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "duologue-store-"));
  file = join(folder, "runs", "duologue.db");
  store = await openStore(file);
});

afterEach(async () => {
  await store.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const scene: Scene = {
  id: "7",
  facts: new Map([
    ["barista", [{ field: "price", words: "flat white four" }]],
    // Words from users must not meet an object's own names.
    ["__proto__", [{ field: "constructor", words: "toString" }]],
  ]),
  opening: [
    {
      seat: "barista",
      text: "hi .",
      gives: new Map([["barista", [{ field: "till", words: "open" }]]]),
      takes: new Map(),
    },
  ],
};

function agentTurn(id: string, position: number, text: string): StoredTurn {
  return {
    id,
    side: "after",
    position,
    exchange: 0,
    turn: { seat: "barista", text, gives: new Map(), takes: new Map() },
    words: [{ word: text, logProb: -0.25, own: 0.5, repeated: 0.25, lookedUp: 0.25 }],
    ends: false,
  };
}

async function begin(session: string, id: string): Promise<void> {
  await recordRun(store, "cafe", "cafe");
  await addConversation(store, { id, session, run: "cafe", agentSeat: "barista", scene });
}

describe("the store", () => {
  it("gives back a conversation as it was, whatever its words are called", async () => {
    await begin("s", "c");
    expect(await latestConversation(store, "s", "cafe")).toEqual({
      id: "c",
      session: "s",
      run: "cafe",
      agentSeat: "barista",
      scene,
    });
  });

  it("gives back turns in the order in which they were said, with what the world did", async () => {
    await begin("s", "c");
    const last: StoredTurn = {
      ...agentTurn("t1", 1, "bye"),
      turn: {
        seat: "barista",
        text: "bye",
        gives: new Map([["customer", [{ field: "total", words: "four" }]]]),
        takes: new Map(),
        cut: true,
      },
      ends: true,
      outcome: { success: false, reasons: ["wrong total"] },
    };
    await addTurn(store, "c", last);
    await addTurn(store, "c", agentTurn("t0", 0, "hello"));
    expect(await turnsOf(store, "c")).toEqual([agentTurn("t0", 0, "hello"), last]);
  });

  it("refuses a second turn in the same place", async () => {
    await begin("s", "c");
    await addTurn(store, "c", agentTurn("t0", 0, "hello"));
    await expect(addTurn(store, "c", agentTurn("t1", 0, "hello again"))).rejects.toThrow(/UNIQUE/);
  });

  it("keeps sessions apart", async () => {
    await begin("s", "c");
    await begin("other", "d");
    expect((await latestConversation(store, "other", "cafe"))?.id).toBe("d");
    expect(await latestConversation(store, "third", "cafe")).toBeUndefined();
  });

  it("rates a turn once, however often the person changes their mind", async () => {
    await begin("s", "c");
    await addTurn(store, "c", agentTurn("t0", 0, "hello"));
    await rateTurn(store, "t0", "up");
    await rateTurn(store, "t0", "down");
    await preferReply(store, { conversation: "c", exchange: 0 }, "before");
    await preferReply(store, { conversation: "c", exchange: 0 }, "after");
    expect(await ratingSummary(store, "cafe")).toEqual({
      thumbs: [{ side: "after", up: 0, down: 1 }],
      preferences: { before: 0, after: 1, same: 0 },
    });
    await rateTurn(store, "t0", null);
    await preferReply(store, { conversation: "c", exchange: 0 }, null);
    expect(await ratingsOf(store, "c")).toEqual({ thumbs: new Map(), preferences: new Map() });
  });

  it("refuses to rate a turn that nobody said", async () => {
    await expect(rateTurn(store, "nowhere", "up")).rejects.toThrow(/FOREIGN KEY/);
  });

  it("lists a run once, with its verdict and how many talks it had", async () => {
    await begin("s", "c");
    await begin("s", "d");
    await recordVerdict(store, "cafe", "improved");
    expect(await listRuns(store)).toMatchObject([
      { name: "cafe", corpus: "cafe", verdict: "improved", conversations: 2 },
    ]);
  });

  it("lets a second reader see what was written, and is the same after it was closed", async () => {
    await begin("s", "c");
    const reader = await openStore(file);
    expect((await latestConversation(reader, "s", "cafe"))?.id).toBe("c");
    await reader.destroy();
    await store.destroy();
    store = await openStore(file);
    expect((await latestConversation(store, "s", "cafe"))?.id).toBe("c");
  });

  it("says which file is not a database and what to do about it", async () => {
    const broken = join(folder, "broken.db");
    writeFileSync(broken, "not a database ".repeat(100));
    await expect(openStore(broken)).rejects.toThrow(/broken\.db.*move the file away/s);
  });
});
