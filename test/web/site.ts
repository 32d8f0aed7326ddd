/** The page in a browser: served for a run that is trained and that has told of its training. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import pino from "pino";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { build } from "vite";
import { type ChatServer, createChatServer } from "../../src/chat/server.ts";
import { packageRoot } from "../../src/package-root.ts";
import { KioskRuns, kioskCorpus } from "../chat/kiosk-run.ts";
import { openBrowser } from "./browser.ts";
import { report, trainingEvents } from "./training-record.ts";

export const wide = { width: 1280, height: 860 };
export const phone = { width: 360, height: 740 };

export class Site {
  readonly server: ChatServer;
  readonly browser: Browser;
  readonly #runs: KioskRuns;

  constructor(runs: KioskRuns, server: ChatServer, browser: Browser) {
    this.#runs = runs;
    this.server = server;
    this.browser = browser;
  }

  async open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: wide, reducedMotion: "reduce", ...options });
    const page = await context.newPage();
    await page.goto(this.server.url);
    await bothHaveSpoken(page);
    return page;
  }

  /**
   * A conversation that goes on with both agents: as badly trained as they are, they may end one with their first turn.
   * Another visitor gets another one; what a page shows on the way from one to the next may be gone before it is seen.
   */
  async openTalk(options?: BrowserContextOptions): Promise<Page> {
    for (;;) {
      const page = await this.open(options);
      if ((await page.locator(".outcome").count()) === 0) return page;
      await page.context().close();
    }
  }

  async closePages(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
    this.#runs.remove();
  }
}

/** Opens the site before the tests of a file, and closes its pages after each; it is there once a test runs. */
export function siteForTests(): () => Site {
  let site: Site | undefined;
  beforeAll(async () => {
    site = await openSite();
  }, 120_000);
  afterEach(() => site?.closePages());
  afterAll(() => site?.close());
  return () => {
    if (site === undefined) throw new Error("the site is not open yet");
    return site;
  };
}

async function openSite(): Promise<Site> {
  const runs = new KioskRuns();
  const pageFolder = join(runs.folder, "page");
  await build({
    configFile: join(packageRoot, "web", "vite.config.ts"),
    logLevel: "warn",
    build: { outDir: pageFolder },
  });
  const run = await runs.makeTrained("kiosk");
  writeFileSync(join(run, "events.jsonl"), trainingEvents.map((event) => `${JSON.stringify(event)}\n`).join(""));
  writeFileSync(join(run, "report.json"), JSON.stringify(report));
  const logger = pino({ level: "silent" });
  const { database } = runs;
  const own = { run, corpus: kioskCorpus, database, pageFolder, logger, port: 0, engine: "wasm" } as const;
  const server = await createChatServer(own);
  server.setTraining("running");
  const site = new Site(runs, server, await openBrowser());
  await server.ready;
  return site;
}

/** Until then one of them may yet end the conversation. */
export async function bothHaveSpoken(page: Page): Promise<void> {
  await page.locator(".reply .thumbs").nth(1).waitFor();
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel("Your message").fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator(".exchange").nth(1).locator(".thumbs").nth(1).waitFor();
}
