import { rmSync } from "node:fs";
import { join } from "node:path";
import request from "supertest";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ChatServer } from "../../src/chat/server.ts";
import type { Conversation } from "../../src/chat/protocol.ts";
import { KioskRuns } from "./kiosk-run.ts";
import { serveKiosk, type ServerOptions } from "./kiosk-server.ts";
import { PageClient } from "./page-client.ts";

const runs = new KioskRuns();
const pages: PageClient[] = [];
let trained: string;
let server: ChatServer;

const serve = (run: string, options: Partial<ServerOptions> = {}): Promise<ChatServer> =>
  serveKiosk(runs, run, options);

function page(options?: ConstructorParameters<typeof PageClient>[1], url = server.url): PageClient {
  const client = new PageClient(url, options);
  pages.push(client);
  return client;
}

/** Begins a conversation that goes on with both agents: they may end one with their first turn, as badly trained as they are. */
async function begin(client: PageClient): Promise<Conversation> {
  const begun = new Set<string>();
  for (;;) {
    expect(await client.socket.emitWithAck("new-conversation", {})).toEqual({ ok: true });
    const talk = await client.hear("conversation", ({ id, waiting }) => !waiting && !begun.has(id));
    begun.add(talk.id);
    if (talk.exchanges[0]?.replies.every(({ over }) => !over)) return talk;
  }
}

beforeAll(async () => {
  trained = await runs.makeTrained("kiosk");
  server = await serve(trained);
  await server.ready;
}, 60_000);

afterEach(() => {
  for (const client of pages.splice(0)) client.close();
});

afterAll(async () => {
  await server.close();
  runs.remove();
});

describe("a conversation", () => {
  it("begins with both agents speaking, word by word, and what was streamed is what was said", async () => {
    const client = page();
    await client.hear("snapshot");
    expect(await client.socket.emitWithAck("new-conversation", {})).toEqual({ ok: true });
    const talk = await client.hear("conversation", ({ waiting }) => !waiting);
    expect(talk).toMatchObject({ person: "guest", agent: "clerk", exchanges: [{ said: null }] });
    expect(talk.exchanges[0]?.replies.map(({ side }) => side)).toEqual(["before", "after"]);
    for (const { side, words } of talk.exchanges[0]?.replies ?? []) {
      const streamed = client.heard("word").filter((word) => word.side === side);
      expect(streamed.length).toBeGreaterThan(0);
      expect(streamed.map(({ word }) => word.text).join("")).toBe(words.map(({ text }) => text).join(""));
      for (const { own, repeated, lookedUp } of words) expect(own + repeated + lookedUp).toBeCloseTo(1, 4);
    }
  });

  it("tells both agents the same, and the world hands each its own total", async () => {
    const client = page();
    await begin(client);
    expect(await client.socket.emitWithAck("say", { text: "  A TEA, please. " })).toEqual({ ok: true });
    const talk = await client.hear("conversation", ({ waiting, exchanges }) => !waiting && exchanges.length === 2);
    expect(talk.exchanges[1]?.said).toBe("A tea, please.");
    const given = [{ seat: "clerk", facts: [{ field: "total", words: "Two" }] }];
    expect(talk.exchanges[1]?.replies.map((reply) => reply.given)).toEqual([given, given]);
  });

  it("is the same when the page comes back, even to another server", async () => {
    const client = page();
    const { session } = await client.hear("snapshot");
    await begin(client);
    await client.socket.emitWithAck("say", { text: "hello" });
    const talk = await client.hear("conversation", ({ waiting, exchanges }) => !waiting && exchanges.length === 2);
    client.close();
    const again = page({ session });
    expect((await again.hear("snapshot")).conversation).toEqual(talk);

    const other = await serve(trained);
    try {
      const elsewhere = page({ session }, other.url);
      expect((await elsewhere.hear("snapshot")).conversation).toEqual(talk);
    } finally {
      await other.close();
    }
  });

  it("belongs to its session: another one has none", async () => {
    const client = page();
    await client.socket.emitWithAck("new-conversation", {});
    const stranger = page();
    expect((await stranger.hear("snapshot")).conversation).toBeNull();
    expect(stranger.heard("conversation")).toEqual([]);
  });

  it("goes on for several people at once", async () => {
    const clients = [page(), page(), page(), page()];
    const answers = await Promise.all(clients.map(({ socket }) => socket.emitWithAck("new-conversation", {})));
    expect(answers).toEqual(clients.map(() => ({ ok: true })));
    const talks = await Promise.all(clients.map((client) => client.hear("conversation", ({ waiting }) => !waiting)));
    expect(new Set(talks.map(({ id }) => id)).size).toBe(clients.length);
  });

  it("does not let a person speak while the agents do", async () => {
    const client = page();
    await begin(client);
    // In one breath: whoever waited for news of the first might find it answered.
    const say = (text: string): Promise<unknown> => client.socket.emitWithAck("say", { text });
    const [first, second] = await Promise.all([say("hello"), say("a tea")]);
    expect(first).toEqual({ ok: true });
    expect(second).toMatchObject({ ok: false, error: expect.stringContaining("still speaking") });
  });
});

