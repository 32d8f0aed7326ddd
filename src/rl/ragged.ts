// Dialogues differ in turns, and turns in words: rows of a batch have the lengths that they have, and are never padded.

/** One number for each turn of each dialogue: [B, U], or for each word of each turn: [U, T]. */
export type Ragged = readonly ArrayLike<number>[];

/** @throws RangeError unless `a` and `b` have the same rows of the same lengths. A list that is too short is never stretched. */
export function assertSameShape(what: string, a: Ragged, b: Ragged): void {
  if (a.length !== b.length) throw new RangeError(`${what}: found ${a.length} and ${b.length} rows, expected as many`);
  for (const [row, values] of a.entries()) {
    const other = b[row]?.length;
    if (values.length !== other) {
      throw new RangeError(`${what}: found ${values.length} and ${other} values in row ${row}, expected as many`);
    }
  }
}

/** @throws RangeError unless `value` lies in [least, greatest]. */
export function assertWithin(what: string, value: number, least: number, greatest: number): void {
  if (!(value >= least && value <= greatest)) {
    throw new RangeError(`${what}: found ${value}, expected a number from ${least} to ${greatest}`);
  }
}

export function mapRagged(a: Ragged, change: (value: number) => number): number[][] {
  return a.map((row) => Array.from(row, change));
}

/** All values in one list, row after row. */
export function flat(a: Ragged): number[] {
  return a.flatMap((row) => Array.from(row));
}
