import type { Server as HttpServer } from "node:http";
import { ServerError } from "../errors.ts";

/** Port 0 takes any free one. */
export function listen(http: HttpServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    http.listen(port, host, resolve);
  });
}

const noSuchAddress = new Set(["EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN", "EINVAL"]);

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const found =
    error.code === "EADDRINUSE"
      ? `port ${port} on ${host} is in use`
      : error.code === "EACCES"
        ? `port ${port} on ${host} is not for this user`
        : `cannot listen on port ${port} of ${host} (${error.message})`;
  const remedy = noSuchAddress.has(error.code ?? "")
    ? "choose an address of this machine with --host or HOST"
    : "stop what has it, or choose another with --port or PORT";
  return new ServerError(`${found}; ${remedy}`, { cause: error });
}

/** Where people find the server that listens. */
export function urlOf(http: HttpServer, host: string): string {
  const address = http.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const name = host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
