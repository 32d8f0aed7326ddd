import { newAgent, type Agent } from "../../src/agent/agent.ts";
import type { Dialogue } from "../../src/dialogue/dialogue.ts";
import type { Scene } from "../../src/dialogue/scene.ts";
import { randomFrom } from "../../src/rng.ts";
import { buildVocabulary } from "../../src/text/vocabulary.ts";

export const scene: Scene = {
  id: "toy",
  facts: new Map([
    [
      "barista",
      [
        { field: "price", words: "flat white four" },
        { field: "sold-out", words: "scone" },
      ],
    ],
    [
      "customer",
      [
        { field: "drink", words: "flat white" },
        { field: "name", words: "xanthippe" },
      ],
    ],
  ]),
  opening: [],
};

export const dialogue: Dialogue = {
  id: "toy",
  scene,
  turns: [
    { seat: "barista", text: "hi , what can i get you ?" },
    {
      seat: "customer",
      text: "a flat white please , for xanthippe",
      gives: new Map([["barista", [{ field: "total", words: "four" }]]]),
    },
    { seat: "barista", text: "four please , xanthippe" },
    { seat: "customer", text: "here you go" },
  ],
};

/** Twice, so that its words are no strangers; the name stays one. */
export const corpus: readonly Dialogue[] = [
  { ...dialogue, turns: dialogue.turns.map((turn) => ({ ...turn, text: turn.text.replace("xanthippe", "anna") })) },
  { ...dialogue, turns: dialogue.turns.map((turn) => ({ ...turn, text: turn.text.replace("xanthippe", "ben") })) },
].map((each, i) => ({
  ...each,
  scene: { ...scene, facts: new Map([...scene.facts, ["customer", [{ field: "drink", words: "flat white" }]]]) },
  id: `${i}`,
}));

/** Its temperature is not 1, so that whoever forgets it is found out. */
export function toyAgent(hidden = 8, layers: 1 | 2 = 1, seed = 1, temperature = 0.7): Agent {
  const vocabulary = buildVocabulary(corpus);
  return newAgent({ name: "toy", vocabulary, hidden, layers, temperature, random: randomFrom(seed, "toy") });
}
