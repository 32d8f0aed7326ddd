import type { Dialogue, Split } from "../dialogue/dialogue.ts";
import type { Seat } from "../dialogue/seat.ts";
import type { Corpus } from "./corpus.ts";
import { buildVocabulary, marks, type Vocabulary } from "./vocabulary.ts";

/** What a corpus holds, in numbers; a share of nothing is `null`. */
export interface CorpusStatistics {
  readonly dialogues: number;
  readonly splits: Readonly<Record<Split, number>>;
  readonly turns: { readonly count: number; readonly least: number; readonly most: number };
  /** Words and punctuation marks of all turns. */
  readonly words: number;
  /** Words that an agent can learn by number, marks not counted, of how many different ones in train. */
  readonly vocabulary: { readonly kept: number; readonly of: number };
  /** The share of words that an agent hears as slots. */
  readonly slotShare: { readonly train: number | null; readonly test: number | null };
  /** The share of test turns that stand in train word for word: how much of the test is memory. */
  readonly testTurnsInTrain: number | null;
  readonly facts: readonly SeatFacts[];
  /** The share of dialogues that succeed, of those whose outcome is known. */
  readonly successShare: number | null;
}

export interface SeatFacts {
  readonly seat: Seat;
  /** Facts that a dialogue starts with, on average. */
  readonly perDialogue: number;
  /** The same by field, the most frequent first. */
  readonly fields: readonly { readonly field: string; readonly perDialogue: number }[];
}

export function corpusStatistics({ dialogues, seats }: Corpus): CorpusStatistics {
  const of = (split: Split): Dialogue[] => dialogues.filter((dialogue) => dialogue.split === split);
  const [train, validation, test] = [of("train"), of("validation"), of("test")];
  const lengths = dialogues.map((dialogue) => dialogue.turns.length);
  const vocabulary = buildVocabulary(dialogues);
  const outcomes = dialogues.flatMap((dialogue) => dialogue.outcome ?? []);
  const trainTurns = new Set(textsOf(train));
  return {
    dialogues: dialogues.length,
    splits: { train: train.length, validation: validation.length, test: test.length },
    turns: {
      count: lengths.reduce((sum, length) => sum + length, 0),
      least: lengths.reduce((least, length) => Math.min(least, length), lengths[0] ?? 0),
      most: lengths.reduce((most, length) => Math.max(most, length), 0),
    },
    words: textsOf(dialogues).reduce((sum, text) => sum + text.split(" ").length, 0),
    vocabulary: {
      kept: vocabulary.size - marks.length,
      of: buildVocabulary(dialogues, { limit: Infinity, minCount: 1 }).size - marks.length,
    },
    slotShare: { train: slotShare(train, vocabulary), test: slotShare(test, vocabulary) },
    testTurnsInTrain: share(textsOf(test), (text) => trainTurns.has(text)),
    facts: seats.map((seat) => seatFacts(dialogues, seat)),
    successShare: share(outcomes, (outcome) => outcome.success),
  };
}

function textsOf(dialogues: readonly Dialogue[]): string[] {
  return dialogues.flatMap((dialogue) => dialogue.turns.map((turn) => turn.text));
}

function slotShare(dialogues: readonly Dialogue[], vocabulary: Vocabulary): number | null {
  const words = textsOf(dialogues).flatMap((text) => text.split(" "));
  return share(words, (word) => vocabulary.id(word) === undefined);
}

function seatFacts(dialogues: readonly Dialogue[], seat: Seat): SeatFacts {
  const counts = new Map<string, number>();
  for (const dialogue of dialogues)
    for (const { field } of dialogue.scene.facts.get(seat) ?? []) counts.set(field, (counts.get(field) ?? 0) + 1);
  const fields = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([field, count]) => ({ field, perDialogue: count / dialogues.length }));
  return { seat, perDialogue: fields.reduce((sum, { perDialogue }) => sum + perDialogue, 0), fields };
}

function share<Item>(items: readonly Item[], counts: (item: Item) => boolean): number | null {
  return items.length === 0 ? null : items.filter(counts).length / items.length;
}
