import type { Outcome, Split } from "../dialogue/dialogue.ts";
import type { Facts } from "../dialogue/fact.ts";
import type { Turn } from "../dialogue/turn.ts";
import type { Problem } from "./corpus.ts";

/** A dialogue as a reader finds it: texts as written, seats not checked, turns of one speaker perhaps in a row. */
export interface Draft {
  readonly file: string;
  /** Its first line, from 1. */
  readonly line: number;
  /** How many lines it takes. */
  readonly lines: number;
  readonly id?: string | undefined;
  readonly split?: Split | undefined;
  readonly facts: Facts;
  /** Where several dialogues share a scene: its id; else it is the dialogue's. */
  readonly sceneId?: string | undefined;
  /** Turns that the scene begins with; if there are none and no facts, the first turn. */
  readonly opening?: readonly Turn[] | undefined;
  readonly turns: readonly Turn[];
  readonly outcome?: Outcome | undefined;
  readonly ended?: boolean | undefined;
}

/** What a reader gives, line by line. */
export type Entry = { readonly draft: Draft } | { readonly problem: Problem };
