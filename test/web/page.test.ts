import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import pino from "pino";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ChatServer, createChatServer } from "../../src/chat/server.ts";
import { packageRoot } from "../../src/package-root.ts";
import { KioskRuns, kioskCorpus } from "../chat/kiosk-run.ts";
import { openBrowser } from "./browser.ts";
import { report, trainingEvents } from "./training-record.ts";

const runs = new KioskRuns();
const pageFolder = join(runs.folder, "page");
const wide = { width: 1280, height: 860 };
const phone = { width: 360, height: 740 };
let browser: Browser;
let server: ChatServer;

beforeAll(async () => {
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
  server = await createChatServer({ run, corpus: kioskCorpus, database, pageFolder, logger, port: 0, engine: "wasm" });
  server.setTraining("running");
  browser = await openBrowser();
  await server.ready;
}, 120_000);

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

afterAll(async () => {
  await browser.close();
  await server.close();
  runs.remove();
});

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: wide, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  await page.goto(server.url);
  await bothHaveSpoken(page);
  return page;
}

/** Until then one of them may yet end the conversation. */
async function bothHaveSpoken(page: Page): Promise<void> {
  await page.locator(".reply .thumbs").nth(1).waitFor();
}

/**
 * A conversation that goes on with both agents: as badly trained as they are, they may end one with their first turn.
 * Another visitor gets another one; what a page shows on the way from one to the next may be gone before it is seen.
 */
async function openTalk(options?: BrowserContextOptions): Promise<Page> {
  for (;;) {
    const page = await open(options);
    if ((await page.locator(".outcome").count()) === 0) return page;
    await page.context().close();
  }
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel("Your message").fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator(".exchange").nth(1).locator(".thumbs").nth(1).waitFor();
}

/** How far the conversation goes on below what is in view, in pixels. */
function below(page: Page): Promise<number> {
  const log = page.getByRole("region", { name: "Conversation" });
  return log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
}

describe("the page", () => {
  it("tells who one is and lets both agents answer the same message side by side", async () => {
    const page = await openTalk();
    expect(await page.getByRole("heading", { name: "You are the guest" }).isVisible()).toBe(true);
    await say(page, "a tea please");
    const last = page.locator(".exchange").last();
    expect(await last.locator(".said").innerText()).toContain("a tea please");
    const [before, after] = await Promise.all(
      ["before", "after"].map((side) => last.locator(`.reply-${side}`).boundingBox()),
    );
    expect(before?.y).toBe(after?.y);
    expect(after?.x).toBeGreaterThan((before?.x ?? 0) + (before?.width ?? 0));
    expect(await last.getByText("The clerk now knows: total two").count()).toBe(2);
  });

  it("asks nobody but its own server, and breaks none of its policies", async () => {
    const context = await browser.newContext({ viewport: wide });
    const page = await context.newPage();
    const complaints: string[] = [];
    const hosts = new Set<string>();
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    await page.goto(server.url);
    await bothHaveSpoken(page);
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(server.url).host]);
  });

  it("comes up where the browser's language is none, as under a POSIX locale", async () => {
    const context = await browser.newContext({ viewport: wide });
    const page = await context.newPage();
    await page.addInitScript(() =>
      Object.defineProperty(navigator, "language", { value: "en-US@posix", configurable: true }),
    );
    await page.goto(server.url);
    await bothHaveSpoken(page);
    expect(await page.evaluate(() => navigator.language)).toBe("en");
  });

  it("shows what people write as text", async () => {
    const page = await openTalk();
    await say(page, "<img src=x onerror=alert(1)>");
    expect(await page.locator(".said img").count()).toBe(0);
    expect(await page.locator(".said").last().innerText()).toContain("<");
  });

  it("shows what people write as they wrote it, also after a reload", async () => {
    const page = await openTalk();
    const said = page.locator(".said");
    await say(page, " A Tea — from ZANZIBAR, please ");
    expect(await said.innerText()).toBe("You:\nA Tea — from ZANZIBAR, please");
    await page.reload();
    expect(await said.innerText()).toBe("You:\nA Tea — from ZANZIBAR, please");
    // Of another page's message only the agents' words are known.
    await page.evaluate(() => sessionStorage.setItem("duologue-said-1", "something else"));
    await page.reload();
    expect(await said.innerText()).toBe("You:\nA tea - from zanzibar, please");
  });

  it("is as it was after a reload, ratings included", async () => {
    const page = await openTalk();
    await page.getByRole("button", { name: "Good answer, after reinforcement" }).first().click();
    await page.getByRole("button", { name: "The answer after reinforcement is better" }).first().click();
    await page.locator('.thumb[aria-pressed="true"]').waitFor();
    const text = await page.locator(".exchanges").innerText();
    await page.reload();
    await page.locator('.thumb[aria-pressed="true"]').waitFor();
    expect(await page.locator(".exchanges").innerText()).toBe(text);
    expect(await page.locator('.choice-after[aria-pressed="true"]').count()).toBe(1);
  });

  it("marks where words come from by lines, not by colours alone, until one hides the marks", async () => {
    const page = await open();
    const lines = (kind: string): Promise<string> =>
      page
        .locator(`.with-sources .word-${kind}`)
        .last()
        .evaluate((word) => {
          const { textDecorationLine, textDecorationStyle } = getComputedStyle(word);
          return textDecorationLine === "none" ? "none" : textDecorationStyle;
        });
    expect([await lines("own"), await lines("repeated"), await lines("looked-up")]).toEqual([
      "none",
      "dotted",
      "solid",
    ]);
    await page.getByLabel("Where words come from").uncheck();
    expect(await page.locator(".with-sources").count()).toBe(0);
  });
});

