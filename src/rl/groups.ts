import type { Ragged } from "./ragged.ts";

/**
 * `change` for each turn, given the value there and those of its siblings: the dialogues of the same group that have a
 * turn in the same place. Dialogues differ in length, so the last turns of the longest have few siblings, or none.
 */
export function amongSiblings(
  values: Ragged,
  groups: readonly number[],
  change: (value: number, siblings: readonly number[]) => number,
): number[][] {
  if (values.length !== groups.length) {
    throw new RangeError(`groups: found ${groups.length} for ${values.length} dialogues, expected one each`);
  }
  const members = new Map<number, number[]>();
  for (const [dialogue, group] of groups.entries()) members.set(group, [...(members.get(group) ?? []), dialogue]);
  return values.map((turns, dialogue) => {
    const others = (members.get(groups[dialogue] ?? -1) ?? []).filter((other) => other !== dialogue);
    return Array.from(turns, (value, u) => {
      const siblings = others.map((other) => values[other]?.[u]).filter((sibling) => sibling !== undefined);
      return change(value, siblings);
    });
  });
}
