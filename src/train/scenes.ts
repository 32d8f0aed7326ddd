import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Scene } from "../dialogue/scene.ts";
import type { Random } from "../rng.ts";
import type { Corpus } from "../text/corpus.ts";

/** Scenes to train in: new ones where the corpus has a world to make them, else those of the training dialogues. */
export function trainingScenes(corpus: Corpus, count: number, random: Random): Scene[] {
  const { world, dialogues } = corpus;
  if (world !== undefined) {
    return Array.from({ length: count }, (_, i) => {
      const stream = random.fork("scene", i);
      return world.newScene(`scene-${random.below(2 ** 31)}`, () => stream.next());
    });
  }
  const train = dialogues.filter(({ split }) => split === "train");
  return Array.from({ length: count }, () => random.pick(train).scene);
}

/** Scenes of training dialogues, each with what people said first; none where all say too little. */
export function drawOpenedByPeople({ dialogues }: Pick<Corpus, "dialogues">, count: number, random: Random): Scene[] {
  const train = dialogues.filter((dialogue) => dialogue.split === "train" && canGoOn(dialogue));
  return train.length === 0 ? [] : Array.from({ length: count }, () => openedByPeople(random.pick(train), random));
}

const leftToSay = 2;

/** Whether people said enough for others to go on from its first turns: one at least, and two are left to say. */
export function canGoOn({ turns }: Dialogue): boolean {
  return turns.length > leftToSay;
}

/** The dialogue's scene, opened by its first turns, however many. */
export function openedByPeople({ scene, turns }: Dialogue, random: Random): Scene {
  return { ...scene, opening: turns.slice(0, 1 + random.below(turns.length - leftToSay)) };
}

/** The first `count` different scenes of the test split, always the same ones. */
export function heldOutScenes(corpus: Corpus, count: number): Scene[] {
  const scenes = new Map<string, Scene>();
  for (const { split, scene } of corpus.dialogues) {
    if (split === "test" && scenes.size < count) scenes.set(scene.id, scene);
  }
  return [...scenes.values()];
}
