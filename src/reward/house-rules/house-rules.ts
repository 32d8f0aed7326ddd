import { factsKnown } from "../../dialogue/dialogue.ts";
import type { Fact } from "../../dialogue/fact.ts";
import type { Scene } from "../../dialogue/scene.ts";
import type { Turn } from "../../dialogue/turn.ts";
import { once } from "../once.ts";
import type { Background, Moment } from "../contract.ts";
import { finish, type Phase, startOf, step } from "./automaton.ts";
import { parseHouseRules } from "./parse.ts";
import { findPhrase, type Phrase } from "./phrase.ts";
import type { Requirement } from "./requirement.ts";

/** A requirement that a turn kept or broke, and the words with which it did. */
export interface Decision {
  readonly requirement: Requirement;
  readonly kept: boolean;
  readonly words?: string;
}

/** Where all requirements stand after a turn, and what that turn decided. */
interface Progress {
  readonly phases: readonly Phase[];
  readonly decisions: readonly Decision[];
}

/**
 * Reads a corpus's `house-rules.yaml` and gives the decisions that fall in a moment's turn; `undefined` where the corpus has
 * none.
 *
 * @throws SyntaxError with the line of what is wrong.
 */
export function houseRules({
  houseRules: text,
  seats,
  dialogues,
}: Background): ((moment: Moment) => readonly Decision[]) | undefined {
  if (text === undefined) return undefined;
  const fields = new Set<string>();
  for (const { scene, turns } of dialogues) {
    for (const facts of [scene.facts, ...turns.flatMap(({ gives }) => gives ?? [])]) {
      for (const known of facts.values()) for (const { field } of known) fields.add(field);
    }
  }
  return watchHouseRules(parseHouseRules(text, seats, dialogues.length === 0 ? undefined : fields));
}

/**
 * The decisions that fall in a moment's turn. Every turn is read once: where the requirements stand after it is remembered
 * with it, as long as the turns before it are the same.
 */
export function watchHouseRules(requirements: readonly Requirement[]): (moment: Moment) => readonly Decision[] {
  const start: Progress = { phases: requirements.map(startOf), decisions: [] };
  const startIn = once((_: Scene): Progress => ({ ...start }));
  const after = new WeakMap<Turn, { readonly from: Progress; readonly to: Progress }>();

  return ({ dialogue, turn, last }) => {
    let progress = startIn(dialogue.scene);
    for (const [index, said] of dialogue.turns.entries()) {
      const known = after.get(said);
      if (known?.from === progress) {
        progress = known.to;
        continue;
      }
      const knows = once((requirement: Requirement) => factsKnown(dialogue, requirement.seat, index));
      const to = read(requirements, progress, said, knows);
      after.set(said, { from: progress, to });
      progress = to;
    }
    if (!last) return progress.decisions;
    const { phases } = progress;
    const final = requirements.flatMap((requirement, place): Decision[] => {
      const phase = phases[place];
      if (requirement.seat !== turn.seat || !phase) return [];
      const kept = finish(requirement, phase, dialogue.ended === false);
      return kept === undefined ? [] : [{ requirement, kept }];
    });
    return [...progress.decisions, ...final];
  };
}

function read(
  requirements: readonly Requirement[],
  before: Progress,
  turn: Turn,
  knows: (requirement: Requirement) => readonly Fact[],
): Progress {
  const words = turn.text.split(" ");
  const decisions: Decision[] = [];
  const phases = requirements.map((requirement, place): Phase => {
    const phase = before.phases[place] ?? startOf(requirement);
    const { seat, when, must, never, "at-most": atMost } = requirement;
    if (phase.kind === "done" || (turn.seat !== seat && turn.seat !== when?.seat)) return phase;
    const find = (phrases: readonly Phrase[] = []) => firstOf(phrases, words, () => knows(requirement));
    const own = turn.seat === seat;
    const said = own ? find(must ?? never ?? atMost?.says) : undefined;
    const due = own ? find(requirement.before) : undefined;
    const next = step(requirement, phase, {
      own,
      arms: turn.seat === when?.seat && find(when.says) !== undefined,
      says: said !== undefined,
      due: due !== undefined,
    });
    if (next.kept !== undefined) {
      const quoted = said ?? due;
      decisions.push({ requirement, kept: next.kept, ...(quoted !== undefined && { words: quoted }) });
    }
    return next.phase;
  });
  return { phases, decisions };
}

function firstOf(phrases: readonly Phrase[], words: readonly string[], knows: () => readonly Fact[]): string | undefined {
  for (const phrase of phrases) {
    const found = findPhrase(phrase, words, knows());
    if (found) return words.slice(found.from, found.to).join(" ");
  }
  return undefined;
}
