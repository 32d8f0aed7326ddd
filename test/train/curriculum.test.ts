import { expect, it } from "vitest";
import { firstLessons, isLast, look, maxTurns } from "../../src/train/curriculum.ts";

const settings = { turns: [2, 5, 8], patience: 2 };

it("lets dialogues grow longer once the reward has not risen for some looks, up to the last length", () => {
  const lengths = [];
  let state = firstLessons;
  // Rises twice, then stands still.
  for (const reward of [0.1, 0.3, 0.3, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1]) {
    state = look(state, reward, settings);
    lengths.push(maxTurns(state, settings.turns));
  }
  expect(lengths).toEqual([4, 4, 4, 10, 10, 10, 16, 16, 16]);
  expect(isLast(state, settings.turns)).toBe(true);
  for (const reward of [0, 0, 0]) state = look(state, reward, settings);
  expect(maxTurns(state, settings.turns)).toBe(16);
});
