/** What people wrote, as measuring reads it: the dialogues of a split, their scenes, and a 3-gram model to compare with. */
import type { Dialogue, Split } from "../dialogue/dialogue.ts";
import type { Fact, Facts } from "../dialogue/fact.ts";
import type { Scene } from "../dialogue/scene.ts";
import type { Seat } from "../dialogue/seat.ts";
import { CorpusError } from "../errors.ts";
import type { Corpus } from "../text/corpus.ts";
import { SlotMap } from "../text/slots.ts";
import { type Trigram, trainTrigram } from "../text/trigram.ts";
import type { Vocabulary } from "../text/vocabulary.ts";

/** @throws CorpusError where the split is empty: training needs all three. */
export function dialoguesOf({ name, dialogues }: Corpus, split: Split): readonly Dialogue[] {
  const found = dialogues.filter((dialogue) => dialogue.split === split);
  if (found.length > 0) return found;
  throw new CorpusError(
    `corpus "${name}": none of its ${dialogues.length} dialogues is in the ${split} split, and training needs all three; ` +
      `add dialogues, or write "split": "${split}" into some of them`,
  );
}

/** The first `count` different scenes of the dialogues. */
export function scenesOf(dialogues: readonly Dialogue[], count: number): Scene[] {
  const scenes = new Map<string, Scene>();
  for (const { scene } of dialogues) if (scenes.size < count && !scenes.has(scene.id)) scenes.set(scene.id, scene);
  return [...scenes.values()];
}

/** The words and marks of a dialogue as `seat` hears them: the inputs of its view and the mark that ends it. */
export function streamOf(vocabulary: Vocabulary, { scene, turns, ended }: Dialogue, seat: Seat): number[] {
  const slots = new SlotMap(vocabulary);
  const know = (facts: Facts | undefined): void =>
    (facts?.get(seat) ?? []).forEach((fact: Fact) => slots.encode(fact.words.split(" ")));
  know(scene.facts);
  const stream = turns.flatMap((turn) => {
    const words = slots.encode(turn.text === "" ? [] : turn.text.split(" "));
    know(turn.gives);
    return [turn.seat === seat ? vocabulary.me : vocabulary.you, ...words];
  });
  return ended === false ? stream : [...stream, vocabulary.end];
}

function streamsOf(vocabulary: Vocabulary, corpus: Corpus, split: Split): number[][] {
  const dialogues = corpus.dialogues.filter((dialogue) => dialogue.split === split);
  return dialogues.flatMap((dialogue) => corpus.seats.map((seat) => streamOf(vocabulary, dialogue, seat)));
}

/** A 3-gram model of the training split's streams. It sees no facts, so an agent that uses its own must beat it. */
export function streamTrigram(vocabulary: Vocabulary, corpus: Corpus): Trigram {
  const [train, validation] = (["train", "validation"] as const).map((split) => streamsOf(vocabulary, corpus, split));
  return trainTrigram(train ?? [], vocabulary.size, validation);
}

/** Over the same words and marks that an agent's perplexity is taken over: all but the one that opens the stream. */
export function trigramPerplexity(
  trigram: Trigram,
  vocabulary: Vocabulary,
  dialogues: readonly Dialogue[],
  seats: readonly Seat[],
): number {
  return trigram.perplexity(
    dialogues.flatMap((dialogue) => seats.map((seat) => streamOf(vocabulary, dialogue, seat))),
    1,
  );
}
