import type { Fact } from "../dialogue/fact.ts";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { JudgedDialogue } from "../reward/judgement.ts";
import type { LoadedRule } from "../reward/load-rules.ts";
import type { Verdict } from "./report.ts";

/** A self-play dialogue with what the rules made of it, ready for a line of JSON. */
export interface ShownDialogue {
  readonly scene: { readonly [seat: string]: [field: string, words: string][] };
  readonly turns: {
    readonly seat: string;
    readonly text: string;
    readonly scores: {
      readonly rule: string;
      readonly value: number | null;
      readonly weight: number;
      readonly evidence: { readonly note: string; readonly words?: string | undefined }[];
    }[];
  }[];
}

/** What training tells after each step: one line of `events.jsonl`, one message to whoever started it. */
export interface TrainingEvent {
  readonly stage: "pretrain" | "reinforce" | "evaluate" | "done";
  readonly step: number;
  readonly steps: number;
  readonly secondsLeft: number | null;
  /** Whose step it is where it is not the kept learner's: another seed's, or a control's. */
  readonly repeat?: string;
  readonly perplexity?: number;
  /** Mean reward of a turn. */
  readonly reward?: number;
  readonly rules?: { readonly [rule: string]: number | null };
  /** Nats a word from the reference. */
  readonly kl?: number;
  /** Nats a word. */
  readonly entropy?: number;
  readonly example?: ShownDialogue;
  readonly verdict?: Verdict;
}

export function shownDialogue(dialogue: Dialogue, judged: JudgedDialogue, rules: readonly LoadedRule[]): ShownDialogue {
  const pairs = (facts: readonly Fact[]): [string, string][] => facts.map(({ field, words }) => [field, words]);
  return {
    scene: Object.fromEntries([...dialogue.scene.facts].map(([seat, facts]) => [seat, pairs(facts)])),
    turns: dialogue.turns.map(({ seat, text }, u) => ({
      seat,
      text,
      scores: rules.flatMap(({ name, weight }) => {
        const score = judged.turns[u]?.scores.get(name);
        if (score === undefined) return [];
        const evidence = score.evidence.map(({ note, words }) => (words === undefined ? { note } : { note, words }));
        return [{ rule: name, value: score.value, weight, evidence }];
      }),
    })),
  };
}