describe("by keyboard alone", () => {
  async function tabTo(page: Page, isThere: string, key = "Tab"): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press(key);
      if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, isThere)) return;
    }
    throw new Error(`${isThere} was not reached with ${key}`);
  }

  it("one can talk, judge, open every table and begin anew", async () => {
    const page = await openTalk();
    await tabTo(page, "#message");
    await page.keyboard.type("a tea please");
    await page.keyboard.press("Enter");
    await page.locator(".exchange").nth(1).locator(".thumbs").nth(1).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("message");
    await tabTo(page, ".choice-after", "Shift+Tab");
    await page.keyboard.press("Space");
    await page.locator('.choice-after[aria-pressed="true"]').waitFor();
    await tabTo(page, ".learning summary");
    await page.keyboard.press("Enter");
    expect(await page.locator(".numbers[open] table, .scene[open] p").count()).toBeGreaterThan(0);
    await page.getByRole("button", { name: "New conversation" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".exchange").nth(1).waitFor({ state: "detached" });
  });

  it("one sees where one is", async () => {
    const page = await open();
    await tabTo(page, ".thumb");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    expect(outline).toBe("solid");
  });
});

describe("watching them learn", () => {
  it("shows a curve with its numbers for the reward, each rule, KL and perplexity", async () => {
    const page = await open();
    // Perplexity has a curve in each of the two stages.
    for (const [name, curves] of [
      ["Reward", 1],
      ["KL", 1],
      ["Validation perplexity", 2],
      ["house-rules", 1],
      ["on-topic", 1],
    ] as const) {
      expect(await page.locator(".measure", { hasText: name }).locator("canvas").count(), name).toBe(curves);
      expect(await page.locator(".numbers th", { hasText: name }).count(), name).toBeGreaterThan(0);
    }
  });

  it("follows training as it goes on", async () => {
    const page = await open();
    const last = trainingEvents.at(-1);
    server.report({ ...last, step: 97, reward: 0.987, secondsLeft: 125 });
    await page.getByText("Step 97 of 100, 2 min left").waitFor();
    await page.locator(".measure", { hasText: "Reward" }).waitFor();
    await page.locator(".numbers summary").first().click();
    expect(await page.locator(".numbers").first().locator("tr", { hasText: "97" }).innerText()).toContain("0.987");
  });

  it("shows the latest self-play with each turn's scores and the rule's evidence", async () => {
    const page = await open();
    const turn = page.locator(".played-turn").nth(1);
    expect(await turn.innerText()).toContain("house-rules");
    expect(await turn.innerText()).toContain("That is two.");
    expect(await turn.locator(".evidence").innerText()).toMatch(/did not ask about allergies.*That is two/s);
    expect(await turn.locator(".score-metric").innerText()).toContain("not trained on");
  });

  it("shows the report: before, after, difference and interval", async () => {
    const page = await open();
    const cells = async (rows: string, name: string): Promise<string> =>
      (await page.locator(rows).locator("tr", { hasText: name }).locator("td").allInnerTexts()).join("  ");
    expect(await cells(".report", "house-rules")).toMatch(/^0\.710  0\.940  \+0\.230\s+0\.200 to 0\.270$/);
    const opened = '.report tbody:has-text("Where people said the first turns")';
    expect(await cells(opened, "house rules kept")).toMatch(/^0\.650  0\.910  \+0\.260\s+0\.200 to 0\.310$/);
    expect(await page.locator(".verdict").innerText()).toContain("Improved");
    expect(await page.locator(".gate").allInnerTexts()).toEqual([
      "kept: perplexity of test dialogues at most 1.25 × before (is 1.10)",
      "broken: nats a word from the agent before at most 0.300 (is 0.600)",
      "kept: entropy at least 0.300 × before (is 0.900)",
      "kept: entropy at most 2.00 × before (is 0.900)",
    ]);
  });
});

