import { describe, expect, it } from "vitest";
import { Report, TrainingEvent } from "../../src/chat/protocol.ts";
import type { Report as WrittenReport } from "../../src/train/report.ts";
import type { TrainingEvent as ToldEvent } from "../../src/train/training-event.ts";

// Training and chat know nothing of each other. These objects have training's types, so that the compiler tells when
// those change, and chat's schemas read them.

const measured: WrittenReport["reference"] = {
  perplexity: 4,
  trigramPerplexity: 9,
  grounding: { repeat: 0.97, recall: null, repeatCount: 100, recallCount: 0 },
  reward: 0.4,
  rules: { "house-rules": 0.7, "task-success": null },
  requirements: { "ask-allergies": { rule: "house-rules", kept: 3, decided: 4 } },
  compliance: 0.75,
  success: null,
  distinct1: 0.2,
  distinct2: 0.4,
  distinct3: 0.5,
  selfBleu4: 0.3,
  uniqueReplies: 0.8,
  topReply: { text: "hi .", share: 0.02, referenceShare: 0.02 },
  repeatedFourGrams: 0.01,
  turns: 8,
  wordsPerTurn: 7.5,
  cutShare: 0,
  klPerWord: 0,
  entropyPerWord: 1.2,
  referencePerplexity: 3,
  generatedTrigramPerplexity: 5,
};

const interval = { mean: 0.1, low: 0.05, high: 0.15 };
const gates: WrittenReport["gates"] = { kl: { value: 0.1, limit: 0.3, bound: "most", ok: true } };

const written: WrittenReport = {
  run: "cafe",
  corpus: "cafe",
  seed: 1,
  engine: "wasm",
  seconds: { pretrain: 1, reinforce: 2, evaluate: 3 },
  scenes: 200,
  humanDialogues: 50,
  varietyWords: 1000,
  confidence: 0.95,
  weights: { "house-rules": 0.4, "task-success": 0 },
  reference: measured,
  learner: { ...measured, reward: 0.5 },
  difference: {
    reward: interval,
    rules: { "house-rules": interval, "task-success": null },
    requirements: {},
    compliance: interval,
    success: null,
    wins: 0.7,
  },
  openedByPeople: {
    scenes: 40,
    reference: { reward: 0.3, rules: {}, compliance: 0.7, success: null },
    learner: { reward: 0.4, rules: {}, compliance: 0.9, success: null },
    difference: { reward: interval, rules: {}, compliance: interval, success: null },
  },
  klPerWord: 0.1,
  gates,
  seeds: [{ seed: 1, reward: interval, compliance: 0.9, success: null, klPerWord: 0.1, gates, verdict: "improved" }],
  controls: { constant: { reward: 0.4, difference: interval } },
  verdict: "improved",
};

const told: ToldEvent = {
  stage: "reinforce",
  step: 1,
  steps: 10,
  secondsLeft: null,
  perplexity: 4,
  reward: 0.1,
  rules: { "on-topic": null, "house-rules": 0.5 },
  kl: 0.01,
  entropy: 1.2,
  example: {
    scene: { barista: [["price", "tea two"]] },
    turns: [
      {
        seat: "barista",
        text: "hi .",
        scores: [{ rule: "house-rules", value: null, weight: 1, evidence: [{ note: "greets", words: undefined }] }],
      },
    ],
  },
};

describe("what training writes", () => {
  it("is a report that the page can show", () => {
    expect(Report.parse(written)).toMatchObject({
      verdict: "improved",
      difference: { compliance: interval },
      openedByPeople: { learner: { compliance: 0.9 }, difference: { compliance: interval } },
    });
  });

  it("is an event that the page can follow, also as a line of a file", () => {
    expect(TrainingEvent.parse(told)).toMatchObject({ step: 1, rules: { "on-topic": null } });
    expect(TrainingEvent.parse(JSON.parse(JSON.stringify(told)))).toMatchObject({ step: 1 });
  });
});
