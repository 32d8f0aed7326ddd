import type { Config } from "../config.ts";
import { ruleSettings } from "../config.ts";
import type { LoadedRule } from "../reward/load-rules.ts";
import { loadRules } from "../reward/load-rules.ts";
import type { Corpus } from "../text/corpus.ts";
import { loadCorpus } from "../text/load-corpus.ts";
import { dialoguesOf } from "./human-text.ts";

/** What every stage of training reads: loaded and checked before any work starts. */
export interface TrainingData {
  readonly corpus: Corpus;
  readonly rules: readonly LoadedRule[];
}

/** Throws CorpusError, RuleError or UsageError before any work. */
export async function loadTrainingData(config: Config): Promise<TrainingData> {
  const corpus = await loadCorpus(config.corpus);
  const { name, seats, houseRules } = corpus;
  const settings = ruleSettings(config).filter(
    // The rule that reads house rules has nothing to say about a corpus without any.
    (rule) => rule.name !== "house-rules" || houseRules !== undefined,
  );
  const [dialogues = []] = (["train", "validation", "test"] as const).map((split) => dialoguesOf(corpus, split));
  return { corpus, rules: await loadRules(settings, { name, seats, houseRules, dialogues }) };
}
