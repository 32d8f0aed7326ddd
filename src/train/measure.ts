/**
 * Everything that is reported of one agent: it takes each seat in every scene of the yardstick, against the frozen reference,
 * each at its own temperature; the rules judge its turns; its language is compared with the reference's and with people's.
 */
import type { Agent } from "../agent/agent.ts";
import type { Speaker } from "../dialogue/speaker.ts";
import type { Turn } from "../dialogue/turn.ts";
import { judge } from "../reward/judge.ts";
import type { Trigram } from "../text/trigram.ts";
import type { Crew } from "./crew/crew.ts";
import { type FactWords, factWords } from "./fact-words.ts";
import { type Game, ownTurns, partnerTurns, playGames } from "./games.ts";
import { type Generated, generated } from "./generated.ts";
import { type Grounding, grounding } from "./grounding.ts";
import { dialoguesOf, streamTrigram, trigramPerplexity } from "./human-text.ts";
import { pause } from "./pause.ts";
import { perplexity, sides } from "./pretrain.ts";
import { type SceneTally, type Sum, tallies } from "./tally.ts";
import { repetition, type Replies, repliesIn } from "./variety.ts";
import type { Yardstick } from "./yardstick.ts";

/** Games and what the rules make of them: all that can be said of any speaker, an agent or not. */
export interface Performance {
  readonly games: readonly Game[];
  readonly scenes: readonly SceneTally[];
  readonly replies: Replies;
  /** Turns of a dialogue, both seats', the opening included. */
  readonly turns: number;
  readonly wordsPerTurn: number;
  /** Own turns, and how many of them ran into the cap on words. */
  readonly cuts: Sum;
  /** The same of the reference's across. */
  readonly partnerCuts: Sum;
  /** The mean share of a dialogue's 4-grams that were said before in it. */
  readonly repeatedFourGrams: number;
}

/** What a look while training needs of an agent. */
export interface QuickMeasure extends Performance {
  readonly generated: Generated;
  /** Of the human dialogues' words and marks. */
  readonly perplexity: number;
}

export interface Measure extends QuickMeasure {
  readonly trigramPerplexity: number;
  readonly grounding: Grounding;
}

export interface MeasureOptions {
  /** Told after every batch how many more dialogues were played. */
  readonly onDone?: (dialogues: number) => void;
  readonly signal?: AbortSignal | undefined;
  readonly crew?: Crew | undefined;
}

export async function perform(
  speaker: Speaker,
  { reference, scenes, stage, seed, rules }: Yardstick,
  options: MeasureOptions = {},
): Promise<Performance> {
  const games = await playGames(speaker, { partner: reference, scenes, stage, seed, ...options });
  const judgement = games.flatMap(({ dialogue, seat }) =>
    judge([dialogue], rules, { seats: stage.seats, speaker: seat }),
  );
  const replies = repliesIn(games);
  return {
    games,
    scenes: tallies(games, judgement, scenes.length),
    replies,
    turns: mean(games.map(({ dialogue }) => dialogue.turns.length)),
    wordsPerTurn: mean(replies.map((words) => words.length)),
    cuts: cutsIn(games.flatMap(ownTurns)),
    partnerCuts: cutsIn(games.flatMap(partnerTurns)),
    repeatedFourGrams: repetition(games),
  };
}

const cutsIn = (turns: readonly Turn[]): Sum => ({
  sum: turns.filter(({ cut }) => cut === true).length,
  count: turns.length,
});

/** The part of a measure that is cheap enough to take while training. */
export async function quickMeasure(
  agent: Agent,
  stick: Yardstick,
  options: MeasureOptions = {},
  trigram?: Trigram,
): Promise<QuickMeasure> {
  const performance = await perform(agent, stick, options);
  await pause(options.signal);
  const { crew } = options;
  const streams = performance.games.flatMap(({ stream }) => stream ?? []);
  return {
    ...performance,
    generated: await generated(streams, stick.reference, { trigram, crew }),
    perplexity: await perplexity(agent, sides(stick.human, stick.stage.seats), crew),
  };
}

/** What the training dialogues say of words, for all agents of a comparison. */
export interface Background {
  readonly trigram: Trigram;
  readonly isFactWord: FactWords;
}

export function background({ corpus, reference }: Pick<Yardstick, "corpus" | "reference">): Background {
  return {
    trigram: streamTrigram(reference.vocabulary, corpus),
    isFactWord: factWords(dialoguesOf(corpus, "train")),
  };
}

export async function measure(
  agent: Agent,
  stick: Yardstick,
  { trigram, isFactWord }: Background,
  options: MeasureOptions = {},
): Promise<Measure> {
  const { human, stage } = stick;
  const quick = await quickMeasure(agent, stick, options, trigram);
  await pause(options.signal);
  return {
    ...quick,
    trigramPerplexity: trigramPerplexity(trigram, agent.vocabulary, human, stage.seats),
    grounding: grounding(agent, human, stage.seats, isFactWord),
  };
}

/** 0 of nothing: whoever says no turn says no word of it either. */
function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
