import { describe, expect, test } from "vitest";
import type { Dialogue } from "../../../src/dialogue/dialogue.ts";
import { watchHouseRules } from "../../../src/reward/house-rules/watch.ts";
import { parseHouseRules } from "../../../src/reward/house-rules/parse.ts";
import { moments } from "../../../src/reward/moment.ts";

const seats = ["barista", "customer"] as const;

interface TraceOptions {
  readonly ended?: boolean;
  readonly over?: boolean;
}

/**
 * The automaton's trace over a dialogue: one character a turn, `+` kept, `-` broken, `±` both, `.` nothing decided. Turns alternate from
 * the barista's on; `>total` in one hands over the total.
 */
function trace(rule: string, turns: readonly string[], { ended, over = true }: TraceOptions = {}): string {
  const decide = watchHouseRules(parseHouseRules(`rules:\n  - { name: it, seat: barista, ${rule} }`, seats));
  const dialogue: Dialogue = {
    id: "1",
    scene: { id: "1", facts: new Map([["barista", [{ field: "sold-out", words: "scone" }]]]), opening: [] },
    turns: turns.map((text, index) => ({
      seat: index % 2 === 0 ? "barista" : "customer",
      text: text.replace(">total", "").trim(),
      ...(text.includes(">total") && { gives: new Map([["barista", [{ field: "total", words: "four fifty" }]]]) }),
    })),
    ...(ended !== undefined && { ended }),
  };
  return moments(dialogue, seats, over)
    .map((moment) => {
      const kept = new Set(decide(moment).map((decision) => decision.kept));
      return kept.size === 2 ? "±" : kept.has(true) ? "+" : kept.has(false) ? "-" : ".";
    })
    .join("");
}

describe("must, with no deadline", () => {
  const rule = `must: ["thank you"]`;
  test("is kept where it is said, once", () => {
    expect(trace(rule, ["hi", "hi", "thank you", "bye", "thank you"])).toBe("..+..");
  });
  test("is broken on the seat's last turn, even if the partner speaks after it", () => {
    expect(trace(rule, ["hi", "thank you", "bye", "bye"])).toBe("..-.");
  });
  test("is open where the talk was cut short or still goes on", () => {
    expect(trace(rule, ["hi", "hi", "bye"], { ended: false })).toBe("...");
    expect(trace(rule, ["hi", "hi", "bye"], { over: false })).toBe("...");
  });
});

describe("must ... before", () => {
  const rule = `must: ["allerg* ... ?"], before: ["{total}"]`;
  test("is kept if said earlier or in the same turn", () => {
    expect(trace(rule, ["any allergies ?", "no >total", "four fifty"])).toBe("+..");
    expect(trace(rule, ["hi", "tea >total", "four fifty . any allergies ?"])).toBe("..+");
  });
  test("is broken in the turn that says what it should have come before", () => {
    expect(trace(rule, ["hi", "tea >total", "four fifty", "ok", "any allergies ?"])).toBe("..-..");
  });
  test("looks facts up at the time of the turn: before it was handed over, it is not the total", () => {
    expect(trace(rule, ["four fifty", "tea >total", "any allergies ?"])).toBe("..+");
  });
  test("was never due if the deadline never came", () => {
    expect(trace(rule, ["hi", "bye", "bye"])).toBe("...");
  });
});

describe("must ... within-turns", () => {
  test("counts the turns of the judged seat only", () => {
    const rule = `must: [hello], within-turns: 2`;
    expect(trace(rule, ["so", "hi", "hello", "ok"])).toBe("..+.");
    expect(trace(rule, ["so", "hi", "what", "ok", "hello"])).toBe("..-..");
  });
  test("is broken by the end if that comes first", () => {
    expect(trace(`must: [hello], within-turns: 5`, ["so", "hi", "what"])).toBe("..-");
  });
});

