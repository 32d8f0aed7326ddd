import type { Scene } from "../../src/dialogue/scene.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import { type Board, boardOf, mentions } from "./board.ts";
import { kindOf } from "./menu.ts";
import { agrees, declines, offers, onlyAsks, refuses, refusesUnnamed, takesBack, warns } from "./phrasing.ts";

/** What the guest is to be served, as far as the talk goes: at most one drink and one thing to eat. */
export interface Order {
  readonly drink: string | undefined;
  readonly food: string | undefined;
}

/** A dialogue as the till and the outcome understand it. */
export interface Reading {
  readonly order: Order;
  /** Items that the barista said are not to be had. */
  readonly refused: ReadonlySet<string>;
  /** Items that the barista named before the guest did, other than to refuse them. */
  readonly proposed: ReadonlySet<string>;
}

interface Listener {
  drink: string | undefined;
  food: string | undefined;
  readonly refused: Set<string>;
  readonly proposed: Set<string>;
  /** Named by the guest in their last turn. */
  wanted: readonly string[];
  /** Offered, read back or warned of by the barista in their last turn. */
  offered: string[];
  warned: string | undefined;
}

function strike(listener: Listener, name: string): void {
  const kind = kindOf(name);
  if (listener[kind] === name) listener[kind] = undefined;
}

function hearCustomer(board: Board, listener: Listener, words: readonly string[]): void {
  const wanted: string[] = [];
  const named = mentions(board, words);
  for (const mention of named) {
    if (takesBack(words, mention)) strike(listener, mention.name);
    else if (!onlyAsks(words, mention)) {
      listener[kindOf(mention.name)] = mention.name;
      wanted.push(mention.name);
    }
  }
  listener.wanted = wanted;
  if (named.length > 0) return;
  if (declines(words)) {
    if (listener.warned !== undefined) strike(listener, listener.warned);
  } else if (agrees(words)) {
    for (const kind of ["drink", "food"] as const) {
      const choices = listener.offered.filter((name) => kindOf(name) === kind);
      if (choices.length === 1) listener[kind] = choices[0];
    }
  }
}

function hearBarista(board: Board, listener: Listener, words: readonly string[]): void {
  listener.offered = [];
  listener.warned = undefined;
  const before = listener.refused.size;
  for (const mention of mentions(board, words)) {
    const { name } = mention;
    if (refuses(words, mention)) {
      listener.refused.add(name);
      strike(listener, name);
      continue;
    }
    listener.proposed.add(name);
    if (warns(words, mention)) listener.warned = name;
    else if (offers(words, mention) && !listener.offered.includes(name)) listener.offered.push(name);
  }
  const onlyWish = listener.wanted.length === 1 ? listener.wanted[0] : undefined;
  if (listener.refused.size === before && onlyWish !== undefined && refusesUnnamed(words)) {
    listener.refused.add(onlyWish);
    strike(listener, onlyWish);
  }
}

/** Reads the order out of the text of `turns` alone, whoever or whatever spoke it. */
export function readOrder(scene: Scene, turns: readonly Turn[]): Reading {
  const board = boardOf(scene);
  const listener: Listener = {
    drink: undefined,
    food: undefined,
    refused: new Set(),
    proposed: new Set(),
    wanted: [],
    offered: [],
    warned: undefined,
  };
  for (const { seat, text } of turns) {
    const words = text.split(" ");
    if (seat === "customer") hearCustomer(board, listener, words);
    else hearBarista(board, listener, words);
  }
  return { order: listener, refused: listener.refused, proposed: listener.proposed };
}
