import { expect, test } from "vitest";
import { nearestName } from "../src/nearest-name.ts";

test("finds the name that is a slip away", () => {
  expect(nearestName("learningRat", ["epochs", "learningRate"])).toBe("learningRate");
  expect(nearestName("caef", ["smalltalk", "cafe"])).toBe("cafe");
  expect(nearestName("KL", ["clip", "kl"])).toBe("kl");
});

test("finds none where all are far", () => {
  expect(nearestName("certificates", ["port", "host"])).toBeUndefined();
  expect(nearestName("x", [])).toBeUndefined();
});
