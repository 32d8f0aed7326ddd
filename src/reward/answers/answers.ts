import type { Dialogue } from "../../dialogue/dialogue.ts";
import { amountsIn } from "../claims/amounts.ts";
import { oncePerText } from "../once.ts";
import { isStopWord, sentences, withoutMarks } from "../words.ts";
import { type Exchange, learnAssociation } from "./association.ts";
import { fitLogistic, logistic } from "./logistic.ts";
import { type Question, questionIn } from "./question.ts";

const mostExchanges = 5000; // enough to learn from, in about a second

/**
 * How well a turn answers a question: the probability, learnt from the training dialogues, that it was said to this question
 * rather than to another, or is only its echo. Four things tell: words that go with the question's words, the shape of the
 * answer, whether it only asks back, and how much of it is the question's. With few dialogues the shape decides, with many
 * the words do.
 */
export function learnAnswers(dialogues: readonly Dialogue[]): (question: Question, answer: string) => number {
  const exchanges = exchangesIn(dialogues);
  // The words' weight is learnt on other dialogues than the words: on their own they always fit.
  const held = exchanges.filter((_, index) => index % 3 === 2);
  const association = learnAssociation(exchanges.filter((_, index) => index % 3 !== 2));
  const features = ({ question, answer }: Exchange): readonly number[] => {
    const said = readAnswer(answer);
    return [association(question, answer), shape(question, said), said.onlyAsks ? 1 : 0, echo(question, said), 1];
  };
  const misplaced = held.map(({ question }, index) => {
    return { question, answer: held[(index + 7) % held.length]?.answer ?? "" };
  });
  const echoes = held
    .filter((_, index) => index % 4 === 0)
    .map(({ question }) => ({ question, answer: question.text }));
  const examples = [
    ...held.map((exchange) => ({ features: features(exchange), label: 1 })),
    ...[...misplaced, ...echoes].map((exchange) => ({ features: features(exchange), label: 0 })),
  ];
  const weights = fitLogistic(examples, [1, 1, -1, -1, 0]);
  return (question, answer) => logistic(features({ question, answer }), weights);
}

function exchangesIn(dialogues: readonly Dialogue[]): readonly Exchange[] {
  const exchanges: Exchange[] = [];
  for (const { turns } of dialogues) {
    for (const [index, { seat, text }] of turns.entries()) {
      const before = turns[index - 1];
      const question = before && before.seat !== seat ? questionIn(before.text) : undefined;
      if (question) exchanges.push({ question, answer: text });
    }
  }
  const stride = Math.max(1, Math.ceil(exchanges.length / mostExchanges));
  return exchanges.filter((_, index) => index % stride === 0);
}

const replies: ReadonlySet<string> = new Set(
  [
    "yes yeah yep yup sure no nope nah exactly correct right definitely absolutely please thanks fine okay ok",
    "maybe perhaps never always none neither i we",
  ].flatMap((words) => words.split(" ")),
);

/** What an answer is on its own, whatever was asked. */
interface ReadAnswer {
  /** Its words but for marks and "yes", "right" and the like. */
  readonly words: readonly string[];
  readonly onlyAsks: boolean;
  readonly hasAmount: boolean;
  readonly replies: boolean;
  readonly hasTopic: boolean;
}

const readAnswer = oncePerText((text): ReadAnswer => {
  const words = text.split(" ");
  const spoken = withoutMarks(words);
  return {
    words: spoken.filter((word) => !replies.has(word)),
    onlyAsks: sentences(words).every((sentence) => sentence.at(-1) === "?"),
    hasAmount: amountsIn(words).length > 0,
    replies: words.slice(0, 4).some((word) => replies.has(word) || word.endsWith("n't")),
    hasTopic: spoken.some((word) => !isStopWord(word)),
  };
});

/** 1 where the answer is the question again, near 0 where it only takes up words of it. */
function echo({ text }: Question, { words }: ReadAnswer): number {
  const asked = readAnswer(text).words;
  if (words.length === 0 || asked.length === 0) return 0;
  const shared = words.filter((word) => asked.includes(word)).length;
  return (shared / Math.max(words.length, asked.length)) ** 3;
}

/** 1 where the answer has the form that the question asks for, −1 where it has not. */
function shape({ expects }: Question, { hasAmount, replies, hasTopic }: ReadAnswer): number {
  const fits = expects === "amount" ? hasAmount : expects === "yes-no" ? replies : hasTopic;
  return fits ? 1 : -1;
}
