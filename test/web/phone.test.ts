import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { phone, say, siteForTests } from "./site.ts";

const site = siteForTests();

/** How far the conversation goes on below what is in view, in pixels. */
function below(page: Page): Promise<number> {
  const log = page.getByRole("region", { name: "Conversation" });
  return log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
}

describe("on a phone", () => {
  it("shows one view at a time, and nothing is wider than the screen", async () => {
    const page = await site().openTalk({ viewport: phone, hasTouch: true });
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
    const page = await site().openTalk({ viewport: phone, hasTouch: true });
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
    const page = await site().openTalk({ viewport: phone, hasTouch: true });
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
    const page = await site().openTalk({ viewport: small, hasTouch: true });
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
