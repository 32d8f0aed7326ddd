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

/** A dialogue as the till and the outcome understand it, so far. */
export interface Reading {
  drink: string | undefined;
  food: string | undefined;
  /** Items that the barista said are not to be had. */
  readonly refused: Set<string>;
  /** Items that the barista named, other than to refuse them. */
  readonly proposed: Set<string>;
  /** Named by the guest in their last turn. */
  wanted: readonly string[];
  /** Offered, read back or warned of by the barista in their last turn. */
  offered: string[];
  warned: string | undefined;
}

function strike(reading: Reading, name: string): void {
  const kind = kindOf(name);
  if (reading[kind] === name) reading[kind] = undefined;
}

function hearCustomer(board: Board, reading: Reading, words: readonly string[]): void {
  const wanted: string[] = [];
  const named = mentions(board, words);
  for (const mention of named) {
    if (takesBack(words, mention)) strike(reading, mention.name);
    else if (!onlyAsks(words, mention)) {
      reading[kindOf(mention.name)] = mention.name;
      wanted.push(mention.name);
    }
  }
  reading.wanted = wanted;
  if (named.length > 0) return;
  if (declines(words)) {
    if (reading.warned !== undefined) strike(reading, reading.warned);
  } else if (agrees(words)) {
    for (const kind of ["drink", "food"] as const) {
      const choices = reading.offered.filter((name) => kindOf(name) === kind);
      if (choices.length === 1) reading[kind] = choices[0];
    }
  }
}

function hearBarista(board: Board, reading: Reading, words: readonly string[]): void {
  reading.offered = [];
  reading.warned = undefined;
  const before = reading.refused.size;
  for (const mention of mentions(board, words)) {
    const { name } = mention;
    if (refuses(words, mention)) {
      reading.refused.add(name);
      strike(reading, name);
      continue;
    }
    reading.proposed.add(name);
    if (warns(words, mention)) reading.warned = name;
    else if (offers(words, mention) && !reading.offered.includes(name)) reading.offered.push(name);
  }
  const onlyWish = reading.wanted.length === 1 ? reading.wanted[0] : undefined;
  if (reading.refused.size === before && onlyWish !== undefined && refusesUnnamed(words)) {
    reading.refused.add(onlyWish);
    strike(reading, onlyWish);
  }
}

/** Someone at the till who has heard nothing yet. */
export function newReading(): Reading {
  return {
    drink: undefined,
    food: undefined,
    refused: new Set(),
    proposed: new Set(),
    wanted: [],
    offered: [],
    warned: undefined,
  };
}

/** Hears the next turn, whoever or whatever spoke it. */
export function hear(scene: Scene, reading: Reading, { seat, text }: Turn): void {
  const board = boardOf(scene);
  const words = text.split(" ");
  if (seat === "customer") hearCustomer(board, reading, words);
  else hearBarista(board, reading, words);
}

/** Reads the order out of the text of `turns` alone. */
export function readOrder(scene: Scene, turns: readonly Turn[]): Reading {
  const reading = newReading();
  for (const turn of turns) hear(scene, reading, turn);
  return reading;
}
