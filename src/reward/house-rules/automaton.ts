import type { Fact } from "../../dialogue/fact.ts";
import type { Requirement } from "./requirement.ts";

/**
 * Where a requirement stands between two turns. From `armed` a *must* goes to `idle` (or, without a `when`, to `done`) as
 * it is fulfilled or its deadline passes; *never* and *at-most* go to `done` as they are broken. Finite: `turnsLeft`
 * and `said` only run up to the requirement's own numbers.
 */
export type Phase =
  | { readonly kind: "idle" }
  | { readonly kind: "armed"; readonly turnsLeft: number; readonly said: number }
  | { readonly kind: "done" };

/** What one turn is to one requirement. */
export interface Event {
  /** By the seat that is judged. */
  readonly own: boolean;
  /** Says one of the `when` phrases, by that seat. */
  readonly arms: boolean;
  /** Says one of the phrases that must, must not or may only so often be said. */
  readonly says: boolean;
  /** Says one of the `before` phrases. */
  readonly due: boolean;
}

export interface Step {
  readonly phase: Phase;
  /** Set where the turn decides the requirement. */
  readonly kept?: boolean;
}

const idle: Phase = { kind: "idle" };
const done: Phase = { kind: "done" };

/** Where it stands before the first turn; `knows` is what the judged seat knows by then. */
export function startOf(requirement: Requirement, knows: readonly Fact[]): Phase {
  if (knows.some(({ field, words }) => requirement.unless?.[field] === words)) return done;
  return requirement.when ? idle : armed(requirement);
}

function armed(requirement: Requirement): Phase {
  return { kind: "armed", turnsLeft: requirement["within-turns"] ?? Infinity, said: 0 };
}

/** One turn on. The turn that arms may fulfil a *must* at once, but neither counts as one of its turns nor breaks anything. */
export function step(requirement: Requirement, phase: Phase, { own, arms, says, due }: Event): Step {
  const fresh = arms && phase.kind === "idle";
  const now = fresh ? armed(requirement) : phase;
  if (!own || now.kind !== "armed") return { phase: now };

  if (requirement.must) {
    const settled = requirement.when ? idle : done;
    if (says) return { phase: settled, kept: true };
    if (fresh) return { phase: now };
    const turnsLeft = now.turnsLeft - 1;
    return due || turnsLeft === 0 ? { phase: settled, kept: false } : { phase: { ...now, turnsLeft } };
  }
  if (!says || fresh) return { phase: now };
  const said = now.said + 1;
  return said > (requirement["at-most"]?.count ?? 0) ? { phase: done, kept: false } : { phase: { ...now, said } };
}

/**
 * What the judged seat's last turn decides. Where the talk was cut `short`, a *must* could still have been fulfilled; one with
 * a `before` was never due.
 */
export function finish(requirement: Requirement, phase: Phase, short: boolean): boolean | undefined {
  if (phase.kind !== "armed") return undefined;
  if (!requirement.must) return true;
  return requirement.before || short ? undefined : false;
}
