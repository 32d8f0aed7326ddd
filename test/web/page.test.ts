import type { Page } from "playwright-core";
import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, it } from "vitest";
import { bothHaveSpoken, phone, say, siteForTests, wide } from "./site.ts";
import { trainingEvents } from "./training-record.ts";

const site = siteForTests();

describe("the page", () => {
  it("tells who one is and lets both agents answer the same message side by side", async () => {
    const page = await site().openTalk();
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
    const context = await site().browser.newContext({ viewport: wide });
    const page = await context.newPage();
    const complaints: string[] = [];
    const hosts = new Set<string>();
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    await page.goto(site().server.url);
    await bothHaveSpoken(page);
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(site().server.url).host]);
  });

  it("comes up where the browser's language is none, as under a POSIX locale", async () => {
    const context = await site().browser.newContext({ viewport: wide });
    const page = await context.newPage();
    await page.addInitScript(() =>
      Object.defineProperty(navigator, "language", { value: "en-US@posix", configurable: true }),
    );
    await page.goto(site().server.url);
    await bothHaveSpoken(page);
    expect(await page.evaluate(() => navigator.language)).toBe("en");
  });

  it("shows what people write as text", async () => {
    const page = await site().openTalk();
    await say(page, "<img src=x onerror=alert(1)>");
    expect(await page.locator(".said img").count()).toBe(0);
    expect(await page.locator(".said").last().innerText()).toContain("<");
  });

  it("shows what people write as they wrote it, also after a reload", async () => {
    const page = await site().openTalk();
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
    const page = await site().openTalk();
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
    const page = await site().open();
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
    const page = await site().openTalk();
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

  it("one stays where one writes when the talk ends or the connection breaks", async () => {
    const page = await site().openTalk();
    const focused = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id);
    await tabTo(page, "#message");
    await page.context().setOffline(true);
    await page.getByText("Connection lost").waitFor();
    expect(await focused()).toBe("message");
    await page.context().setOffline(false);
    for (let said = 0; said < 30 && (await page.locator(".over").count()) === 0; said++) {
      await page.getByLabel("Your message").fill("thanks , bye !");
      await page.locator(".composer button:not([disabled])").waitFor();
      await page.keyboard.press("Enter");
      await page
        .locator(".exchange")
        .nth(said + 1)
        .locator(".thumbs")
        .first()
        .waitFor();
      await page.locator(".talk .pane-head button:not([disabled])").waitFor();
    }
    await page.locator(".over").waitFor();
    expect(await focused()).toBe("message");
    await page.keyboard.type("hello?");
    expect(await page.getByLabel("Your message").inputValue()).toBe("");
  });

  it("one sees where one is", async () => {
    const page = await site().open();
    await tabTo(page, ".thumb");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    expect(outline).toBe("solid");
  });
});

describe("watching them learn", () => {
  it("shows a curve with its numbers for the reward, each rule, KL and perplexity", async () => {
    const page = await site().open();
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
    const page = await site().open();
    const last = trainingEvents.at(-1);
    site().server.report({ ...last, step: 97, reward: 0.987, secondsLeft: 125 });
    await page.getByText("Step 97 of 100, 2 min left").waitFor();
    await page.locator(".measure", { hasText: "Reward" }).waitFor();
    await page.locator(".numbers summary").first().click();
    expect(await page.locator(".numbers").first().locator("tr", { hasText: "97" }).innerText()).toContain("0.987");
  });

  it("shows the latest self-play with each turn's scores and the rule's evidence", async () => {
    const page = await site().open();
    const turn = page.locator(".played-turn").nth(1);
    expect(await turn.innerText()).toContain("house-rules");
    expect(await turn.innerText()).toContain("That is two.");
    expect(await turn.locator(".evidence").innerText()).toMatch(/did not ask about allergies.*That is two/s);
    expect(await turn.locator(".score-metric").innerText()).toContain("not trained on");
  });

  it("shows the report: before, after, difference and interval", async () => {
    const page = await site().open();
    const cells = async (rows: string, name: string): Promise<string> =>
      (await page.locator(rows).locator("tr", { hasText: name }).locator("td").allInnerTexts()).join("  ");
    expect(await cells(".report", "house-rules")).toMatch(/^0\.710  0\.940  \+0\.230\s+0\.200 to 0\.270$/);
    const opened = '.report tbody:has-text("Where people said the first turns")';
    expect(await cells(opened, "house rules kept")).toMatch(/^0\.650  0\.910  \+0\.260\s+0\.200 to 0\.310$/);
    expect(await page.locator(".verdict").innerText()).toContain("Improved");
    expect(await page.locator(".report").innerText()).toContain("ended early, by its own guard: step 150: perplexity");
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
    const page = await site().openTalk({ viewport, colorScheme });
    await say(page, "a tea please");
    const talk = await new AxeBuilder({ page }).analyze();
    expect(talk.violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([]);
    if (viewport === wide) return;
    await page.getByRole("button", { name: "Learning" }).click();
    const learning = await new AxeBuilder({ page }).analyze();
    expect(learning.violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([]);
  });
});

describe("in a dark room", () => {
  it("is dark, and moves nothing for those who asked for stillness", async () => {
    const page = await site().open({ colorScheme: "dark", reducedMotion: "reduce" });
    const channels = await page.evaluate(() =>
      getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number),
    );
    expect(Math.max(...(channels ?? [255]))).toBeLessThan(60);
    const moves = await page.evaluate(() => document.getAnimations().length);
    expect(moves).toBe(0);
  });
});
