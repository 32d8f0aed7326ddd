import { join } from "node:path";
import express, {
  type ErrorRequestHandler,
  type Express,
  type NextFunction,
  type RequestHandler,
  type Response,
} from "express";
import helmet from "helmet";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Logger } from "pino";
import { ratingSummary } from "../store/ratings.ts";
import { listRuns } from "../store/runs.ts";
import type { Store } from "../store/store.ts";
import type { RunFolder } from "./run-folder.ts";
import type { TrainingRecord } from "./training-record.ts";

export interface HttpParts {
  readonly store: Store;
  readonly run: RunFolder;
  readonly training: TrainingRecord;
  readonly pageFolder: string;
  readonly requestsPerMinute: number;
  readonly logger: Logger;
}

/** The page's files and a small read-only API. Texts of conversations are not given out: they are their sessions' own. */
export function httpApi(parts: HttpParts): Express {
  const { store, run, training, pageFolder } = parts;
  const app = express();
  app.disable("x-powered-by");
  app.use(
    helmet({ contentSecurityPolicy: { useDefaults: false, directives: pagePolicy }, strictTransportSecurity: false }),
  );

  app.use("/api", limited(parts.requestsPerMinute));

  app.get("/api/health", (_request, response) => {
    const { status } = training.state;
    response.json({
      status: "ok",
      run: run.name,
      agents: run.agents(),
      training: status,
      uptimeSeconds: Math.round(process.uptime()),
    });
  });
  app.get(
    "/api/runs",
    answering(() => listRuns(store)),
  );
  app.get("/api/report", (_request, response) => {
    const report = run.report();
    if (report) response.json(report);
    else response.status(404).json({ error: `run "${run.name}" has no report yet; it is written when training ends` });
  });
  app.get(
    "/api/ratings",
    answering(() => ratingSummary(store, run.name)),
  );
  app.use("/api", (request, response) => {
    response.status(404).json({
      error: `there is no ${request.method} ${request.originalUrl}; see /api/health, /api/runs, /api/report, /api/ratings`,
    });
  });

  // Names of built assets hold a hash of what is in them: they never change.
  app.use("/assets", express.static(join(pageFolder, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }));
  app.use(express.static(pageFolder, { cacheControl: true, maxAge: 0 }));
  app.use((_request, response) => {
    response.status(404).type("text/plain").send("There is no such page; the chat is at /.\n");
  });
  app.use(failure(parts.logger));
  return app;
}

function limited(requestsPerMinute: number): RequestHandler {
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });
  const limit = async (address: string, response: Response, next: NextFunction): Promise<void> => {
    const isWithin = await limiter.consume(address).then(
      () => true,
      () => false,
    );
    if (isWithin) next();
    else response.status(429).json({ error: `more than ${requestsPerMinute} requests a minute; wait a little` });
  };
  return (request, response, next) => void limit(request.ip ?? "unknown", response, next);
}

function answering(read: () => Promise<unknown>): RequestHandler {
  return (_request, response, next) => {
    read().then((answer) => response.json(answer), next);
  };
}

/** Everything the page needs comes from this server; it runs no inline script and no inline style. */
const pagePolicy = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "connect-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
};

/** Four parameters, for that is how express knows it from other handlers. */
function failure(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const status = statusOf(error);
    if (status >= 500) logger.error({ error, url: request.originalUrl }, "a request failed");
    const message = status >= 500 ? "the server failed; its log says why" : "there is no such file";
    response.status(status).json({ error: message });
  };
}

function statusOf(error: unknown): number {
  if (typeof error !== "object" || error === null || !("status" in error)) return 500;
  return typeof error.status === "number" ? error.status : 500;
}
