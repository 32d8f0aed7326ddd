import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { isAbsolute, join, relative } from "node:path";
import type { Logger } from "pino";
import type { EngineName } from "../agent/engine.ts";
import { ServerError } from "../errors.ts";
import { packageRoot } from "../package-root.ts";
import { recordRun, recordVerdict } from "../store/runs.ts";
import { openStore } from "../store/store.ts";
import { httpApi } from "./http-api.ts";
import { Inference } from "./inference.ts";
import { listen, urlOf } from "./listen.ts";
import type { Report, TrainingState } from "./protocol.ts";
import { runFolder } from "./run-folder.ts";
import { acceptPages, isShown, pageServer } from "./sockets.ts";
import { Talks } from "./talks.ts";
import { TrainingRecord } from "./training-record.ts";
import { watchAgents } from "./watch-agents.ts";

export interface ChatServerOptions {
  /** A folder `runs/NAME`; agents that are not there yet are picked up once training has written them. */
  readonly run: string;
  /** Name or path of the corpus of that run. */
  readonly corpus: string;
  readonly database: string;
  readonly logger: Logger;
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  readonly pageFolder?: string;
  readonly engine?: EngineName | "auto";
  readonly eventsPerMinute?: number;
  readonly requestsPerMinute?: number;
  /** How often the run's folder is looked at for new agents. */
  readonly lookMs?: number;
}

export interface ChatServer {
  readonly url: string;
  /** Fails where the corpus cannot be read. */
  readonly ready: Promise<unknown>;
  /** Shows one report of the training process; what is none is logged and left out. */
  report(event: unknown): void;
  setTraining(status: TrainingState["status"], problem?: string): void;
  close(): Promise<void>;
}

/** Starts to serve the page, the API and the sockets of one run. */
export async function createChatServer(options: ChatServerOptions): Promise<ChatServer> {
  const {
    corpus,
    logger,
    host = "127.0.0.1",
    port = 3000,
    pageFolder = join(packageRoot, "dist", "web"),
    engine = "auto",
    eventsPerMinute = 120,
    requestsPerMinute = 300,
    lookMs = 1000,
  } = options;
  if (!existsSync(join(pageFolder, "index.html"))) {
    throw new ServerError(
      `the page is not built: there is no ${shortPath(join(pageFolder, "index.html"))}; run "npm run build"`,
    );
  }
  const run = runFolder(options.run);
  const training = new TrainingRecord();
  const show = (event: unknown): ReturnType<TrainingRecord["add"]> | undefined => {
    try {
      return training.add(event);
    } catch (error) {
      logger.warn(error, "a training report is not in the form that was agreed on; it is not shown");
      return undefined;
    }
  };
  /** A page must come up even where its run's report is of another make. */
  const shownReport = (): Report | undefined => {
    try {
      return run.report();
    } catch (error) {
      logger.warn(error, "the report is not shown");
      return undefined;
    }
  };
  for (const event of run.events()) show(event);

  const store = await openStore(options.database);
  await recordRun(store, run.name, corpus);
  const trained = shownReport(); // by another command, perhaps
  if (trained !== undefined) await recordVerdict(store, run.name, trained.verdict);
  const inference = new Inference(corpus, engine);
  const http = createServer(httpApi({ store, run, training, pageFolder, requestsPerMinute, logger }));
  const io = pageServer(http);
  const talks = new Talks({
    run: run.name,
    store,
    inference,
    agents: run.agents,
    agentFolder: run.agentFolder,
    listeners: (session) => ({
      onWord: (word) => io.to(session).emit("word", word),
      onChange: (conversation) => {
        io.to(session).emit("conversation", conversation);
        if (!conversation.waiting && !isShown(io, session)) talks.forget(session);
      },
    }),
  });
  acceptPages(io, {
    talks,
    eventsPerMinute,
    logger,
    snapshot: (session, talk) =>
      Promise.resolve({
        run: run.name,
        corpus,
        session,
        agents: run.agents(),
        conversation: talk?.view ?? null,
        training: training.state,
        report: shownReport() ?? null,
      }),
  });

  const stopLooking = watchAgents(run.agents, lookMs, (agents) => io.emit("agents", agents));
  const close = async (): Promise<void> => {
    stopLooking();
    await io.close();
    await inference.close();
    await store.destroy();
  };
  try {
    await listen(http, host, port);
  } catch (error) {
    await close();
    throw error;
  }

  return {
    url: urlOf(http, host),
    ready: inference.setting,
    close,
    setTraining(status, problem) {
      training.setStatus(status, problem ?? null);
      io.emit("training-status", { status, problem: problem ?? null });
    },
    report(event) {
      const shown = show(event);
      if (!shown) return;
      io.emit("training", shown);
      if (shown.stage !== "done") return;
      const report = shownReport();
      if (!report) return;
      io.emit("report", report);
      recordVerdict(store, run.name, report.verdict).catch((error: unknown) =>
        logger.error(error, "the verdict was not stored"),
      );
    },
  };
}

function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") || isAbsolute(short) ? path : short;
}
