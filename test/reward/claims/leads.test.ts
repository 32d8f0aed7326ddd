import { describe, expect, it } from "vitest";
import { Leads, leadTo } from "../../../src/reward/claims/leads.ts";

describe("the words that lead to a value", () => {
  it("are the two before it, where there are two", () => {
    expect(leadTo(["i", "grew", "up", "in", "norwich"], 4)).toBe("up in");
    expect(leadTo(["in", "norwich"], 1)).toBeUndefined();
  });

  it("tell the field that people speak of behind them, where it is another one", () => {
    const leads = new Leads();
    for (let times = 0; times < 10; times++) leads.observe("up in", "hometown");
    expect(leads.otherField("up in", "job")).toBe("hometown");
    expect(leads.otherField("up in", "hometown")).toBeUndefined();
    leads.observe("up in", "job");
    expect(leads.otherField("up in", "job")).toBeUndefined();
  });

  it("tell nothing where they were heard less than ten times", () => {
    const leads = new Leads();
    for (let times = 0; times < 9; times++) leads.observe("up in", "hometown");
    expect(leads.otherField("up in", "job")).toBeUndefined();
    expect(leads.otherField("down in", "job")).toBeUndefined();
    expect(leads.otherField(undefined, "job")).toBeUndefined();
  });
});
