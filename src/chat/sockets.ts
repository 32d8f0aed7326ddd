import { randomUUID } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import type { Logger } from "pino";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { Server, type Socket } from "socket.io";
import { z } from "zod";
import {
  type Answer,
  type ClientToServerEvents,
  fromPage,
  Handshake,
  type ServerToClientEvents,
  type Snapshot,
} from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import type { Talk } from "./talk.ts";
import type { Talks } from "./talks.ts";

export type PageServer = Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, { session: string }>;
type PageSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<string, never>, { session: string }>;

/** The socket half of an HTTP server; it takes no connection before `acceptPages`. */
export function pageServer(http: HttpServer): PageServer {
  // No connection state recovery: whoever connects gets a snapshot, which is right whatever was missed.
  return new Server(http, {
    serveClient: false,
    maxHttpBufferSize: 16 * 1024,
    allowRequest: (request, decide) => decide(null, isSameOrigin(request.headers)),
  });
}

/** Browsers name the page's origin; another site's page has no business here. Programs send none. */
function isSameOrigin({ origin, host }: { origin?: string | undefined; host?: string | undefined }): boolean {
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

export interface SocketParts {
  readonly talks: Talks;
  readonly snapshot: (session: string, talk: Talk | undefined) => Promise<Snapshot>;
  readonly eventsPerMinute: number;
  readonly logger: Logger;
}

export function acceptPages(io: PageServer, parts: SocketParts): void {
  const limiter = new RateLimiterMemory({ points: parts.eventsPerMinute, duration: 60 });
  io.use((socket, next) => {
    const handshake = Handshake.safeParse(socket.handshake.auth);
    if (!handshake.success) {
      next(new Error(`the session is not one of ours: ${z.prettifyError(handshake.error)}; connect without one`));
      return;
    }
    socket.data.session = handshake.data.session ?? randomUUID();
    next();
  });
  io.on("connection", (socket) => {
    void welcome(socket, parts);
    answerPage(socket, parts, limiter);
    socket.on("disconnect", () => {
      if (!isShown(io, socket.data.session)) parts.talks.forget(socket.data.session);
    });
  });
}

/** Whether any page shows the conversation of `session`. */
export function isShown(io: PageServer, session: string): boolean {
  return (io.sockets.adapter.rooms.get(session)?.size ?? 0) > 0;
}

async function welcome(socket: PageSocket, { talks, snapshot, logger }: SocketParts): Promise<void> {
  const { session } = socket.data;
  try {
    await socket.join(session);
    socket.emit("snapshot", await snapshot(session, await talks.of(session)));
  } catch (error) {
    logger.error(error, "a page could not be welcomed");
    socket.emit("trouble", { message: messageOf(error) });
  }
}

function answerPage(
  socket: PageSocket,
  { talks, logger, eventsPerMinute }: SocketParts,
  limiter: RateLimiterMemory,
): void {
  const { session } = socket.data;

  /** Checks what came in, does it and says how it went; nothing that a page sends can end the server. */
  const answering =
    <Schema extends z.ZodType>(schema: Schema, act: (payload: z.infer<Schema>) => Promise<unknown>) =>
    // What comes from outside may have any shape, and lack the function that takes the answer.
    async (payload: unknown, acknowledge?: (answer: Answer) => void): Promise<void> => {
      const answer = (result: Answer): void => {
        if (typeof acknowledge === "function") acknowledge(result);
      };
      try {
        await limited(limiter, socket.handshake.address, eventsPerMinute);
        const parsed = schema.safeParse(payload);
        if (!parsed.success) throw new Refusal(z.prettifyError(parsed.error));
        await act(parsed.data);
        answer({ ok: true });
      } catch (error) {
        if (!(error instanceof Refusal)) logger.error(error, "a page's wish failed");
        answer({ ok: false, error: messageOf(error) });
      }
    };

  const talk = async (): Promise<Talk> => {
    const current = await talks.of(session);
    if (!current) throw new Refusal("There is no conversation yet; begin one.");
    return current;
  };

  socket.on(
    "say",
    answering(fromPage.say, async ({ text }) => (await talk()).say(text)),
  );
  socket.on(
    "new-conversation",
    answering(fromPage["new-conversation"], () => talks.begin(session)),
  );
  socket.on(
    "rate",
    answering(fromPage.rate, async ({ turn, thumb }) => (await talk()).rate(turn, thumb)),
  );
  socket.on(
    "prefer",
    answering(fromPage.prefer, async ({ exchange, choice }) => (await talk()).prefer(exchange, choice)),
  );
}

async function limited(limiter: RateLimiterMemory, address: string, eventsPerMinute: number): Promise<void> {
  const isWithin = await limiter.consume(address).then(
    () => true,
    () => false,
  );
  if (!isWithin) throw new Refusal(`That was more than ${eventsPerMinute} messages in a minute; wait a little.`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
