import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, type TestContext, test } from "vitest";
import { loadCorpus } from "../../src/text/load-corpus.ts";
import { dealOrNoDeal } from "../../src/text/formats/deal-or-no-deal.ts";
import { buildVocabulary } from "../../src/text/vocabulary.ts";
import { folderWith } from "./folder.ts";

/**
 * Corpora whose licences forbid to ship them: a folder with `dailydialog/data.zip` (Li et al. 2017) and
 * `deal-or-no-deal/{train,val,test}.txt` (Lewis et al. 2017).
 */
const data = process.env["DUOLOGUE_DATA"];

function need(context: TestContext, ...path: readonly string[]): string {
  if (data === undefined) return context.skip("set DUOLOGUE_DATA to the folder of the public corpora to run this test");
  const file = join(data, ...path);
  return existsSync(file) ? file : context.skip(`${file} is not there`);
}

test(
  "DailyDialog is read whole, with its own splits, and its vocabulary cut to 4,000",
  { timeout: 60_000 },
  async (context) => {
    const zip = need(context, "dailydialog", "data.zip");
    const folder = await folderWith({});
    try {
      execFileSync("unzip", ["-q", zip, "-d", folder]);
    } catch (error) {
      context.skip(`unzip does not run here: ${String(error)}`);
    }
    const { dialogues, problems } = await loadCorpus(join(folder, "data", "dialogues.json"));
    expect([dialogues.length, problems.length]).toEqual([13_118, 0]);
    const splits = ["train", "validation", "test"].map(
      (split) => dialogues.filter((dialogue) => dialogue.split === split).length,
    );
    expect(splits).toEqual([11_118, 1_000, 1_000]);
    expect(dialogues.reduce((sum, { turns }) => sum + turns.length, 0)).toBe(102_979);
    expect(buildVocabulary(dialogues).size).toBe(4_007);
  },
);

test(
  "Deal or No Deal is read once per dialogue, with what each side has and how it ended",
  { timeout: 60_000 },
  async (context) => {
    const folder = need(context, "deal-or-no-deal");
    const { dialogues, problems, seats } = await loadCorpus(folder, { format: dealOrNoDeal });
    expect([seats, problems.length]).toEqual([["you", "them"], 0]);
    expect(dialogues[0]).toMatchObject({
      id: "train-1",
      split: "train",
      turns: [
        { seat: "you", text: "i would like 4 hats and you can have the rest ." },
        { seat: "them", text: "deal" },
      ],
      outcome: { success: true },
    });
    expect(dialogues[0]?.scene.facts.get("them")?.map(({ field, words }) => `${field}: ${words}`)).toEqual([
      "book: 1 worth 4",
      "hat: 4 worth 1",
      "ball: 1 worth 2",
    ]);
    const unread = dialogues.filter(({ turns }) => turns.some(({ text }) => /selection|eos/.test(text)));
    expect(unread).toEqual([]);
  },
);
