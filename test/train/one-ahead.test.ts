import { expect, it } from "vitest";
import { oneAhead } from "../../src/train/one-ahead.ts";

it("begins each item while the one before is worked with, no sooner, and keeps their order", async () => {
  const log: string[] = [];
  async function* items(): AsyncGenerator<number> {
    for (let i = 1; i <= 3; i++) {
      log.push(`begin ${i}`);
      yield await Promise.resolve(i);
    }
  }
  for await (const item of oneAhead(items())) {
    await Promise.resolve();
    log.push(`use ${item}`);
  }
  expect(log).toEqual(["begin 1", "begin 2", "use 1", "begin 3", "use 2", "use 3"]);
});
