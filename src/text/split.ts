import type { Split } from "../dialogue/dialogue.ts";
import type { Facts } from "../dialogue/fact.ts";
import { streamKey, uniformAt } from "../rng.ts";

/**
 * The split of a dialogue whose file names none: 80 % train, 10 % validation, 10 % test, by a hash of scene and opening, so that
 * the same start never stands on both sides, whatever is added to the file later.
 */
export function splitOf(facts: Facts, opening: string): Split {
  const scene = [...facts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([seat, known]) => [seat, ...known.map(({ field, words }) => [field, words])]);
  const share = uniformAt(streamKey(0, "split", JSON.stringify([scene, opening])), 0);
  if (share < 0.8) return "train";
  return share < 0.9 ? "validation" : "test";
}
