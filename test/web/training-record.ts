import type { Report, TrainingEvent } from "../../src/chat/protocol.ts";

/** What a training process tells, in the shape that the protocol sets. */
const example: NonNullable<TrainingEvent["example"]> = {
  scene: { clerk: [["price", "tea two"]], guest: [["allergy", "nuts"]] },
  turns: [
    {
      seat: "guest",
      text: "a tea please .",
      scores: [
        {
          rule: "on-topic",
          value: 0.5,
          weight: 0.5,
          evidence: [{ note: "shares a word with the last turn", words: "tea" }],
        },
      ],
    },
    {
      seat: "clerk",
      text: "that is two .",
      scores: [
        {
          rule: "house-rules",
          value: 0,
          weight: 0.5,
          evidence: [{ note: "did not ask about allergies", words: "that is two" }],
        },
        { rule: "distinct", value: 0.9, weight: 0, evidence: [] },
        { rule: "on-topic", value: null, weight: 0.5, evidence: [] },
      ],
    },
  ],
};

const reading = Array.from({ length: 20 }, (_, step): TrainingEvent => {
  return { stage: "pretrain", step: step + 1, steps: 20, secondsLeft: 300 - step, perplexity: 4 + 40 * 0.8 ** step };
});

const talking = Array.from({ length: 60 }, (_, step): TrainingEvent => {
  const gain = 1 - 0.96 ** step;
  const rules = { "house-rules": 0.6 + 0.3 * gain, "on-topic": 0.5 + 0.1 * gain };
  const measures = {
    reward: 0.5 * gain,
    kl: 0.1 * gain,
    entropy: 1.4 - 0.2 * gain,
    perplexity: 4.1 + 0.3 * gain,
    rules,
  };
  return { stage: "reinforce", step: step + 1, steps: 100, secondsLeft: 200 - step, ...measures, example };
});

export const trainingEvents: readonly TrainingEvent[] = [...reading, ...talking];

const measured = { perplexity: 4.2, distinct2: 0.4, turns: 8, wordsPerTurn: 8 };

export const report: Report = {
  run: "kiosk",
  reference: { ...measured, reward: 0.02, rules: { "house-rules": 0.71, "on-topic": null } },
  learner: { ...measured, reward: 0.5, rules: { "house-rules": 0.94, "on-topic": 0.5 } },
  difference: {
    reward: { mean: 0.48, low: 0.4, high: 0.55 },
    rules: { "house-rules": { mean: 0.23, low: 0.2, high: 0.27 }, "on-topic": null },
  },
  openedByPeople: {
    reference: { reward: 0.03, compliance: 0.65 },
    learner: { reward: 0.45, compliance: 0.91 },
    difference: {
      reward: { mean: 0.42, low: 0.36, high: 0.48 },
      compliance: { mean: 0.26, low: 0.2, high: 0.31 },
    },
  },
  klPerWord: 0.1,
  gates: {
    perplexity: { value: 1.1, limit: 1.25, bound: "most", ok: true },
    klPerWord: { value: 0.6, limit: 0.3, bound: "most", ok: false },
    entropyLeast: { value: 0.9, limit: 0.3, bound: "least", ok: true },
    entropyMost: { value: 0.9, limit: 2, bound: "most", ok: true },
  },
  seeds: [{ seed: 1, reward: { mean: 0.48, low: 0.4, high: 0.55 }, stopped: "step 150: perplexity is 1.300" }],
  verdict: "improved",
};
