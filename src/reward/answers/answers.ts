import type { Dialogue } from "../../dialogue/dialogue.ts";
import { amountsIn } from "../claims/amounts.ts";
import { fitLogistic, logistic } from "./logistic.ts";
import { oncePerText } from "../once.ts";
import { type Question, questionIn } from "./question.ts";
import { isMark, isStopWord, sentences } from "../words.ts";

/** A turn that asked, and the one that came next. */
interface Pair {
  readonly question: Question;
  readonly answer: string;
}

const mostPairs = 5000; // enough to learn from, in about a second
const agreeing = new Set(
  "yes yeah yep yup sure no nope nah exactly correct right definitely absolutely please thanks fine okay ok maybe perhaps never always none neither right i we".split(
    " ",
  ),
);

/**
 * How well a turn answers a question: the probability, learnt from the training dialogues, that it was said to this question rather
 * than to another, or is only its echo. Four things tell: words that go with the question's words, the shape of the answer, whether it only
 * asks back, and how much of it is the question's. With few dialogues the shape decides, with many the words do.
 */
export function learnAnswers(dialogues: readonly Dialogue[]): (question: Question, answer: string) => number {
  const pairs = askedPairs(dialogues);
  // The words' weight is learnt on other dialogues than the words: on their own they always fit.
  const held = pairs.filter((_, index) => index % 3 === 2);
  const association = learnAssociation(pairs.filter((_, index) => index % 3 !== 2));
  const features = ({ question, answer }: Pair): readonly number[] => [
    association(question, answer),
    shape(question, answer),
    sentences(answer.split(" ")).every((sentence) => sentence.at(-1) === "?") ? 1 : 0,
    echo(question, answer),
    1,
  ];
  const others = held.map(({ question }, index) => ({
    question,
    answer: held[(index + 7) % held.length]?.answer ?? "",
  }));
  const examples = [
    ...held.map((pair) => ({ features: features(pair), label: 1 })),
    ...others.map((pair) => ({ features: features(pair), label: 0 })),
    ...held
      .filter((_, index) => index % 4 === 0)
      .map(({ question }) => ({ features: features({ question, answer: question.words.join(" ") }), label: 0 })),
  ];
  const weights = fitLogistic(examples, [1, 1, -1, -1, 0]);
  return (question, answer) => logistic(features({ question, answer }), weights);
}

function askedPairs(dialogues: readonly Dialogue[]): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const { turns } of dialogues) {
    for (const [index, { seat, text }] of turns.entries()) {
      const before = turns[index - 1];
      if (!before || before.seat === seat) continue;
      const question = questionIn(before.text.split(" "));
      if (question) pairs.push({ question, answer: text });
    }
  }
  const stride = Math.max(1, Math.ceil(pairs.length / mostPairs));
  return pairs.filter((_, index) => index % stride === 0);
}

const questionFeatures = oncePerText((text): readonly string[] => {
  const words = text.split(" ").filter((word) => !isMark(word));
  return [...new Set([...words, ...words.map((word, place) => `${words[place - 1] ?? "^"} ${word}`)])];
});

const answerFeatures = oncePerText((text): readonly string[] => {
  const words = text.split(" ").filter((word) => !isMark(word));
  // Its length and whether it has a number tell where its words are new: a name that nobody had before.
  const form = [`${Math.min(words.length, 4)} words`, ...(amountsIn(words).length > 0 ? ["a number"] : [])];
  return [...new Set([...form, `^ ${words[0] ?? ""}`, ...words])];
});

/** Answers to questions with a certain word, and how many of them have each feature. */
interface Cue {
  total: number;
  readonly counts: Map<string, number>;
}

/** How much likelier an answer's words are after a question's words than after any: the mean of the three best. */
function learnAssociation(pairs: readonly Pair[]): (question: Question, answer: string) => number {
  const after = new Map<string, Cue>();
  const overall = new Map<string, number>();
  for (const { question, answer } of pairs) {
    const said = answerFeatures(answer);
    for (const feature of said) overall.set(feature, (overall.get(feature) ?? 0) + 1);
    for (const cue of questionFeatures(question.words.join(" "))) {
      const seen: Cue = after.get(cue) ?? { total: 0, counts: new Map() };
      after.set(cue, seen);
      seen.total++;
      for (const feature of said) seen.counts.set(feature, (seen.counts.get(feature) ?? 0) + 1);
    }
  }
  // log lift by feature, worked out as it is asked for; `undefined` for a feature too rare to tell.
  const liftsAfter = oncePerText((text) => {
    const cues = questionFeatures(text).flatMap((cue) => after.get(cue) ?? []);
    const lifts = new Map<string, number | undefined>();
    return (feature: string): number | undefined => {
      if (!lifts.has(feature)) lifts.set(feature, logLift(feature, overall.get(feature) ?? 0, pairs.length, cues));
      return lifts.get(feature);
    };
  });
  return (question, answer) => {
    const lift = liftsAfter(question.words.join(" "));
    const lifts = answerFeatures(answer).flatMap((feature) => lift(feature) ?? []);
    const top = lifts.toSorted((a, b) => b - a).slice(0, 3);
    return top.length === 0 ? 0 : top.reduce((sum, value) => sum + value, 0) / top.length;
  };
}

const rare = 3; // answers
const priorWeight = 5; // the share over all questions counts as so many answers

/** log of how much likelier a feature is after the best of `cues` than after any question. */
function logLift(feature: string, count: number, pairCount: number, cues: readonly Cue[]): number | undefined {
  if (count < rare || cues.length === 0) return undefined;
  const share = count / pairCount;
  const lifts = cues.map(
    ({ total, counts }) => ((counts.get(feature) ?? 0) / share + priorWeight) / (total + priorWeight),
  );
  return Math.log(Math.max(...lifts));
}

/** 1 where the answer is the question again, near 0 where it only takes up words of it. */
function echo({ words }: Question, answer: string): number {
  const said = answer.split(" ").filter((word) => !isMark(word) && !agreeing.has(word));
  const asked = words.filter((word) => !isMark(word) && !agreeing.has(word));
  if (said.length === 0 || asked.length === 0) return 0;
  const shared = said.filter((word) => asked.includes(word)).length;
  return (shared / Math.max(said.length, asked.length)) ** 3;
}

/** 1 where the answer has the form that the question asks for, −1 where it has not. */
function shape({ expects }: Question, answer: string): number {
  const words = answer.split(" ");
  if (expects === "amount") return amountsIn(words).length > 0 ? 1 : -1;
  if (expects === "yes-no")
    return words.slice(0, 4).some((word) => agreeing.has(word) || word.endsWith("n't")) ? 1 : -1;
  return words.some((word) => !isMark(word) && !isStopWord(word)) ? 1 : -1;
}
