import { describe, expect, it } from "vitest";
import type { CurvePoint } from "../../src/chat/protocol.ts";
import {
  readingMeasures,
  ruleMeasures,
  sampledPlaces,
  shortNumber,
  smoothedEnds,
  talkingMeasures,
} from "../../web/learning/measures.ts";
import { timeLeft } from "../../web/learning/stages.ts";

const curve: readonly CurvePoint[] = [
  { stage: "pretrain", step: 20, perplexity: 9 },
  { stage: "reinforce", step: 1, reward: 0.1, rules: { "on-topic": null, constructor: 0.5 } },
  { stage: "reinforce", step: 2, reward: 0.2, perplexity: 4, rules: { "on-topic": 0.7, constructor: 0.6 } },
];

describe("the measures of a curve", () => {
  it("are those of their own stage", () => {
    expect(readingMeasures(curve).map(({ name, steps, values }) => [name, steps, values])).toEqual([
      ["Validation perplexity", [20], [9]],
    ]);
    expect(talkingMeasures(curve).map(({ name, values }) => [name, values])).toEqual([
      ["Reward", [0.1, 0.2]],
      ["Validation perplexity", [4]],
    ]);
  });

  it("leave out steps at which a rule did not apply, whatever the rule is called", () => {
    expect(ruleMeasures(curve).map(({ name, steps, values }) => [name, steps, values])).toEqual([
      ["on-topic", [2], [0.7]],
      ["constructor", [1, 2], [0.5, 0.6]],
    ]);
  });
});

describe("the ends of a curve", () => {
  it("are its first and its last value where it has few", () => {
    expect(smoothedEnds([7])).toEqual({ first: 7, last: 7 });
    expect(smoothedEnds([2, 3, 5, 4])).toEqual({ first: 2, last: 4 });
  });

  it("are the means of a quarter of it at most, and of five steps at most", () => {
    expect(smoothedEnds([1, 3, 9, 4, 6])).toEqual({ first: 2, last: 5 });
    const many = Array.from({ length: 100 }, (_, step) => step);
    expect(smoothedEnds(many)).toEqual({ first: 2, last: 97 });
  });
});

describe("numbers for people", () => {
  it("have as many digits as they deserve, and a true minus", () => {
    expect([0.12345, -0.5, 4.567, 45.67, 456.7, -0.0004].map(shortNumber)).toEqual([
      "0.123",
      "\u22120.500",
      "4.57",
      "45.7",
      "457",
      "0.000",
    ]);
  });

  it("are sampled from the first to the last", () => {
    expect(sampledPlaces(3, 12)).toEqual([0, 1, 2]);
    expect(sampledPlaces(101, 5)).toEqual([0, 25, 50, 75, 100]);
  });

  it("tell the time left as coarsely as it is known", () => {
    expect([null, 3, 41, 125, 900].map(timeLeft)).toEqual(["", "10 s left", "50 s left", "2 min left", "15 min left"]);
  });
});
