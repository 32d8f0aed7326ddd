import type { Agent } from "../agent/agent.ts";
import type { Config } from "../config.ts";
import type { Dialogue, Split } from "../dialogue/dialogue.ts";
import type { Scene } from "../dialogue/scene.ts";
import type { LoadedRule } from "../reward/load-rules.ts";
import { randomFrom } from "../rng.ts";
import type { Corpus } from "../text/corpus.ts";
import type { Stage } from "./converse.ts";
import { dialoguesOf, scenesOf } from "./human-text.ts";
import { canGoOn, openedByPeople } from "./scenes.ts";

/** What every agent of a comparison is measured with: the same scenes, partner, luck, rules and human dialogues. */
export interface Yardstick {
  /** The frozen reference: the partner in every game. */
  readonly reference: Agent;
  readonly corpus: Corpus;
  readonly rules: readonly LoadedRule[];
  readonly scenes: readonly Scene[];
  /** Scenes that people have opened: how it goes on from what they say. */
  readonly openedByPeople: readonly Scene[];
  readonly stage: Stage;
  readonly seed: number;
  /** Held-out dialogues that people had. */
  readonly human: readonly Dialogue[];
}

export interface YardstickOptions {
  readonly reference: Agent;
  readonly corpus: Corpus;
  readonly rules: readonly LoadedRule[];
  readonly settings: Pick<Config, "evaluate" | "selfPlay">;
  readonly seed: number;
}

/** Of the test split, at full length: what a report is made from. */
export function yardstick(options: YardstickOptions): Yardstick {
  return ofSplit(options, "test", options.settings.evaluate.scenes, Infinity);
}

/** Validation scenes for looks while training, so that the test split has no say in which checkpoint is kept. */
const look = { part: 1 / 6, humanDialogues: 50 };

/** Of the validation split, a sixth as many scenes: what a look while training takes. */
export function quickYardstick(options: YardstickOptions): Yardstick {
  const scenes = Math.max(2, Math.round(options.settings.evaluate.scenes * look.part));
  return ofSplit(options, "validation", scenes, look.humanDialogues);
}

function ofSplit(
  { reference, corpus, rules, settings, seed }: YardstickOptions,
  split: Split,
  sceneCount: number,
  humanCount: number,
): Yardstick {
  const { seats, opens, world } = corpus;
  const { turns, maxWords } = settings.selfPlay;
  const human = dialoguesOf(corpus, split);
  return {
    reference,
    corpus,
    rules,
    scenes: scenesOf(human, sceneCount),
    openedByPeople: human
      .filter(canGoOn)
      .slice(0, sceneCount)
      .map((dialogue) => openedByPeople(dialogue, randomFrom(seed, "opened", dialogue.id))),
    stage: { seats, opens, world, maxTurns: seats.length * Math.max(...turns), maxWords },
    seed,
    human: human.slice(0, humanCount),
  };
}
