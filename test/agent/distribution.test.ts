import { beforeAll, describe, expect, it } from "vitest";
import { distribution } from "../../src/agent/distribution.ts";
import { everyWord, read } from "../../src/agent/lesson.ts";
import { streamFrom } from "../../src/agent/stream.ts";
import { type View, viewOf } from "../../src/agent/view.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { tensorMemory } from "../../src/nn/tensor.ts";
import { dialogue, toyAgent } from "./toy.ts";

beforeAll(() => startEngine("wasm"));

const questionsOf = (views: readonly View[], candidates: (target: number) => number[]) =>
  views.flatMap(({ places }, row) =>
    places.flatMap(({ target }, place) =>
      target === undefined ? [] : [{ row, place, target, candidates: candidates(target) }],
    ),
  );

describe("the distribution of the next word", () => {
  it.each([1, 2] as const)("gives what came next the probability that learning gives it, with %i layers", (layers) => {
    const agent = toyAgent(8, layers);
    const shorter = { ...dialogue, turns: dialogue.turns.slice(0, 2), ended: false };
    const views = [
      viewOf(agent.vocabulary, dialogue, "barista"),
      viewOf(agent.vocabulary, dialogue, "customer"),
      viewOf(agent.vocabulary, shorter, "barista"),
      viewOf(agent.vocabulary, { ...dialogue, scene: { ...dialogue.scene, facts: new Map() } }, "customer"),
    ];
    const readings = read(
      agent,
      views.map((view) => ({ ...everyWord(streamFrom(view)), asPolicy: true })),
    );
    const questions = questionsOf(views, (target) => [target]);
    const found = distribution(agent, views, questions);
    expect(found.length).toBeGreaterThan(80);
    questions.forEach(({ row, place }, n) => {
      expect(Math.log(found[n]?.[0] ?? 0)).toBeCloseTo(readings[row]?.logProbs[place] ?? Number.NaN, 4);
    });
  });

  it("sums to 1 over the vocabulary at every place, and leaves no tensor behind", () => {
    const agent = toyAgent();
    const views = [viewOf(agent.vocabulary, dialogue, "barista"), viewOf(agent.vocabulary, dialogue, "customer")];
    const all = [...agent.vocabulary.words.keys()];
    const before = tensorMemory().count;
    for (const probabilities of distribution(
      agent,
      views,
      questionsOf(views, () => all),
    )) {
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    }
    expect(tensorMemory().count).toBe(before);
    expect(distribution(agent, views, [])).toEqual([]);
  });
});
