import type { StatedClause } from "./reading.ts";

/** How the speakers of a corpus put the facts of one field. */
export interface FieldHabits {
  /** Share of statements with a value of the field that have the speaker's own: people stay true to what binds them. */
  readonly agreement: number;
  /** Share of true statements in the first person. */
  readonly firstPerson: number;
  /** Share of true statements that are hedged: "i have always wanted to see peru". */
  readonly hedged: number;
  /** 1 where the field is what people like, −1 where it is what they do not, else 0. */
  readonly attitude: -1 | 0 | 1;
}

/** Taken where too little was said to tell. */
const unknown: FieldHabits = { agreement: 1, firstPerson: 1, hedged: 0, attitude: 0 };
const enough = 8; // statements

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
  const habits = {
    firstPerson: share(({ firstPerson }) => firstPerson),
    hedged: share(({ hedged }) => hedged),
    attitude: toned.length < enough || Math.abs(tone) < 0.6 ? 0 : tone > 0 ? 1 : -1,
  } as const;
  const said = observations.filter(({ clause }) => isStatementOf(clause, habits));
  const agreement = said.filter((observation) => observation.own).length / Math.max(1, said.length);
  return { ...habits, agreement };
}

/** Whether a clause with a value of the field is the kind of clause in which people state it. */
export function isStatementOf(clause: StatedClause, habits: Omit<FieldHabits, "agreement">): boolean {
  if (!clause.firstPerson && habits.firstPerson > 0.5) return false;
  if (clause.hedged && habits.hedged < 0.1) return false;
  return habits.attitude === 0 || clause.attitude !== -habits.attitude;
}

/** Whether another value than one's own is a contradiction, rather than another thing that one may say. */
export function isBinding({ agreement }: FieldHabits): boolean {
  return agreement >= 0.75;
}
