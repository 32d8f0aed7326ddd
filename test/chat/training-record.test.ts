import { describe, expect, it } from "vitest";
import { TrainingRecord } from "../../src/chat/training-record.ts";

function step(stage: string, number: number, reward?: number): unknown {
  return { stage, step: number, steps: 9000, secondsLeft: null, ...(reward !== undefined && { reward }) };
}

function steps(record: TrainingRecord): (string | number)[][] {
  return record.state.curve.map((point) => [point.stage, point.step]);
}

describe("the record of a training", () => {
  it("forgets the steps that a resumed training repeats", () => {
    const record = new TrainingRecord();
    for (const number of [1, 2, 3, 4]) record.add(step("reinforce", number, 0.1));
    record.add(step("reinforce", 3, 0.9));
    expect(record.state.curve.map(({ step: number, reward }) => [number, reward])).toEqual([
      [1, 0.1],
      [2, 0.1],
      [3, 0.9],
    ]);
  });

  it("begins anew where the first stage does", () => {
    const record = new TrainingRecord();
    record.add(step("pretrain", 1, 0.1));
    record.add(step("reinforce", 1, 0.1));
    record.add(step("pretrain", 1, 0.2));
    expect(steps(record)).toEqual([["pretrain", 1]]);
  });

  it("keeps the kept learner's curve while other seeds and controls are trained", () => {
    const record = new TrainingRecord();
    for (const number of [1, 2, 3]) record.add(step("reinforce", number, 0.1));
    record.add({ ...Object(step("reinforce", 1, 0.7)), repeat: "seed 2" });
    expect(steps(record)).toEqual([1, 2, 3].map((number) => ["reinforce", number]));
    expect(record.state.latest).toMatchObject({ step: 1, repeat: "seed 2" });
  });

  it("has no point for a step at which nothing was measured", () => {
    const record = new TrainingRecord();
    record.add(step("pretrain", 1));
    expect(steps(record)).toEqual([]);
    expect(record.state.latest).toMatchObject({ step: 1 });
  });

  it("stays small however long training takes, and keeps its ends", () => {
    const record = new TrainingRecord();
    for (let number = 1; number <= 4500; number++) record.add(step("reinforce", number, 0));
    expect(record.state.curve.length).toBeLessThanOrEqual(2000);
    expect(steps(record).at(0)).toEqual(["reinforce", 1]);
    expect(steps(record).at(-1)).toEqual(["reinforce", 4500]);
  });

  it("takes nothing that is no report", () => {
    const record = new TrainingRecord();
    expect(() => record.add({ ...Object(step("reinforce", 1)), reward: Number.NaN })).toThrow(/reward/);
    expect(() => record.add("hello")).toThrow(/expected object/);
    expect(record.state.latest).toBeNull();
  });
});
