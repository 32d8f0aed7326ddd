import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { startProgress } from "../../src/commands/progress.ts";

function recorder(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 120 });
  let text = "";
  stream.on("data", (chunk) => (text += String(chunk)));
  return { stream, text: () => text };
}

test("prints a plain line at every tenth of the way where there is no terminal", () => {
  const { stream, text } = recorder(false);
  let clock = 0;
  const progress = startProgress({ name: "pretrain", total: 200, stream, now: () => clock });
  for (let step = 1; step <= 200; step++) {
    clock += 500;
    progress.update(step, `loss ${step}`);
  }
  progress.stop();
  const lines = text().trimEnd().split("\n");
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe("pretrain: 20/200 steps, 1 min 30 s left, loss 20");
  expect(lines.at(-1)).toBe("pretrain: 200/200 steps, loss 200");
});

test("goes by the speed since it started, where a stage was resumed", () => {
  const { stream, text } = recorder(false);
  let clock = 0;
  const progress = startProgress({ name: "pretrain", total: 200, stream, now: () => clock });
  for (let step = 150; step <= 160; step++, clock += 1000) progress.update(step);
  expect(text().trimEnd().split("\n").at(-1)).toBe("pretrain: 160/200 steps, 40 s left");
});

test("goes by a total that changed", () => {
  const { stream, text } = recorder(false);
  const progress = startProgress({ name: "train", total: 1000, unit: "updates", stream, now: () => 0 });
  progress.update(20);
  progress.setTotal(40);
  progress.update(21);
  expect(text()).toBe("train: 21/40 updates, 0 s left\n");
});

test("is silent beside JSON where there is no terminal", () => {
  const { stream, text } = recorder(false);
  startProgress({ name: "pretrain", total: 2, json: true, stream }).update(2);
  expect(text()).toBe("");
});

test("draws a bar in a terminal, beside JSON too", () => {
  const { stream, text } = recorder(true);
  const progress = startProgress({ name: "pretrain", total: 4, json: true, stream });
  progress.update(2, "loss 1.50");
  progress.stop();
  expect(text()).toContain("50 %  2/4 steps");
  expect(text()).toContain("loss 1.50");
});
