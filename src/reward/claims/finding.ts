import type { Moment } from "../contract.ts";

/** A statement of a turn that could be checked against what its speaker knows, or said before. */
export interface Finding {
  readonly agrees: boolean;
  readonly note: string;
  readonly words: string;
}

export type Check = (moment: Moment) => readonly Finding[];
