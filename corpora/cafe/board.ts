import type { Scene } from "../../src/dialogue/scene.ts";
import { amountAt } from "./money.ts";

/** The day's board as the till has it: names to find in talk, and what each costs in halves. */
export interface Board {
  readonly prices: ReadonlyMap<string, number>;
  readonly soldOut: ReadonlySet<string>;
  /** Names split into words, by their first word, longest first. */
  readonly starts: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** An item named in a turn: words [start, end). */
export interface Mention {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const boards = new WeakMap<Scene, Board>();

/** The board of a scene; read once, for self-play asks after every turn. */
export function boardOf(scene: Scene): Board {
  const known = boards.get(scene);
  if (known !== undefined) return known;
  const prices = new Map<string, number>();
  const soldOut = new Set<string>();
  const starts = new Map<string, string[][]>();
  for (const { field, words } of scene.facts.get("barista") ?? []) {
    if (field === "sold-out") soldOut.add(words);
    if (field !== "price") continue;
    const all = words.split(" ");
    const at = all.findIndex((_, index) => amountAt(all, index) !== undefined);
    const amount = at < 1 ? undefined : amountAt(all, at);
    if (amount === undefined) continue;
    const name = all.slice(0, at);
    const first = name[0] ?? "";
    prices.set(name.join(" "), amount.halves);
    starts.set(
      first,
      [...(starts.get(first) ?? []), name].sort((a, b) => b.length - a.length),
    );
  }
  const board = { prices, soldOut, starts };
  boards.set(scene, board);
  return board;
}

/** Items named in `words`, in order, the longest name where one holds another. */
export function mentions({ starts }: Board, words: readonly string[]): Mention[] {
  const found: Mention[] = [];
  for (let start = 0; start < words.length; start++) {
    const names = starts.get(words[start] ?? "");
    const name = names?.find((parts) => parts.every((part, offset) => words[start + offset] === part));
    if (name === undefined) continue;
    found.push({ name: name.join(" "), start, end: start + name.length });
    start += name.length - 1;
  }
  return found;
}