describe.each([
  ["a wide screen", wide],
  ["a phone", phone],
])("on %s", (_name, viewport) => {
  it.each(["light", "dark"] as const)("has nothing that axe objects to, in a %s room", async (colorScheme) => {
    const page = await openTalk({ viewport, colorScheme });
    await say(page, "a tea please");
    const talk = await new AxeBuilder({ page }).analyze();
    expect(talk.violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([]);
    if (viewport === wide) return;
    await page.getByRole("button", { name: "Learning" }).click();
    const learning = await new AxeBuilder({ page }).analyze();
    expect(learning.violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([]);
  });
});

describe("on a phone", () => {
  it("shows one view at a time, and nothing is wider than the screen", async () => {
    const page = await openTalk({ viewport: phone, hasTouch: true });
    await say(page, "a tea please");
    const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBeLessThanOrEqual(phone.width);
    expect(await page.getByRole("heading", { name: "Latest self-play" }).isVisible()).toBe(false);
    await page.getByRole("button", { name: "Learning" }).click();
    expect(await page.getByRole("heading", { name: "Latest self-play" }).isVisible()).toBe(true);
    expect(await page.getByLabel("Your message").isVisible()).toBe(false);
    expect(await width()).toBeLessThanOrEqual(phone.width);
    const plot = await page.locator(".plot canvas").first().boundingBox();
    expect(plot?.width).toBeGreaterThan(200);
  });
});

describe("a long talk on a phone", () => {
  it("brings what one says into view, wherever one had scrolled to", async () => {
    const page = await openTalk({ viewport: phone, hasTouch: true });
    await say(page, "a tea please");
    await expect.poll(() => below(page), { timeout: 20_000 }).toBeLessThan(20);
    await page.getByRole("region", { name: "Conversation" }).evaluate((box) => {
      box.scrollTop = 0;
    });
    expect(await below(page)).toBeGreaterThan(200);
    await say(page, "no , none");
    await expect.poll(() => below(page), { timeout: 20_000 }).toBeLessThan(20);
  });

  it("keeps the last answer in view when the keyboard takes half of the screen, unless one reads further up", async () => {
    const page = await openTalk({ viewport: phone, hasTouch: true });
    await say(page, "a tea please");
    await expect.poll(() => below(page)).toBeLessThan(20);
    await page.setViewportSize({ ...phone, height: 420 });
    await expect.poll(() => below(page)).toBeLessThan(20);
    await page.setViewportSize(phone);
    await page.getByRole("region", { name: "Conversation" }).evaluate((box) => {
      box.scrollTop = 0;
    });
    await page.setViewportSize({ ...phone, height: 420 });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(await below(page)).toBeGreaterThan(200);
  });

  it("scrolls in its own box: the page is no longer than the screen", async () => {
    const small = { ...phone, height: 420 };
    const page = await openTalk({ viewport: small, hasTouch: true });
    await say(page, "a tea please");
    await expect.poll(() => below(page)).toBeLessThan(20);
    expect(await page.getByRole("region", { name: "Conversation" }).evaluate((box) => box.scrollTop)).toBeGreaterThan(
      200,
    );
    const height = (): Promise<number> => page.evaluate(() => document.documentElement.scrollHeight);
    expect(await height()).toBe(small.height);
    await page.getByRole("button", { name: "Learning" }).click();
    expect(await height()).toBe(small.height);
  });
});

describe("in a dark room", () => {
  it("is dark, and moves nothing for those who asked for stillness", async () => {
    const page = await open({ colorScheme: "dark", reducedMotion: "reduce" });
    const channels = await page.evaluate(() =>
      getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number),
    );
    expect(Math.max(...(channels ?? [255]))).toBeLessThan(60);
    const moves = await page.evaluate(() => document.getAnimations().length);
    expect(moves).toBe(0);
  });
});