describe("ratings", () => {
  it("are kept, shown again and counted", async () => {
    const client = page();
    const { session } = await client.hear("snapshot");
    await client.socket.emitWithAck("new-conversation", {});
    const talk = await client.hear("conversation", ({ waiting }) => !waiting);
    const turn = talk.exchanges[0]?.replies[1]?.turn ?? "";
    const before = await request(server.url).get("/api/ratings");
    expect(await client.socket.emitWithAck("rate", { turn, thumb: "up" })).toEqual({ ok: true });
    expect(await client.socket.emitWithAck("prefer", { exchange: 0, choice: "after" })).toEqual({ ok: true });
    client.close();
    const again = await page({ session }).hear("snapshot");
    expect(again.conversation?.exchanges[0]).toMatchObject({
      preferred: "after",
      replies: [{ thumb: null }, { thumb: "up" }],
    });
    const after = await request(server.url).get("/api/ratings");
    expect(after.body.preferences.after).toBe(before.body.preferences.after + 1);
  });

  it("are refused for a turn of somebody else", async () => {
    const client = page();
    await client.socket.emitWithAck("new-conversation", {});
    const talk = await client.hear("conversation", ({ waiting }) => !waiting);
    const stranger = page();
    await stranger.socket.emitWithAck("new-conversation", {});
    const answer = await stranger.socket.emitWithAck("rate", {
      turn: talk.exchanges[0]?.replies[0]?.turn ?? "",
      thumb: "up",
    });
    expect(answer).toMatchObject({ ok: false, error: expect.stringContaining("in this conversation") });
  });
});

describe("a page that sends nonsense", () => {
  it.each([
    ["say", { text: 5 }, /text/],
    ["say", { text: "" }, /text/],
    ["say", { text: "x".repeat(301) }, /text/],
    ["say", { text: "hi", extra: true }, /extra/],
    ["say", null, /expected object/],
    ["rate", { turn: "__proto__", thumb: "up" }, /turn/],
    ["prefer", { exchange: -1, choice: "after" }, /exchange/],
  ])("is told what is wrong with %s %j", async (name, payload, expected) => {
    const client = page();
    await client.hear("snapshot");
    const answer: unknown = await client.unruly.emitWithAck(name, payload);
    expect(answer).toMatchObject({ ok: false, error: expect.stringMatching(expected) });
  });

  it("cannot end the server by leaving out the acknowledgement", async () => {
    const client = page();
    await client.hear("snapshot");
    client.unruly.emit("say", { text: 5 });
    expect(await client.socket.emitWithAck("new-conversation", {})).toEqual({ ok: true });
  });

  it("is not let in with a session that is none", async () => {
    expect(await page({ session: "1 or 1=1" }).refusal()).toMatch(/session/);
  });

  it("is not let in from another site", async () => {
    expect(await page({ origin: "https://elsewhere.example" }).refusal()).toMatch(/error/);
  });

  it("is asked to wait when it sends too much", async () => {
    const strict = await serve(trained, { eventsPerMinute: 2 });
    try {
      const client = page({}, strict.url);
      await client.hear("snapshot");
      await client.socket.emitWithAck("prefer", { exchange: 0, choice: null });
      await client.socket.emitWithAck("prefer", { exchange: 0, choice: null });
      const answer = await client.socket.emitWithAck("prefer", { exchange: 0, choice: null });
      expect(answer).toMatchObject({ ok: false, error: expect.stringContaining("more than 2 messages") });
    } finally {
      await strict.close();
    }
  });
});

describe("a run in training", () => {
  it("can be spoken to as soon as its first agent is there, and to the second once that is", async () => {
    const run = runs.make("young");
    const young = await serve(run);
    try {
      const client = page({}, young.url);
      expect(await client.hear("snapshot")).toMatchObject({ agents: [], conversation: null });
      const early = await client.socket.emitWithAck("new-conversation", {});
      expect(early).toMatchObject({ ok: false, error: expect.stringContaining("still learning") });
      await runs.train(join(run, "reference"), 2);
      await client.hear("agents", (agents) => agents.join() === "before");
      await client.socket.emitWithAck("new-conversation", {});
      const talk = await client.hear("conversation", ({ waiting }) => !waiting);
      expect(talk.exchanges[0]?.replies.map(({ side }) => side)).toEqual(["before"]);
      await runs.train(join(run, "learner"), 2);
      await client.hear("agents", (agents) => agents.join() === "before,after");
    } finally {
      await young.close();
    }
  });

  it("shows each report to the pages that are there and all of them to one that comes later", async () => {
    const client = page();
    await client.hear("snapshot");
    server.setTraining("running");
    const report = {
      stage: "reinforce",
      step: 3,
      steps: 10,
      secondsLeft: 60,
      reward: 0.25,
      rules: { __proto__: 1, "on-topic": 0.5 },
    };
    server.report(report);
    server.report({ stage: "asleep" });
    expect(await client.hear("training")).toMatchObject({ step: 3, rules: { "on-topic": 0.5 } });
    const later = await page().hear("snapshot");
    expect(later.training).toMatchObject({ status: "running", curve: [{ step: 3, reward: 0.25 }] });
    expect(client.heard("training")).toHaveLength(1);
  });

  it("says what is wrong with a checkpoint, and keeps the conversation as it was", async () => {
    const run = runs.make("torn");
    await runs.train(join(run, "reference"), 1);
    await runs.train(join(run, "learner"), 1);
    rmSync(join(run, "learner", "model.safetensors"));
    const torn = await serve(run);
    try {
      const client = page({}, torn.url);
      await client.hear("snapshot");
      const answer = await client.socket.emitWithAck("new-conversation", {});
      expect(answer).toMatchObject({ ok: false, error: expect.stringMatching(/model\.safetensors.*missing/) });
      expect((await client.hear("conversation", ({ waiting }) => !waiting)).exchanges).toEqual([]);
    } finally {
      await torn.close();
    }
  });
});
