import { dirname, join } from "node:path";
import type { Command } from "commander";
import { destination, type Logger, pino } from "pino";
import { checkCheckpoint } from "../agent/checkpoint.ts";
import { existingRun } from "../chat/run-folder.ts";
import { createChatServer } from "../chat/server.ts";
import { UsageError } from "../errors.ts";
import { configOf } from "./command-config.ts";
import { onInterrupt } from "./interrupt.ts";
import { latestRun, runPath } from "./run-path.ts";

export interface ListenFlags {
  readonly port?: string;
  readonly host?: string;
  readonly json?: true;
}

export function addServeCommand(program: Command): void {
  withListenFlags(
    program
      .command("serve")
      .description("the chat page and its API: talk to a run's agents before and after reinforcement")
      .argument("[run]", "name or folder of a run (default: the one that was begun last)"),
  )
    .addHelpText("after", "\nExamples:\n  $ duologue serve\n  $ duologue serve cafe --port 8080")
    .action(serve);
}

/** The flags of the commands that listen. */
export function withListenFlags(command: Command): Command {
  return command
    .option("--port <port>", "port to listen on (default: PORT, else 3000; 0 takes any free one)")
    .option("--host <host>", "address to listen on (default: HOST, else 127.0.0.1: this machine alone)")
    .option("--json", "print where it listens, and the report of a training, as one JSON object each");
}

/** What the flags say of the server, as a layer of the config. */
export function listenConfig({ port, host }: ListenFlags): { server: { port?: number; host?: string } } {
  if (port !== undefined && !/^\d+$/.test(port))
    throw new UsageError(`--port is "${port}"; expected a number from 0 to 65535`);
  return { server: { ...(port !== undefined && { port: Number(port) }), ...(host !== undefined && { host }) } };
}

/** Logs to stderr; what is no trouble is not told. */
export function serverLogger(): Logger {
  return pino({ level: "warn", base: null }, destination({ dest: 2, sync: true }));
}

export function databaseOf(run: string): string {
  return join(dirname(run), "duologue.db");
}

/** Says on stdout where the page is. */
export function tellPlace(
  url: string,
  { run, json }: { readonly run: string; readonly json?: true | undefined },
): void {
  const text = json ? JSON.stringify({ url, run }) : `Run "${run}" is at ${url} (Ctrl-C stops it)`;
  process.stdout.write(`${text}\n`);
}

async function serve(name: string | undefined, flags: ListenFlags, command: Command): Promise<void> {
  const { server: place, engine } = await configOf(command, listenConfig(flags));
  const run = existingRun(name === undefined ? latestRun() : runPath(name));
  // Better now than when the first person speaks.
  for (const side of run.agents()) await checkCheckpoint(run.agentFolder(side));
  const interrupt = onInterrupt("closing; Ctrl-C again quits at once");
  const server = await createChatServer({
    run: run.path,
    corpus: run.trainedOn,
    database: databaseOf(run.path),
    logger: serverLogger(),
    engine,
    ...place,
  });
  try {
    tellPlace(server.url, { run: run.name, json: flags.json });
    await server.ready;
    await aborted(interrupt.signal);
  } finally {
    interrupt.release();
    await server.close();
  }
}

/** Waits until somebody asks to stop. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
