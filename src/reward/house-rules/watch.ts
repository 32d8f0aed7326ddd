import { type Dialogue, factsKnown } from "../../dialogue/dialogue.ts";
import type { Fact } from "../../dialogue/fact.ts";
import type { Scene } from "../../dialogue/scene.ts";
import type { Seat } from "../../dialogue/seat.ts";
import type { Turn } from "../../dialogue/turn.ts";
import { once } from "../once.ts";
import type { Moment } from "../contract.ts";
import { finish, type Phase, startOf, step } from "./automaton.ts";
import { PhraseFinder } from "./phrase-finder.ts";
import type { Requirement } from "./requirement.ts";

/** A requirement that a turn kept or broke, and the words with which it did. */
export interface Decision {
  readonly requirement: Requirement;
  readonly kept: boolean;
  readonly words?: string;
}

/** A requirement and its phrases, ready to be looked for. */
interface Watched {
  readonly requirement: Requirement;
  readonly arms: PhraseFinder;
  readonly says: PhraseFinder;
  readonly due: PhraseFinder;
}

/** Where all requirements stand after a turn, and what that turn decided. */
interface Progress {
  readonly phases: readonly Phase[];
  readonly decisions: readonly Decision[];
}

/**
 * The decisions that fall in a moment's turn. Every turn is read once: where the requirements stand after it is remembered
 * with it, as long as the turns before it are the same.
 */
export function watchHouseRules(requirements: readonly Requirement[]): (moment: Moment) => readonly Decision[] {
  const watched = requirements.map(watch);
  const startIn = once((_: Scene): Progress => ({ phases: requirements.map(startOf), decisions: [] }));
  const after = new WeakMap<Turn, { readonly from: Progress; readonly to: Progress }>();

  return ({ dialogue, turn, last }) => {
    let progress = startIn(dialogue.scene);
    for (const [index, said] of dialogue.turns.entries()) {
      const known = after.get(said);
      const to = known?.from === progress ? known.to : read(watched, progress, dialogue, index);
      if (known?.to !== to) after.set(said, { from: progress, to });
      progress = to;
    }
    return last ? [...progress.decisions, ...decisionsAtEnd(requirements, progress, dialogue, turn)] : progress.decisions;
  };
}

function watch(requirement: Requirement): Watched {
  const { when, must, never, "at-most": atMost, before } = requirement;
  return {
    requirement,
    arms: new PhraseFinder(when?.says ?? []),
    says: new PhraseFinder(must ?? never ?? atMost?.says ?? []),
    due: new PhraseFinder(before ?? []),
  };
}

function decisionsAtEnd(
  requirements: readonly Requirement[],
  { phases }: Progress,
  { ended }: Dialogue,
  { seat }: Turn,
): readonly Decision[] {
  return requirements.flatMap((requirement, place): Decision[] => {
    const phase = phases[place];
    if (requirement.seat !== seat || !phase) return [];
    const kept = finish(requirement, phase, ended === false);
    return kept === undefined ? [] : [{ requirement, kept }];
  });
}

function read(watched: readonly Watched[], before: Progress, dialogue: Dialogue, index: number): Progress {
  const turn = dialogue.turns[index];
  if (!turn) return before;
  const words = turn.text.split(" ");
  const facts = new Map<Seat, readonly Fact[]>();
  const decisions: Decision[] = [];
  const phases = before.phases.map((phase, place) => {
    const rule = watched[place];
    const seat = rule?.requirement.seat;
    if (!rule || seat === undefined || phase.kind === "done") return phase;
    const own = turn.seat === seat;
    const mayArm = turn.seat === rule.requirement.when?.seat;
    if (!own && !mayArm) return phase;
    const knows = facts.get(seat) ?? factsKnown(dialogue, seat, index);
    facts.set(seat, knows);
    const said = own ? rule.says.find(words, knows) : undefined;
    const due = own ? rule.due.find(words, knows) : undefined;
    const arms = mayArm && rule.arms.find(words, knows) !== undefined;
    const next = step(rule.requirement, phase, { own, arms, says: said !== undefined, due: due !== undefined });
    if (next.kept !== undefined) {
      const quoted = said ?? due;
      decisions.push({ requirement: rule.requirement, kept: next.kept, ...(quoted !== undefined && { words: quoted }) });
    }
    return next.phase;
  });
  return { phases, decisions };
}
