import { describe, expect, test } from "vitest";
import { learnAnswers } from "../../../src/reward/answers/answers.ts";
import { fitLogistic, logistic } from "../../../src/reward/answers/logistic.ts";
import { questionIn } from "../../../src/reward/answers/question.ts";
import { dialogueOf } from "../dialogue-of.ts";

describe("the question of a turn", () => {
  test.each([
    ["how much is the latte ?", "amount", "how much"],
    ["lovely . and do you have a pet ?", "yes-no", "do you"],
    ["what can i get you ?", "open", "what can"],
    ["so , tell me , how old are you ?", "amount", "how old"],
    ["any allergies ?", "yes-no", "any allergies"],
    ["where is it ? right . when do you close ?", "amount", "when do"],
    ["and your name ?", "open", "your name"],
  ])("%s", (text, expects, opens) => {
    const question = questionIn(text);
    expect(question?.expects).toBe(expects);
    expect(question?.opens.join(" ")).toBe(opens);
  });

  test("is missing where nothing is asked", () => {
    expect(questionIn("what a day .")).toBeUndefined();
  });
});

describe("an answer", () => {
  const exchanges = ["ruth", "leo", "anna", "ben"].flatMap((name) => [
    dialogueOf(["what is your name ?", `it's ${name} .`]),
    dialogueOf(["and your name ?", `my name is ${name} .`]),
    dialogueOf(["do you like tea ?", "yes , very much ."]),
    dialogueOf(["do you like cake ?", "no , not at all ."]),
    dialogueOf(["what time is it ?", "half past nine ."]),
  ]);
  const learnt = learnAnswers(Array.from({ length: 20 }, () => exchanges).flat());
  const score = (asked: string, answer: string, probability = learnt): number => {
    const question = questionIn(asked);
    return question ? probability(question, answer) : Number.NaN;
  };

  test.each([
    ["what is your name ?", "it's ruth .", "yes , very much ."],
    ["and your name ?", "it's leo .", "half past nine ."],
    ["do you like milk ?", "no , not at all .", "it's leo ."],
    ["what time was it ?", "half past nine .", "it's anna ."],
  ])("to %s is rather %s than %s", (question, better, worse) => {
    expect(score(question, better)).toBeGreaterThan(0.6);
    expect(score(question, worse)).toBeLessThan(0.4);
  });

  test("is not the question again", () => {
    expect(score("do you like tea ?", "do you like tea ?")).toBeLessThan(0.35);
  });

  test("may have words that nobody said before", () => {
    expect(score("what is your name ?", "it's zebediah .")).toBeGreaterThan(0.5);
  });

  test("is told by its shape where there is no corpus to learn from", () => {
    const untaught = learnAnswers([]);
    expect(score("how old are you ?", "i'm thirty .", untaught)).toBeGreaterThan(0.6);
    expect(score("how old are you ?", "fine .", untaught)).toBeLessThan(0.4);
    expect(score("do you swim ?", "yes .", untaught)).toBeGreaterThan(0.6);
  });
});

describe("logistic regression", () => {
  test("tells two groups apart, and stays near its prior without examples", () => {
    const examples = Array.from({ length: 400 }, (_, index) => ({
      features: [index % 2 === 0 ? 1 : -1, 1],
      label: index % 2 === 0 ? 1 : 0,
    }));
    const weights = fitLogistic(examples, [0, 0]);
    expect(logistic([1, 1], weights)).toBeGreaterThan(0.8);
    expect(logistic([-1, 1], weights)).toBeLessThan(0.2);
    expect(fitLogistic([], [1, -2])).toEqual([1, -2]);
  });

  test("fits the share of a lone feature", () => {
    // A constant feature: σ(w) is the share of ones, up to the prior.
    const examples = Array.from({ length: 4000 }, (_, index) => ({ features: [1], label: index % 4 === 0 ? 1 : 0 }));
    expect(logistic([1], fitLogistic(examples, [0]))).toBeCloseTo(0.25, 1);
  });
});
