import { stripVTControlCharacters } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { Report as ChatReport } from "../../src/chat/report.ts";
import type { Scene } from "../../src/dialogue/scene.ts";
import type { Participant, Speaker } from "../../src/dialogue/speaker.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { tensorMemory } from "../../src/nn/tensor.ts";
import { evaluate, type EvaluateOptions } from "../../src/train/evaluate.ts";
import { Report } from "../../src/train/report.ts";
import { reportTable } from "../../src/train/report-table.ts";
import { stall, stallAgent, stallRules, stallSettings } from "./stall.ts";

beforeAll(() => startEngine("wasm"));

async function options(changes: Partial<EvaluateOptions> = {}): Promise<EvaluateOptions> {
  const reference = stallAgent();
  return {
    run: "tiny",
    learner: reference.copy("learner"),
    reference,
    corpus: stall,
    rules: await stallRules(),
    settings: stallSettings,
    seed: 4,
    engine: "wasm",
    seconds: { pretrain: 1, reinforce: 2 },
    ...changes,
  };
}

/** Says the next of its lines: a speaker that is no agent. */
class Parrot implements Speaker {
  readonly name = "parrot";
  readonly #lines: readonly string[];

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  join(scenes: readonly Scene[]): Participant {
    let turn = 0;
    return {
      listen: () => Promise.resolve(),
      speak: (rows) => {
        const text = this.#lines[turn++ % this.#lines.length] ?? "";
        return Promise.resolve(rows.map(() => ({ text, ends: false, cut: scenes.length === 0 })));
      },
      dispose: () => undefined,
    };
  }
}

describe("a report", () => {
  let report: Report;

  beforeAll(async () => {
    report = await evaluate(await options());
  });

  it("of an agent and its copy has no difference at all, and the verdict unchanged", () => {
    expect(Report.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report.difference.reward).toEqual({ mean: 0, low: 0, high: 0 });
    expect(report.difference.rules["distinct"]).toEqual({ mean: 0, low: 0, high: 0 });
    expect(report.difference.wins).toBe(0.5);
    expect(report.learner).toEqual(report.reference);
    expect(Object.values(report.gates).every(({ ok }) => ok)).toBe(true);
    expect(report.gates["klPerWord"]).toMatchObject({ limit: 0.3, bound: "most" });
    expect(report.verdict).toBe("unchanged");
    expect(report).toMatchObject({
      run: "tiny",
      corpus: "stall",
      seed: 4,
      engine: "wasm",
      scenes: 6,
      humanDialogues: 12,
    });
  });

  it("tells how both go on from what people said first, where people say enough", async () => {
    expect(report.openedByPeople?.scenes).toBe(6);
    expect(report.openedByPeople?.learner).toEqual(report.openedByPeople?.reference);
    expect(report.openedByPeople?.learner.reward).not.toBe(report.learner.reward);
    expect(report.openedByPeople?.difference.success).toEqual({ mean: 0, low: 0, high: 0 });
    expect(reportTable(report, { colours: false })).toContain("\ngoing on from people's first turns\n");
    const brief = stall.dialogues.map((dialogue) => ({ ...dialogue, turns: dialogue.turns.slice(0, 2) }));
    const short = await evaluate(await options({ corpus: { ...stall, dialogues: brief } }));
    expect(short.openedByPeople).toBeNull();
    expect(reportTable(short, { colours: false })).not.toContain("going on");
  });

  it("is one that the page can show", () => {
    expect(ChatReport.parse(report).learner.perplexity).toBe(report.learner.perplexity);
  });

  it("describes every one of its keys", () => {
    const missing: string[] = [];
    const walk = (schema: unknown, path: string): void => {
      if (typeof schema !== "object" || schema === null) return;
      const {
        properties = {},
        items,
        additionalProperties,
        anyOf = [],
      } = schema as {
        properties?: Record<string, { description?: string }>;
        items?: unknown;
        additionalProperties?: unknown;
        anyOf?: unknown[];
      };
      for (const [key, child] of Object.entries(properties)) {
        if (!child.description) missing.push(`${path}.${key}`);
        walk(child, `${path}.${key}`);
      }
      for (const child of [items, additionalProperties, ...anyOf]) walk(child, path);
    };
    const schema = Report.toJSONSchema();
    walk(schema, "report");
    expect(Object.keys(schema.properties ?? {})).toContain("verdict");
    expect(missing).toEqual([]);
  });

  it("holds other seeds and controls against the learner, and tells how far it has come", async () => {
    const progress: (readonly [number, number])[] = [];
    const repetitive = new Parrot(["one plum please for ada"]);
    const found = await evaluate(
      await options({
        otherSeeds: [{ seed: 5, learner: stallAgent("other", 8) }],
        controls: new Map([["parrot", repetitive]]),
        onProgress: (done, total) => progress.push([done, total]),
      }),
    );
    expect(found.seeds.map(({ seed }) => seed)).toEqual([4, 5]);
    expect(found.seeds[1]?.klPerWord).not.toBe(found.klPerWord);
    // no-repetition, the only rule that counts, punishes it most of all.
    expect(found.controls["parrot"]?.reward).toBeLessThan(found.learner.reward);
    expect(found.controls["parrot"]?.difference.mean).toBeCloseTo(
      found.learner.reward - (found.controls["parrot"]?.reward ?? 0),
      9,
    );
    // 6 scenes × 2 seats × (reference, learner, seed, control), and as many ones that people have opened of the first two.
    expect(progress.at(-1)).toEqual([72, 72]);
    expect(new Set(progress.map(([, total]) => total))).toEqual(new Set([72]));
  });

  it("leaves no tensor behind, and none is made where it is stopped", async () => {
    const given = await options();
    await evaluate(given);
    const before = tensorMemory().count;
    await evaluate(given);
    expect(tensorMemory().count).toBe(before);
    await expect(evaluate({ ...given, signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });

  it("needs a rule that counts, and says so", async () => {
    const rules = (await stallRules()).map((rule) => ({ ...rule, weight: 0 }));
    await expect(evaluate(await options({ rules }))).rejects.toThrow(
      "none of the rules that count (there are none) applied",
    );
  });

  it("is shown as a table with before, after, difference and verdict, coloured only where asked", () => {
    const { reward } = report.learner;
    const improved: Report = {
      ...report,
      difference: { ...report.difference, reward: { mean: 0.12, low: 0.1, high: 0.14 } },
      gates: { ...report.gates, cut: { value: 0.3, limit: 0.02, bound: "most", ok: false } },
      verdict: "rejected",
      seeds: report.seeds.map((seed) => ({ ...seed, stopped: `step 150: ${"cut is 0.300, ".repeat(9)}so it ended` })),
    };
    const text = reportTable(improved, { colours: false });
    expect(text).toContain("training that its guard ended early\n  seed 4, step 150: cut is 0.300");
    expect(text).toContain(
      `reward                             ${reward.toFixed(3)}    ${reward.toFixed(3)}     +0.120  +0.100 to +0.140`,
    );
    expect(text).toContain("cut                              0.300  at most 0.020  broken");
    expect(text).toContain("verdict: rejected");
    expect(text).not.toContain("\u001B");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    const coloured = reportTable(improved, { colours: true });
    expect(coloured).toContain("\u001B[32m     +0.120");
    expect(coloured).toContain("\u001B[31mrejected\u001B[0m");
    expect(stripVTControlCharacters(coloured)).toBe(text);
  });
});
