import { expect, test } from "vitest";
import { amountsIn } from "../../../src/reward/claims/amounts.ts";

test.each([
  ["four", [4]],
  ["four fifty", [4.5]],
  ["nine ninety nine", [9.99]],
  ["twenty five", [25]],
  ["£ 4.50", [4.5]],
  ["4,50 euros", [4.5]],
  ["four pounds fifty , please", [4.5]],
  ["three dollars and twenty cents", [3.2]],
  ["fifty pence", [0.5]],
  ["two hundred and five", [205]],
  ["a flat white is four and a bar is three fifty", [4, 3.5]],
  ["twelve", [12]],
  ["that one , not this one", []],
  ["one fifty", [1.5]],
  ["four and twenty", [4, 20]],
  ["no numbers here", []],
])("%s", (text, values) => {
  expect(amountsIn(text.split(" ")).map(({ value }) => value)).toEqual(values);
});

test("tells from where to where an amount stands", () => {
  expect(amountsIn("so that's $ 4.50 , please".split(" "))).toEqual([{ from: 2, to: 4, value: 4.5 }]);
});
