import { amountsIn } from "../claims/amounts.ts";
import { oncePerText } from "../once.ts";
import { withoutMarks } from "../words.ts";
import type { Question } from "./question.ts";

/** A turn that asked, and the one that came next. */
export interface Exchange {
  readonly question: Question;
  readonly answer: string;
}

const questionFeatures = oncePerText((text): readonly string[] => {
  const words = withoutMarks(text.split(" "));
  return [...new Set([...words, ...words.map((word, place) => `${words[place - 1] ?? "^"} ${word}`)])];
});

const answerFeatures = oncePerText((text): readonly string[] => {
  const words = withoutMarks(text.split(" "));
  // Its length and whether it has a number tell where its words are new: a name that nobody had before.
  const form = [`${Math.min(words.length, 4)} words`, ...(amountsIn(words).length > 0 ? ["a number"] : [])];
  return [...new Set([...form, `^ ${words[0] ?? ""}`, ...words])];
});

/** Answers to questions with a certain word, and how many of them have each feature. */
interface Cue {
  total: number;
  readonly counts: Map<string, number>;
}

const telling = 3; // features of an answer that say most

/** How much likelier an answer's words are after a question's words than after any, in nats: the mean of the three best. */
export function learnAssociation(exchanges: readonly Exchange[]): (question: Question, answer: string) => number {
  const after = new Map<string, Cue>();
  const overall = new Map<string, number>();
  for (const { question, answer } of exchanges) {
    const said = answerFeatures(answer);
    for (const feature of said) overall.set(feature, (overall.get(feature) ?? 0) + 1);
    for (const cue of questionFeatures(question.text)) {
      const seen: Cue = after.get(cue) ?? { total: 0, counts: new Map() };
      after.set(cue, seen);
      seen.total++;
      for (const feature of said) seen.counts.set(feature, (seen.counts.get(feature) ?? 0) + 1);
    }
  }
  // By feature, worked out as it is asked for; `undefined` for one too rare to tell.
  const liftsAfter = oncePerText((text) => {
    const cues = questionFeatures(text).flatMap((cue) => after.get(cue) ?? []);
    const lifts = new Map<string, number | undefined>();
    return (feature: string): number | undefined => {
      if (!lifts.has(feature)) lifts.set(feature, logLift(feature, overall.get(feature) ?? 0, exchanges.length, cues));
      return lifts.get(feature);
    };
  });
  return (question, answer) => {
    const lift = liftsAfter(question.text);
    const lifts = answerFeatures(answer).flatMap((feature) => lift(feature) ?? []);
    const best = lifts.toSorted((a, b) => b - a).slice(0, telling);
    return best.length === 0 ? 0 : best.reduce((sum, value) => sum + value, 0) / best.length;
  };
}

const rare = 3; // answers
const priorWeight = 5; // the share over all questions counts as so many answers

/** log of how much likelier a feature is after the best of `cues` than after any question. */
function logLift(feature: string, count: number, total: number, cues: readonly Cue[]): number | undefined {
  if (count < rare || cues.length === 0) return undefined;
  const share = count / total;
  const lifts = cues.map((cue) => ((cue.counts.get(feature) ?? 0) / share + priorWeight) / (cue.total + priorWeight));
  return Math.log(Math.max(...lifts));
}
