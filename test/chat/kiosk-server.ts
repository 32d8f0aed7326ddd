import pino from "pino";
import { type ChatServer, createChatServer } from "../../src/chat/server.ts";
import { type KioskRuns, kioskCorpus } from "./kiosk-run.ts";

export type ServerOptions = Parameters<typeof createChatServer>[0];

/** A server for one of the runs, on any port, which looks at the run's folder often. */
export function serveKiosk(
  { database }: KioskRuns,
  run: string,
  options: Partial<ServerOptions> = {},
): Promise<ChatServer> {
  return createChatServer({
    run,
    corpus: kioskCorpus,
    database,
    pageFolder: new URL("built-page", import.meta.url).pathname,
    logger: pino({ level: "silent" }),
    port: 0,
    engine: "wasm",
    lookMs: 50,
    ...options,
  });
}