describe("when", () => {
  const rule = `when: { seat: customer, says: ["{sold-out}"] }, must: ["sold out"], within-turns: 1`;
  test("arms the rule each time", () => {
    expect(trace(rule, ["hi", "a scone", "sold out", "no scone ?", "no", "bye", "bye"])).toBe("..+.-..");
  });
  test("does not apply until it is said", () => {
    expect(trace(rule, ["hi", "a tea", "sold out", "ok", "bye"])).toBe(".....");
  });
  test("gives a must that is armed by the judged seat that same turn as a present", () => {
    const own = `when: { seat: barista, says: [price] }, must: [sorry], within-turns: 1`;
    expect(trace(own, ["the price , sorry", "ok"])).toBe("+.");
    expect(trace(own, ["the price", "ok", "sorry"])).toBe("..+");
    expect(trace(own, ["the price", "ok", "bye"])).toBe("..-");
  });
  test("keeps the first deadline where it is said again before it", () => {
    const slow = `when: { seat: customer, says: [scone] }, must: ["sold out"], within-turns: 2`;
    expect(trace(slow, ["hi", "scone", "hm", "scone", "hm", "scone", "hm"])).toBe("....-.-");
  });
});

describe("never", () => {
  const rule = `never: [damn]`;
  test("is broken once, and kept once at the end", () => {
    expect(trace(rule, ["damn", "what", "damn", "ok", "bye"])).toBe("-....");
    expect(trace(rule, ["hi", "damn", "bye", "damn"])).toBe("..+.");
  });
  test("is kept so far where the talk was cut short, and open while it goes on", () => {
    expect(trace(rule, ["hi", "hi", "hm"], { ended: false })).toBe("..+");
    expect(trace(rule, ["hi", "hi", "hm"], { over: false })).toBe("...");
  });
  test("applies only behind the turn that arms it", () => {
    const armed = `when: { seat: customer, says: [nuts] }, never: [brownie]`;
    expect(trace(armed, ["brownie ?", "no nuts", "brownie ?", "no"])).toBe("..-.");
    expect(trace(armed, ["brownie ?", "ok", "fine"])).toBe("...");
  });
});

describe("at-most", () => {
  const rule = `at-most: { count: 1, says: ["allerg* ... ?"] }`;
  test("is broken by the turn that says it once too often", () => {
    expect(trace(rule, ["allergies ?", "no", "allergies ?", "no", "allergies ?"])).toBe("..-..");
  });
  test("is kept at the end", () => {
    expect(trace(rule, ["allergies ?", "no", "bye"])).toBe("..+");
  });
});

describe("unless", () => {
  test("spares a scene in which the judged seat knows such a fact", () => {
    expect(trace("must: [hello], unless: { sold-out: scone }", ["so", "hi"])).toBe("..");
    expect(trace("never: [so], unless: { sold-out: scone }", ["so", "hi"])).toBe("..");
  });
  test("spares no other", () => {
    expect(trace("must: [hello], unless: { sold-out: bagel }", ["so", "hi"])).toBe("-.");
    expect(trace("must: [hello], unless: { total: scone }", ["so", "hi"])).toBe("-.");
  });
});

test("the same turns after other ones are read anew", () => {
  const decide = watchHouseRules(
    parseHouseRules("rules: [{ name: it, seat: barista, at-most: { count: 1, says: [x] } }]", seats),
  );
  const scene = { id: "1", facts: new Map(), opening: [] };
  const [x, y] = [
    { seat: "barista", text: "x" },
    { seat: "barista", text: "y" },
  ] as const;
  const last = { seat: "barista", text: "x" };
  const kept = (turns: Dialogue["turns"]) =>
    moments({ id: "1", scene, turns }, seats).flatMap((moment) => decide(moment).map((decision) => decision.kept));
  expect(kept([x, last])).toEqual([false]);
  expect(kept([y, last])).toEqual([true]);
  expect(kept([x, last])).toEqual([false]);
});
