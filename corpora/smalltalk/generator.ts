import type { Dialogue, Split } from "../../src/dialogue/dialogue.ts";
import type { Scene } from "../../src/dialogue/scene.ts";
import { type Random, randomFrom, streamKey } from "../../src/rng.ts";
import { embellish } from "./embellish.ts";
import { drawLapse } from "./lapses.ts";
import { type Material, type Script, readMaterial } from "./material.ts";
import { type Casting, drawScene } from "./personas.ts";
import { type Topic, castingOf, mapTopics, topicsOf, turnsAbout } from "./topics.ts";
import { weave } from "./weave.ts";
import { world } from "./world.ts";

export interface Generation {
  readonly seed: number;
  readonly count?: number;
}

/** A dialogue, and whether its speakers were meant to contradict themselves. */
export interface Woven {
  readonly dialogue: Dialogue;
  readonly script: string;
  readonly careless: boolean;
}

/** Of the dialogues that are free of it by their script. */
const carelessShare = 0.31;

/** How much of a test dialogue is word for word as it was written, and of a training dialogue. */
const faithfulness = { forTest: 0.7, forTrain: 0.35 };

/** Dialogues woven from the hand-written material, by seed; each is the same however many are asked for. */
export default function generate({ seed, count = 4_500 }: Generation): Dialogue[] {
  return weaveAll({ seed, count }).map(({ dialogue }) => dialogue);
}

export function weaveAll({ seed, count = 4_500 }: Generation): Woven[] {
  const material = readMaterial();
  const plots = material.scripts.map((script) => {
    const topics = topicsOf(script);
    return { script, topics, casting: castingOf(script, topics) };
  });
  return Array.from({ length: count }, (_, index) =>
    weaveOne(index, plots, material, randomFrom(seed, "smalltalk", index)),
  );
}

interface Plot {
  readonly script: Script;
  readonly topics: readonly Topic[];
  readonly casting: Casting;
}

function weaveOne(index: number, plots: readonly Plot[], material: Material, random: Random): Woven {
  const careless = random.next() < carelessShare;
  // Half of the test dialogues follow scripts that training never saw, half known ones with unknown people.
  const forTest = random.next() < 0.05;
  const fitting = plots.filter(({ script }) => script.forTest === forTest);
  const id = String(index + 1);
  for (let attempt = 0; attempt < 400; attempt++) {
    const draft = random.fork("attempt", attempt);
    const plot = draft.pick(fitting);
    const scene = drawScene(id, () => draft.next(), plot.casting);
    const split = splitOf(scene);
    if (split === "test" ? !forTest && draft.next() < 0.5 : forTest) continue;
    const woven = play(plot, scene, { split, careless }, material, draft);
    if (woven !== undefined) return woven;
  }
  throw new Error(`smalltalk: no script could be played for dialogue ${id}; loosen "needs" or add lines to material/`);
}

function play(
  { script, topics, casting }: Plot,
  scene: Scene,
  { split, careless }: { readonly split: Split; readonly careless: boolean },
  material: Material,
  random: Random,
): Woven | undefined {
  const map = mapTopics(topics, casting, scene, random);
  if (map === undefined) return undefined;
  const drafted = embellish(turnsAbout(script, map), scene, material, random);
  const lapse = careless && script.careless === undefined ? drawLapse(drafted, scene, random) : undefined;
  const turns = weave(
    {
      turns: drafted,
      moods: script.moods,
      lapse,
      faithfulness: script.forTest ? faithfulness.forTest : faithfulness.forTrain,
    },
    scene,
    material,
    random,
  );
  if (turns === undefined) return undefined;
  const dialogue = { id: scene.id, split, scene, turns, outcome: world.outcome(scene, turns), ended: true };
  return { dialogue, script: script.id, careless: lapse !== undefined || script.careless !== undefined };
}

function splitAt(share: number): Split {
  if (share < 0.8) return "train";
  return share < 0.9 ? "validation" : "test";
}

/** Who talks decides the split, so that no two people meet in training and again in a test. */
export function splitOf({ facts }: Pick<Scene, "facts">): Split {
  const people = [...facts.values()].flatMap((known) => known.flatMap(({ field, words }) => [field, words]));
  return splitAt(streamKey(0, ...people) / 2 ** 32);
}
