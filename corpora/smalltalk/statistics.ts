import { pathToFileURL } from "node:url";
import type { Dialogue, Split } from "../../src/dialogue/dialogue.ts";
import generate from "./generator.ts";
import { slips } from "./world.ts";

export interface Statistics {
  readonly dialogues: Readonly<Record<Split, number>>;
  readonly turnsPerDialogue: { readonly least: number; readonly mean: number; readonly most: number };
  /** Words and punctuation marks. */
  readonly wordsPerTurn: { readonly mean: number; readonly most: number };
  /** Different words of the train split's turns and facts. */
  readonly vocabulary: number;
  /** Train words that stand in one dialogue only. */
  readonly rareWords: number;
  readonly distinctTrainTurns: number;
  /** Share of the test split's turns that stand word for word in the train split, and of those of eight words or more. */
  readonly testTurnsInTrain: number;
  readonly longTestTurnsInTrain: number;
  /** Share of the test split's dialogues with a seat whose facts are all those of some seat of the train split. */
  readonly testPersonasInTrain: number;
  readonly contradicting: number;
  readonly successful: number;
}

export function statistics(dialogues: readonly Dialogue[]): Statistics {
  const of = (split: Split): readonly Dialogue[] => dialogues.filter((dialogue) => dialogue.split === split);
  const train = of("train");
  const test = of("test");
  const turnCounts = dialogues.map(({ turns }) => turns.length);
  const wordCounts = dialogues.flatMap(({ turns }) => turns.map(({ text }) => words(text).length));
  const holders = new Map<string, number>();
  for (const dialogue of train)
    for (const word of new Set(wordsOf(dialogue))) holders.set(word, (holders.get(word) ?? 0) + 1);
  const trainTurns = new Set(train.flatMap(({ turns }) => turns.map(({ text }) => text)));
  const testTurns = test.flatMap(({ turns }) => turns.map(({ text }) => text));
  const longTurns = testTurns.filter((text) => words(text).length >= 8);
  const people = new Set(train.flatMap(personas));
  return {
    dialogues: { train: train.length, validation: of("validation").length, test: test.length },
    turnsPerDialogue: { least: Math.min(...turnCounts), mean: mean(turnCounts), most: Math.max(...turnCounts) },
    wordsPerTurn: { mean: mean(wordCounts), most: wordCounts.reduce((most, count) => Math.max(most, count), 0) },
    vocabulary: holders.size,
    rareWords: [...holders.values()].filter((count) => count === 1).length,
    distinctTrainTurns: trainTurns.size,
    testTurnsInTrain: share(testTurns, (text) => trainTurns.has(text)),
    longTestTurnsInTrain: share(longTurns, (text) => trainTurns.has(text)),
    testPersonasInTrain: share(test, (dialogue) => personas(dialogue).some((person) => people.has(person))),
    contradicting: share(dialogues, ({ scene, turns }) => slips(scene, turns).length > 0),
    successful: share(dialogues, ({ outcome }) => outcome?.success === true),
  };
}

function words(text: string): string[] {
  return text.split(" ");
}

function wordsOf({ scene, turns }: Dialogue): string[] {
  return [
    ...turns.flatMap(({ text }) => words(text)),
    ...[...scene.facts.values()].flat().flatMap((fact) => words(fact.words)),
  ];
}

function personas({ scene }: Dialogue): string[] {
  return [...scene.facts.values()].map((facts) => facts.map((fact) => `${fact.field} ${fact.words}`).join(" , "));
}

function mean(numbers: readonly number[]): number {
  return rounded(numbers.reduce((sum, number) => sum + number, 0) / numbers.length);
}

function share<T>(items: readonly T[], fits: (item: T) => boolean): number {
  return rounded(items.filter(fits).length / items.length);
}

function rounded(number: number): number {
  return Math.round(number * 1000) / 1000;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.stdout.write(`${JSON.stringify(statistics(generate({ seed: 1 })), null, 2)}\n`);
