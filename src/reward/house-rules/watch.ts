import { type Dialogue, factsKnown } from "../../dialogue/dialogue.ts";
import type { Fact } from "../../dialogue/fact.ts";
import type { Scene } from "../../dialogue/scene.ts";
import type { Seat } from "../../dialogue/seat.ts";
import type { Turn } from "../../dialogue/turn.ts";
import { once, oncePerText } from "../once.ts";
import type { Moment } from "../contract.ts";
import { finish, type Phase, startOf, step } from "./automaton.ts";
import { fieldsOf, type Phrase } from "./phrase.ts";
import { PhraseFinder } from "./phrase-finder.ts";
import type { Requirement } from "./requirement.ts";

/** A requirement that a turn kept or broke, and the words with which it did. */
export interface Decision {
  readonly requirement: Requirement;
  readonly kept: boolean;
  readonly words?: string;
}

/** What a requirement looks for in a turn. */
const roles = ["arms", "says", "due"] as const;
type Finders = Readonly<Record<(typeof roles)[number], PhraseFinder>>;
type Words = Readonly<Record<(typeof roles)[number], string | undefined>>;

interface Watched {
  readonly requirement: Requirement;
  /** Phrases that look up no fact: what they find depends on the text alone. */
  readonly fixed: Finders;
  readonly lookUp: Finders;
}

/** Where all requirements stand after a turn, and what that turn decided. */
interface Progress {
  readonly phases: readonly Phase[];
  readonly decisions: readonly Decision[];
}

/**
 * The decisions that fall in a moment's turn. Where the requirements stand after the turns of a scene is remembered, so that a
 * dialogue that is judged in order is read once.
 */
export function watchHouseRules(requirements: readonly Requirement[]): (moment: Moment) => readonly Decision[] {
  const watched = requirements.map(watch);
  const fixed = oncePerText((text) => {
    const words = text.split(" ");
    const found = watched.map(({ fixed: { arms, says, due } }) => ({
      arms: arms.find(words, []),
      says: says.find(words, []),
      due: due.find(words, []),
    }));
    return { words, found };
  });
  const walkIn = once<Scene, Walk>(({ facts }) => {
    const phases = requirements.map((requirement) => startOf(requirement, facts.get(requirement.seat) ?? []));
    return { start: { phases, decisions: [] }, turns: [], after: [] };
  });

  return ({ dialogue, turn, last }) => {
    const walk = walkIn(dialogue.scene);
    const parting = dialogue.turns.findIndex((said, index) => said !== walk.turns[index]);
    const known = parting < 0 ? dialogue.turns.length : parting;
    walk.turns.length = walk.after.length = known;
    for (const [index, said] of dialogue.turns.entries()) {
      if (index < known) continue;
      walk.after.push(read(watched, fixed, walk.after.at(-1) ?? walk.start, dialogue, index));
      walk.turns.push(said);
    }
    const progress = walk.after.at(-1) ?? walk.start;
    return last
      ? [...progress.decisions, ...decisionsAtEnd(requirements, progress, dialogue, turn)]
      : progress.decisions;
  };
}

/** The turns that were read last in a scene, and where all stood before them and after each: the next moment is mostly one turn on. */
interface Walk {
  readonly start: Progress;
  readonly turns: Turn[];
  readonly after: Progress[];
}

function watch(requirement: Requirement): Watched {
  const { when, must, never, "at-most": atMost, before } = requirement;
  const phrases = { arms: when?.says ?? [], says: must ?? never ?? atMost?.says ?? [], due: before ?? [] };
  const finders = (fits: (phrase: Phrase) => boolean): Finders => ({
    arms: new PhraseFinder(phrases.arms.filter(fits)),
    says: new PhraseFinder(phrases.says.filter(fits)),
    due: new PhraseFinder(phrases.due.filter(fits)),
  });
  const looksUp = (phrase: Phrase): boolean => fieldsOf(phrase).length > 0;
  return { requirement, fixed: finders((phrase) => !looksUp(phrase)), lookUp: finders(looksUp) };
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

/** What the fixed phrases of each requirement find in a text. */
type Fixed = (text: string) => { readonly words: readonly string[]; readonly found: readonly Words[] };

function read(
  watched: readonly Watched[],
  fixed: Fixed,
  before: Progress,
  dialogue: Dialogue,
  index: number,
): Progress {
  const turn = dialogue.turns[index];
  if (!turn) return before;
  const { words, found } = fixed(turn.text);
  const facts = new Map<Seat, readonly Fact[]>();
  const decisions: Decision[] = [];
  const phases = before.phases.map((phase, place) => {
    const { requirement, lookUp } = watched[place] ?? {};
    if (!requirement || !lookUp || phase.kind === "done") return phase;
    const own = turn.seat === requirement.seat;
    const mayArm = turn.seat === requirement.when?.seat;
    if (!own && !mayArm) return phase;
    const knows = facts.get(requirement.seat) ?? factsKnown(dialogue, requirement.seat, index);
    facts.set(requirement.seat, knows);
    const find = (role: (typeof roles)[number]): string | undefined =>
      found[place]?.[role] ?? lookUp[role].find(words, knows);
    const said = own ? find("says") : undefined;
    const due = own ? find("due") : undefined;
    const arms = mayArm && find("arms") !== undefined;
    const next = step(requirement, phase, { own, arms, says: said !== undefined, due: due !== undefined });
    if (next.kept !== undefined) {
      const quoted = said ?? due;
      decisions.push({ requirement, kept: next.kept, ...(quoted !== undefined && { words: quoted }) });
    }
    return next.phase;
  });
  return { phases, decisions };
}
