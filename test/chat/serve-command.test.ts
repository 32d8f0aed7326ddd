import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { newProgram, runProgram } from "../../src/commands/program.ts";
import { addServeCommand } from "../../src/commands/serve.ts";
import { addStartCommand } from "../../src/commands/start.ts";
import { packageRoot } from "../../src/package-root.ts";
import { execArgv } from "../../src/spawn.ts";
import { kioskCorpus, KioskRuns } from "./kiosk-run.ts";
import { PageClient } from "./page-client.ts";

const runs = new KioskRuns();
const main = join(packageRoot, "src", "main.ts");
const started: ChildProcess[] = [];

interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly errors: string }>;
  /** The first line on stdout. */
  readonly line: Promise<string>;
  /** All of stdout so far. */
  output(): string;
}

function duologue(...args: readonly string[]): Program {
  const env = { ...process.env, PORT: "", HOST: "" };
  const child = spawn(process.execPath, [...execArgv(`file://${main}`), main, ...args], { cwd: runs.folder, env });
  started.push(child);
  let errors = "";
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const line = new Promise<string>((resolve, reject) => {
    child.on("exit", () => reject(new Error(`it ended before it said anything: ${errors}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("\n")) resolve(output.slice(0, output.indexOf("\n")));
    });
  });
  // Whoever waits for the line hears of it; who does not is told by `ended`.
  line.catch(() => {});
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) => {
    child.on("exit", (code) => resolve({ code, errors }));
  });
  return { child, ended, line, output: () => output };
}

/** Runs a command here, which is quicker where it is to fail before it serves anything. */
async function inProcess(...args: readonly string[]): Promise<{ exitCode: number; errors: string[] }> {
  const errors: string[] = [];
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((text) => errors.push(String(text)) > 0);
  try {
    const program = newProgram();
    addServeCommand(program);
    addStartCommand(program);
    return { exitCode: await runProgram(program, args), errors };
  } finally {
    stderr.mockRestore();
  }
}

const Place = z.strictObject({ url: z.url(), run: z.string() });

beforeAll(async () => {
  await runs.makeTrained(join("runs", "kiosk"));
  process.chdir(runs.folder);
}, 60_000);

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

afterAll(() => {
  process.chdir(packageRoot);
  runs.remove();
});

describe("duologue serve", () => {
  it("serves the run that was begun last, says where, and ends well at Ctrl-C", async () => {
    const program = duologue("serve", "--port", "0", "--json");
    const { url, run } = Place.parse(JSON.parse(await program.line));
    expect(run).toBe("kiosk");
    const client = new PageClient(url);
    expect(await client.hear("snapshot")).toMatchObject({ run: "kiosk", agents: ["before", "after"] });
    expect(await client.socket.emitWithAck("new-conversation", {})).toEqual({ ok: true });
    client.close();
    const asked = Date.now();
    program.child.kill("SIGINT");
    expect((await program.ended).code).toBe(0);
    expect(Date.now() - asked).toBeLessThan(10_000);
  }, 60_000);

  it.each([
    [["serve", "cafee"], 2, /no run in .*cafee.*duologue train/],
    [["serve", "kiosk", "--port", "http"], 2, /--port is "http"/],
    [["start", "--corpus", "cafee"], 2, /no corpus "cafee"/],
    [["start", "--corpus", "cafe", "--run", "kiosk"], 2, /learns from the corpus .*kiosk/],
  ])("%j exits with %i and one clear message", async (args, code, message) => {
    const { exitCode, errors } = await inProcess(...args);
    expect(exitCode).toBe(code);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(message);
  });

  it("and start exit with 1 where a checkpoint is truncated, before anybody speaks to it", async () => {
    const run = await runs.makeTrained(join("runs", "damaged"));
    await truncate(join(run, "learner", "model.safetensors"), 100);
    for (const command of [
      ["serve", "damaged"],
      ["start", "--corpus", kioskCorpus, "--run", "damaged"],
    ]) {
      const { exitCode, errors } = await inProcess(...command, "--port", "0");
      expect(exitCode).toBe(1);
      expect(errors).toEqual([expect.stringMatching(/learner.model\.safetensors: truncated or changed/)]);
    }
    await rm(run, { recursive: true });
  }, 60_000);

  it("exits with 1 where the port is in use, and says which", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = z.object({ port: z.int() }).parse(other.address());
    const { exitCode, errors } = await inProcess("serve", "--port", String(port));
    other.close();
    expect(exitCode).toBe(1);
    expect(errors).toEqual([expect.stringContaining(`port ${port} on 127.0.0.1 is in use`)]);
  });
});

describe("duologue start", () => {
  it("has nothing but JSON on stdout where it is asked for JSON: where it listens, then the report", async () => {
    const corpus = join(runs.folder, "talk.txt");
    const wishes = ["tea", "milk", "figs", "bread", "jam", "rice"];
    const talks = wishes.flatMap((wish) => wishes.map((more) => `Ann: what else ?\nBob: ${wish} and ${more}\n`));
    await writeFile(corpus, talks.join("\n"));
    const begin = ["--corpus", corpus, "--run", "quick", "--size", "tiny", "--minutes", "0.05"];
    const program = duologue("start", ...begin, "--port", "0", "--json");
    await vi.waitFor(() => expect(program.output().split("\n")).toHaveLength(3), { timeout: 90_000, interval: 200 });
    program.child.kill("SIGINT");
    await program.ended;
    const [place, report] = program.output().trim().split("\n");
    expect(Place.parse(JSON.parse(place ?? ""))).toMatchObject({ run: "quick" });
    expect(JSON.parse(report ?? "")).toMatchObject({ run: "quick", verdict: expect.any(String) });
  }, 120_000);
});
