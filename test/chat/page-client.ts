import { io, type Socket } from "socket.io-client";
import type { z } from "zod";
import { type ClientToServerEvents, fromServer, type ServerToClientEvents } from "../../src/chat/protocol.ts";

type EventName = keyof typeof fromServer;
type Payload<Name extends EventName> = z.infer<(typeof fromServer)[Name]>;

const schemas: { readonly [Name in EventName]: z.ZodType<Payload<Name>> } = fromServer;

/** A page without a browser. Everything that it hears must be as the protocol says. */
export class PageClient {
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  /** The same, for what no page of ours would send. */
  readonly unruly: Socket;
  readonly #heard: { readonly name: string; readonly payload: unknown }[] = [];

  constructor(url: string, options: { session?: unknown; origin?: string } = {}) {
    const socket: Socket = io(url, {
      forceNew: true,
      reconnection: false,
      auth: { session: options.session },
      ...(options.origin !== undefined && { extraHeaders: { origin: options.origin } }),
    });
    this.socket = socket;
    this.unruly = socket;
    socket.onAny((name: string, payload: unknown) => this.#heard.push({ name, payload }));
  }

  /** All that was heard of one kind so far, each checked against the protocol. */
  heard<Name extends EventName>(name: Name): Payload<Name>[] {
    return this.#heard.filter((event) => event.name === name).map(({ payload }) => schemas[name].parse(payload));
  }

  /** Waits until one of a kind was heard, or was heard that is `wanted`. */
  async hear<Name extends EventName>(
    name: Name,
    wanted: (payload: Payload<Name>) => boolean = () => true,
  ): Promise<Payload<Name>> {
    for (let tries = 0; tries < 500; tries++) {
      const found = this.heard(name).find(wanted);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(
      `"${name}" was not heard; heard: ${this.#heard.map((event) => event.name).join(", ") || "nothing"}`,
    );
  }

  /** Why the server does not let the page in. */
  refusal(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.socket.on("connect_error", ({ message }) => resolve(message));
      this.socket.on("connect", () => reject(new Error("the server let the page in")));
    });
  }

  close(): void {
    this.socket.close();
  }
}
