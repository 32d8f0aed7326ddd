import { expect, test } from "vitest";
import { parseHouseRules } from "../../../src/reward/house-rules/parse.ts";

const seats = ["barista", "customer"] as const;

test.each([
  [
    "a key that is none",
    "rules:\n  - name: greet\n    seat: barista\n    must: [hi]\n    witin-turns: 1",
    ':2: greet: Unrecognized key: "witin-turns"',
  ],
  [
    "neither must nor never",
    "rules:\n  - name: greet\n    seat: barista",
    ":2: greet: expected one of must, never and at-most; found none",
  ],
  [
    "both must and never",
    "rules:\n  - name: greet\n    seat: barista\n    must: [hi]\n    never: [no]",
    "found must and never",
  ],
  [
    "a deadline without a must",
    "rules:\n  - name: greet\n    seat: barista\n    never: [hi]\n    within-turns: 2",
    ":5: greet, within-turns: within-turns is a deadline",
  ],
  [
    "a seat that is not there",
    "rules:\n  - name: greet\n    seat: waiter\n    must: [hi]",
    ':3: greet, seat: found "waiter"; expected "barista" or "customer"',
  ],
  [
    "a phrase with an open bracket",
    'rules:\n  - name: greet\n    seat: barista\n    must:\n      - hi\n      - "[hi|hello"',
    ':6: greet, must.1: "[hi|hello" has a "[" without its pair',
  ],
  [
    "a field that nobody has",
    'rules:\n  - name: greet\n    seat: barista\n    must: ["{totl}"]',
    ":4: greet, must: no fact in this corpus is a {totl}; there are {price}, {total}",
  ],
  [
    "an exception for a field that nobody has",
    "rules:\n  - name: greet\n    seat: barista\n    must: [hi]\n    unless: { totl: nothing }",
    ":5: greet, unless: no fact in this corpus is a {totl}; there are {price}, {total}",
  ],
  [
    "a name that is there twice",
    "rules:\n  - { name: greet, seat: barista, must: [hi] }\n  - { name: greet, seat: barista, must: [ho] }",
    ":3: greet, name: an earlier rule has this name too",
  ],
  ["no rules", "rules: []", ":1: expected at least one rule"],
  [
    "a wrong type",
    "rules:\n  - name: greet\n    seat: barista\n    must: [hi]\n    within-turns: two",
    ":5: greet, within-turns: expected number, received string",
  ],
  ["broken YAML", "rules:\n  - name: greet\n   seat: barista", "house-rules.yaml:3:"],
])("%s is told with its line", (_, text, message) => {
  expect(() => parseHouseRules(text, seats, new Set(["total", "price"]))).toThrow(message);
});

test("every mistake is told, not only the first", () => {
  const text = "rules:\n  - { name: A, seat: barista, must: [hi] }\n  - { name: b, seat: barista, must: [] }";
  expect(() => parseHouseRules(text, seats)).toThrow(/yaml:2: A, name: .*\n.*yaml:3: b, must: /);
});
