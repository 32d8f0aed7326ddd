import { writeFileSync } from "node:fs";
import { join } from "node:path";
import request from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChatServer } from "../../src/chat/server.ts";
import { ServerError } from "../../src/errors.ts";
import { openStore } from "../../src/store/store.ts";
import { KioskRuns } from "./kiosk-run.ts";
import { serveKiosk } from "./kiosk-server.ts";
import { report } from "../web/training-record.ts";

const runs = new KioskRuns();
let trained: string;
let server: ChatServer;

beforeAll(async () => {
  trained = await runs.makeTrained("kiosk");
  server = await serveKiosk(runs, trained);
  await server.ready;
}, 60_000);

afterAll(async () => {
  await server.close();
  runs.remove();
});

describe("over HTTP", () => {
  it("tells how it is, and forbids everything that the page does not need", async () => {
    const response = await request(server.url).get("/api/health");
    expect(response.body).toMatchObject({ status: "ok", run: "kiosk", agents: ["before", "after"] });
    expect(response.headers["content-security-policy"]).toMatch(/default-src 'none'.*script-src 'self'/);
    expect(response.headers["x-powered-by"]).toBeUndefined();
  });

  it("gives the page, and plain answers for what is not there", async () => {
    expect((await request(server.url).get("/")).text).toContain("built for the tests");
    expect((await request(server.url).get("/api/none")).status).toBe(404);
    expect((await request(server.url).get("/assets/none.js")).status).toBe(404);
    expect((await request(server.url).get("/../package.json")).status).toBe(404);
    expect((await request(server.url).get("/api/report")).body.error).toContain("no report yet");
  });
});

describe("the runs", () => {
  it("have the verdict of a training that another command did", async () => {
    const run = await runs.makeTrained("judged");
    writeFileSync(join(run, "report.json"), JSON.stringify(report));
    const judged = await serveKiosk(runs, run);
    const { body } = await request(judged.url).get("/api/runs");
    expect(body).toContainEqual(expect.objectContaining({ name: "judged", verdict: report.verdict }));
    expect(body).toContainEqual(expect.objectContaining({ name: "kiosk", verdict: null }));
    await judged.close();
  });
});

describe("what keeps it from starting", () => {
  it("is told for a port in use, with the remedy", async () => {
    const port = Number(new URL(server.url).port);
    const error = await serveKiosk(runs, trained, { port }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ServerError);
    expect(String(error)).toMatch(new RegExp(`port ${port} on 127.0.0.1 is in use.*--port`));
  });

  it("is told for an address that is none of this machine's, with another remedy", async () => {
    // For documentation alone (RFC 5737).
    const error = await serveKiosk(runs, trained, { host: "192.0.2.1" }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ServerError);
    expect(String(error)).toMatch(/192\.0\.2\.1.*choose an address of this machine with --host/);
  });

  it("is told for a page that was not built", async () => {
    await expect(serveKiosk(runs, trained, { pageFolder: join(runs.folder, "nowhere") })).rejects.toThrow(
      /npm run build/,
    );
  });

  it("is told for a corpus that cannot be read", async () => {
    const lost = await serveKiosk(runs, trained, { corpus: "kiosk-that-is-not" });
    await expect(lost.ready).rejects.toThrow(/no corpus "kiosk-that-is-not"/);
    await lost.close();
  });

  it("leaves nothing open when it is closed", async () => {
    const short = await serveKiosk(runs, trained);
    await short.close();
    await expect(fetch(short.url)).rejects.toThrow("fetch failed");
    const store = await openStore(runs.database);
    await store.destroy();
  });
});
