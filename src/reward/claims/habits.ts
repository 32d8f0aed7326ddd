import type { StatedClause } from "./reading.ts";

/** How the speakers of a corpus put the facts of one field. */
interface Habits {
  /** In the first person. */
  readonly ownVoice: boolean;
  /** "i have always wanted to see peru". */
  readonly hedged: boolean;
  /** 1 where the field is what people like, −1 where it is what they do not, else 0. */
  readonly attitude: -1 | 0 | 1;
}

export interface FieldHabits extends Habits {
  /** Share of statements with a value of the field that have the speaker's own: people stay true to what binds them. */
  readonly agreement: number;
}

/** Taken where too little was said to tell. */
const unknown: FieldHabits = { agreement: 1, ownVoice: true, hedged: false, attitude: 0 };
const enough = 8; // statements
const binding = 0.75; // of the statements

/** A clause that mentions a value of the field, and whether it is the speaker's own. */
export interface Observation {
  readonly clause: StatedClause;
  readonly own: boolean;
}

export function habitsOf(observations: readonly Observation[]): FieldHabits {
  const own = observations.filter((observation) => observation.own).map(({ clause }) => clause);
  if (own.length < enough) return unknown;
  const share = (fits: (clause: StatedClause) => boolean): number => own.filter(fits).length / own.length;
  const toned = own.filter(({ attitude }) => attitude !== 0);
  const tone = toned.reduce((sum, { attitude }) => sum + attitude, 0) / toned.length;
  const habits: Habits = {
    ownVoice: share(({ firstPerson }) => firstPerson) > 0.5,
    hedged: share(({ hedged }) => hedged) > 0.1,
    attitude: toned.length < enough || Math.abs(tone) < 0.4 ? 0 : tone > 0 ? 1 : -1,
  };
  const agreement = agreementOf(observations, habits);
  if (habits.ownVoice || agreement >= binding) return { ...habits, agreement };
  // "leo" may be anybody's name, but "i'm leo" is about oneself.
  const strict = { ...habits, ownVoice: true };
  return { ...strict, agreement: agreementOf(observations, strict) };
}

function agreementOf(observations: readonly Observation[], habits: Habits): number {
  const said = observations.filter(({ clause }) => isStatementOf(clause, habits));
  return said.filter(({ own }) => own).length / Math.max(1, said.length);
}

/** Whether a clause with a value of the field is the kind of clause in which people state it. */
export function isStatementOf(clause: StatedClause, { ownVoice, hedged, attitude }: Habits): boolean {
  if (ownVoice && !clause.firstPerson) return false;
  if (clause.hedged && !hedged) return false;
  return attitude === 0 || clause.attitude !== -attitude;
}

/** Whether another value than one's own is a contradiction, rather than another thing that one may say. */
export function isBinding({ agreement }: FieldHabits): boolean {
  return agreement >= binding;
}
