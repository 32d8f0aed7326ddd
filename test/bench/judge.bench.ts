import { bench } from "vitest";
import { loadConfig, ruleSettings } from "../../src/config.ts";
import { judge } from "../../src/reward/judge.ts";
import { backgroundOf, loadRules } from "../../src/reward/load-rules.ts";
import { loadCorpus } from "../../src/text/load-corpus.ts";

const corpus = await loadCorpus("cafe");
const rules = await loadRules(ruleSettings(await loadConfig()), backgroundOf(corpus));
const heldOut = corpus.dialogues.filter(({ split }) => split !== "train");
let next = 0;

// One step of training: 64 dialogues of about ten turns, which no rule has seen as objects before.
bench("judge 64 dialogues by every rule", () => {
  const batch = structuredClone(Array.from({ length: 64 }, () => heldOut[next++ % heldOut.length])).filter(
    (dialogue) => dialogue !== undefined,
  );
  judge(batch, rules, corpus);
});
