import type { Dialogue, Split } from "../dialogue/dialogue.ts";
import { streamKey, uniformAt } from "../rng.ts";

/** Where each split ends on the way from 0 to 1: 80 % train, 10 % validation, 10 % test. */
const ends: readonly (readonly [Split, number])[] = [
  ["train", 0.8],
  ["validation", 0.9],
  ["test", 1],
];

/** With fewer different starts than these, a tenth of them is chance: "how can I help?" may open every dialogue. */
const fewestStarts = 20;

/**
 * A split for every dialogue that has none, by a hash of scene and first turn: the same start never stands on both sides, and a
 * dialogue stays where it is, whatever is added to the file later. Where nearly all start alike, by a hash of the whole dialogue.
 * In a corpus so small that chance leaves a split empty, the dialogues nearest to its border move over.
 */
export function withSplits(dialogues: readonly Dialogue[]): readonly Dialogue[] {
  const undecided = dialogues.filter(({ split }) => split === undefined);
  const startAlike = new Set(undecided.map((dialogue) => shareOf(dialogue, 1))).size < fewestStarts;
  const shares = dialogues.map((dialogue) =>
    dialogue.split === undefined ? shareOf(dialogue, startAlike ? Infinity : 1) : undefined,
  );
  const splits = dialogues.map((dialogue, place) => dialogue.split ?? splitAt(shares[place] ?? 0));
  for (const [split] of ends) if (!splits.includes(split)) fill(split, splits, shares);
  return dialogues.map((dialogue, place) => ({ ...dialogue, split: splits[place] ?? "train" }));
}

/** Uniform in [0, 1), the same for the same scene and the same first `turnCount` turns. */
function shareOf({ scene, turns }: Dialogue, turnCount: number): number {
  const facts = [...scene.facts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([seat, known]) => [seat, ...known.map(({ field, words }) => [field, words])]);
  return uniformAt(
    streamKey(0, "split", JSON.stringify([facts, ...turns.slice(0, turnCount).map(({ text }) => text)])),
    0,
  );
}

function splitAt(share: number): Split {
  return ends.find(([, end]) => share < end)?.[0] ?? "test";
}

/** Moves the dialogues of one start to `empty`, from the split that has the most starts; only for training its last one. */
function fill(empty: Split, splits: Split[], shares: readonly (number | undefined)[]): void {
  const starts = (split: Split): number[] =>
    [...new Set(shares.filter((_, place) => splits[place] === split))].flatMap((share) => share ?? []);
  const [donor = []] = ends.map(([split]) => starts(split)).sort((a, b) => b.length - a.length);
  if (donor.length < (empty === "train" ? 1 : 2)) return;
  const moved = empty === "train" ? Math.min(...donor) : Math.max(...donor);
  for (const [place, share] of shares.entries()) if (share === moved) splits[place] = empty;
}
