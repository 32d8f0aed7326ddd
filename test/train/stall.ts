/** A market stall: a corpus small enough to train on in a test, with facts, a world and all three splits. */
import { fileURLToPath } from "node:url";
import type { Agent } from "../../src/agent/agent.ts";
import { newAgent } from "../../src/agent/agent.ts";
import { type Config, configSchema } from "../../src/config.ts";
import type { Dialogue, Split } from "../../src/dialogue/dialogue.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import { type LoadedRule, loadRules } from "../../src/reward/load-rules.ts";
import { type Random, randomFrom } from "../../src/rng.ts";
import type { Corpus } from "../../src/text/corpus.ts";
import { buildVocabulary } from "../../src/text/vocabulary.ts";
import world, { factOf } from "./stall-world.ts";

function dialogueOf(id: string, split: Split, random: Random): Dialogue {
  const scene = world.newScene(id, () => random.next());
  const [wish, name] = [factOf(scene, "guest", "wish"), factOf(scene, "guest", "name")];
  const price = factOf(scene, "seller", "price", wish).split(" ")[1] ?? "";
  const turns: Turn[] = [
    { seat: "seller", text: random.pick(["hello , what would you like ?", "hi , what can i get you ?"]) },
    { seat: "guest", text: `${random.pick(["a", "one"])} ${wish} please , for ${name}` },
    { seat: "seller", text: `one ${wish} , that is ${price} please` },
    { seat: "guest", text: random.pick(["here you go", "there you are"]) },
    { seat: "seller", text: random.pick([`bye ${name}`, `thanks ${name}`]) },
  ];
  return { id, split, scene, turns, ended: true, outcome: world.outcome(scene, turns) };
}

const splits: readonly Split[] = [
  ...Array.from({ length: 200 }, () => "train" as const),
  ...Array.from({ length: 12 }, () => "validation" as const),
  ...Array.from({ length: 12 }, () => "test" as const),
];

export const stall: Corpus = {
  name: "stall",
  path: "/nowhere/stall",
  seats: ["seller", "guest"],
  opens: "seller",
  person: "guest",
  licence: "MIT",
  source: "written for the tests",
  dialogues: splits.map((split, i) => dialogueOf(`${i}`, split, randomFrom(1, "stall", i))),
  world,
  worldFile: fileURLToPath(new URL("stall-world.ts", import.meta.url)),
  problems: [],
};

/** One rule to train on, two metrics. */
export function stallRules(corpus: Corpus = stall): Promise<readonly LoadedRule[]> {
  const dialogues = corpus.dialogues.filter(({ split }) => split === "train");
  return loadRules(
    [
      { name: "no-repetition", weight: 1 },
      { name: "distinct", weight: 0 },
      { name: "task-success", weight: 0 },
    ],
    { ...corpus, houseRules: corpus.houseRules, dialogues },
  );
}

export const stallSettings: Config = configSchema.parse({
  evaluate: { scenes: 6, resamples: 200 },
  selfPlay: { turns: [3], maxWords: 8 },
});

export function stallAgent(name = "stall", seed = 1, hidden = 8): Agent {
  return newAgent({
    name,
    vocabulary: buildVocabulary(stall.dialogues),
    hidden,
    layers: 1,
    random: randomFrom(seed, name),
  });
}
