import { beforeAll, describe, expect, it } from "vitest";
import { everyWord, read } from "../../src/agent/lesson.ts";
import { isSampled, streamFrom } from "../../src/agent/stream.ts";
import { viewOf } from "../../src/agent/view.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { tensorMemory } from "../../src/nn/tensor.ts";
import { judge } from "../../src/reward/judge.ts";
import { every } from "../../src/train/bootstrap.ts";
import { entropyPerWord, klPerWord } from "../../src/train/generated.ts";
import { background, measure, quickMeasure } from "../../src/train/measure.ts";
import { describeQuickly, quickEvaluate } from "../../src/train/quick-evaluation.ts";
import { compositeStatistic, meanOf } from "../../src/train/tally.ts";
import { quickYardstick, yardstick } from "../../src/train/yardstick.ts";
import { stall, stallAgent, stallRules, stallSettings } from "./stall.ts";

beforeAll(() => startEngine("wasm"));

async function sticks() {
  const options = {
    reference: stallAgent(),
    corpus: stall,
    rules: await stallRules(),
    settings: stallSettings,
    seed: 3,
  };
  return { full: yardstick(options), quick: quickYardstick(options), reference: options.reference };
}

describe("a yardstick", () => {
  it("has scenes of the test split, or while training of the validation split, so that the test split chooses nothing", async () => {
    const { full, quick } = await sticks();
    const splitOf = new Map(stall.dialogues.map(({ scene, split }) => [scene.id, split]));
    expect(full.scenes.map(({ id }) => splitOf.get(id))).toEqual(Array.from({ length: 6 }, () => "test"));
    expect(quick.scenes.map(({ id }) => splitOf.get(id))).toEqual(["validation", "validation"]);
    expect(full.human).toHaveLength(12);
    expect(new Set(quick.human.map(({ split }) => split))).toEqual(new Set(["validation"]));
    // Three turns of each seat.
    expect(full.stage.maxTurns).toBe(6);
  });
});

describe("a measure", () => {
  it("holds the numbers that its games and its human dialogues have", async () => {
    const { full, reference } = await sticks();
    const agent = stallAgent("learner", 9);
    const found = await measure(agent, full, background(full));
    const { games, generated, scenes } = found;

    // What was drawn, read again by each agent.
    const streams = games.flatMap(({ stream }) => stream ?? []);
    let [words, own, other] = [0, 0, 0];
    for (const stream of streams) {
      const lesson = [everyWord(stream)];
      const [mine, theirs] = [read(agent, lesson)[0], read(reference, lesson)[0]];
      stream.logProbs.forEach((_, t) => {
        if (!isSampled(stream, t)) return;
        words++;
        own += mine?.logProbs[t] ?? Number.NaN;
        other += theirs?.logProbs[t] ?? Number.NaN;
      });
    }
    expect(generated.words).toBe(words);
    expect(words).toBeGreaterThan(100);
    expect(klPerWord(generated)).toBeCloseTo((own - other) / words, 4);
    expect(entropyPerWord(generated)).toBeCloseTo(-own / words, 4);
    expect(klPerWord(generated)).toBeGreaterThan(0.01);

    // Every own turn's score.
    const judged = judge(
      games.map(({ dialogue }) => dialogue),
      full.rules,
      { seats: stall.seats },
    );
    const scores = judged.flatMap(({ turns }, row) =>
      turns.flatMap(({ seat, scores: byRule }) =>
        seat === games[row]?.seat ? (byRule.get("distinct")?.value ?? []) : [],
      ),
    );
    const tallied = meanOf(
      scenes.map(({ rules }) => rules),
      "distinct",
    )(every(scenes.length));
    expect(tallied).toBeCloseTo(scores.reduce((a, b) => a + b, 0) / scores.length, 9);

    // All words and marks of both seats' views of the human dialogues.
    let [total, count] = [0, 0];
    for (const dialogue of full.human) {
      for (const seat of stall.seats) {
        for (const logProb of read(agent, [everyWord(streamFrom(viewOf(agent.vocabulary, dialogue, seat)))])[0]
          ?.logProbs ?? []) {
          if (Number.isNaN(logProb)) continue;
          total -= logProb;
          count++;
        }
      }
    }
    expect(found.perplexity).toBeCloseTo(Math.exp(total / count), 2);

    const turns = games.flatMap(({ dialogue, seat }) => dialogue.turns.filter((turn) => turn.seat === seat));
    const cutIn = (some: typeof turns) => ({ sum: some.filter(({ cut }) => cut === true).length, count: some.length });
    const across = games.flatMap(({ dialogue, seat }) => dialogue.turns.filter((turn) => turn.seat !== seat));
    expect(found.cuts).toEqual(cutIn(turns));
    expect(found.partnerCuts).toEqual(cutIn(across));
    expect(found.cuts.sum + found.partnerCuts.sum).toBeGreaterThan(0);
    expect(found.replies.map((reply) => reply.join(" "))).toEqual(turns.map(({ text }) => text));
    expect(found.turns).toBeCloseTo(
      games.reduce((sum, { dialogue }) => sum + dialogue.turns.length, 0) / games.length,
      12,
    );
  });

  it("finds no drift of the reference from itself, and leaves no tensor behind", async () => {
    const { full, reference } = await sticks();
    const known = background(full);
    await measure(reference, full, known);
    const before = tensorMemory().count;
    const found = await measure(reference, full, known);
    expect(tensorMemory().count).toBe(before);
    expect(Math.abs(klPerWord(found.generated))).toBeLessThan(1e-4);
  });
});

describe("a quick evaluation", () => {
  it("has the reward with its standard error, and ratios to the reference", async () => {
    const { quick, reference } = await sticks();
    const stick = { ...quick, scenes: (await sticks()).full.scenes };
    const before = await quickMeasure(reference, stick);
    const learner = stallAgent("learner", 9);
    const { reward, rules, vitals, measured } = await quickEvaluate(learner, before, stick);
    expect(reward.mean).toBe(compositeStatistic(measured.scenes, stick.rules)(every(6)));
    expect(reward.error).toBeGreaterThan(0);
    expect(reward.deviation).toBeCloseTo(reward.error * Math.sqrt(6), 12);
    expect([...rules.keys()]).toEqual(["no-repetition", "distinct", "task-success"]);
    // All that the reference said: against itself, in both seats, and against the learner.
    const said = [before.cuts, before.partnerCuts, measured.partnerCuts];
    const cut = said.reduce((sum, each) => sum + each.sum, 0);
    expect(vitals.referenceCutShare).toBeCloseTo(cut / said.reduce((sum, { count }) => sum + count, 0), 12);
    expect(vitals.cutShare).toBeCloseTo(measured.cuts.sum / measured.cuts.count, 12);
    expect(vitals.perplexityRatio).toBeCloseTo(measured.perplexity / before.perplexity, 12);
    expect(vitals.klPerWord).toBe(klPerWord(measured.generated));

    const same = describeQuickly(before, before, stick).vitals;
    expect(same).toMatchObject({ perplexityRatio: 1, distinct2Ratio: 1, entropyRatio: 1 });
    expect(same.topReply.share).toBe(same.topReply.referenceShare);
  });
});
