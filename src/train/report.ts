import { z } from "zod";

/** An interval of the bootstrap over scenes; `null` where the number does not exist in the scenes. */
const Interval = z.strictObject({
  mean: z.number().describe("The number itself."),
  low: z.number().describe("Lower end of its interval."),
  high: z.number().describe("Upper end of its interval."),
});

const byName = <T extends z.ZodType>(value: T): z.ZodRecord<z.ZodString, T> => z.record(z.string(), value);

/** Of one agent's own turns in some scenes. */
const Scores = z.strictObject({
  reward: z.number().describe("Composite of the trained rules, 0 to 1: their mean scores by weight."),
  rules: byName(z.number().nullable()).describe("Mean score of every rule over the own turns that it applied to."),
  compliance: z
    .number()
    .nullable()
    .describe("Of all requirements of the rules that count, the share kept of the times decided."),
  success: z.number().nullable().describe("Share of dialogues that reached their aim; null without a settled outcome."),
});
export type Scores = z.infer<typeof Scores>;

const Measured = z.strictObject({
  ...Scores.shape,
  perplexity: z.number().describe("Of the test split's human turns, over all words and marks of both seats' views."),
  trigramPerplexity: z.number().describe("Of an interpolated 3-gram model on the same words and marks."),
  grounding: z
    .strictObject({
      repeat: z.number().nullable().describe("Of fact words that the partner said before, the share known best."),
      recall: z
        .number()
        .nullable()
        .describe("Of fact words that the speaker's own facts settle, the share known best."),
      repeatCount: z.int().describe("How many words `repeat` is taken over."),
      recallCount: z.int().describe("How many words `recall` is taken over."),
    })
    .describe("Teacher-forced on held-out human turns: the right word is the most probable of the scene's fact words."),
  requirements: byName(
    z.strictObject({
      rule: z.string().describe("The rule that checks it."),
      kept: z.int().describe("Times that it was kept."),
      decided: z.int().describe("Times that it was decided: kept or broken."),
    }),
  ).describe("Every requirement that a rule checks by itself, such as the house rules."),
  distinct1: z.number().describe("Different words over words, of own turns, at `varietyWords` words."),
  distinct2: z.number().describe("Different word pairs over word pairs."),
  distinct3: z.number().describe("Different word triples over word triples."),
  selfBleu4: z.number().describe("How alike the own turns are: mean BLEU-4 of each against all others."),
  uniqueReplies: z.number().describe("Different own turns over own turns."),
  topReply: z
    .strictObject({
      text: z.string().describe("The own turn said most often."),
      share: z.number().describe("Its share of all own turns."),
      referenceShare: z.number().describe("Its share of the reference's."),
    })
    .describe("The reply that is said most often."),
  repeatedFourGrams: z
    .number()
    .describe("Share of a dialogue's own 4-grams that were said before in it; mean of dialogues."),
  turns: z.number().describe("Turns of a dialogue, both seats'."),
  wordsPerTurn: z.number().describe("Words and punctuation marks of an own turn."),
  cutShare: z.number().describe("Share of own turns that ran into the cap on words."),
  klPerWord: z
    .number()
    .describe("Nats a word that it left the reference by, over its own words: mean of log π − log π₀."),
  entropyPerWord: z.number().describe("Nats a word: mean of −log π over its own words."),
  referencePerplexity: z.number().describe("Perplexity of its own words under the reference."),
  generatedTrigramPerplexity: z.number().describe("Perplexity of its own words under the 3-gram model."),
});
export type Measured = z.infer<typeof Measured>;

const Gate = z.strictObject({
  value: z.number().describe("What was found; ratios are to the reference."),
  limit: z.number().describe("What is allowed."),
  bound: z.enum(["most", "least"]).describe("Whether the value may be at most or at least the limit."),
  ok: z.boolean().describe("Whether it is within."),
});

const gates = byName(Gate).describe("Limits on how far the learner may have drifted from the reference's language.");

export const Verdict = z.enum(["improved", "unchanged", "rejected"]);
export type Verdict = z.infer<typeof Verdict>;

const ScoresDifference = z.strictObject({
  reward: Interval.describe("Of the composite."),
  rules: byName(Interval.nullable()).describe("Of every rule's mean score."),
  compliance: Interval.nullable().describe("Of the share of requirements kept."),
  success: Interval.nullable().describe("Of the share of dialogues that reached their aim."),
});
export type ScoresDifference = z.infer<typeof ScoresDifference>;

const Difference = z.strictObject({
  ...ScoresDifference.shape,
  requirements: byName(Interval.nullable()).describe("Of the share of times that each requirement was kept."),
  wins: z.number().describe("Share of scenes in which the learner's composite is the higher one; a tie is half a win."),
});
export type Difference = z.infer<typeof Difference>;

/** What `report.json` holds. */
export const Report = z.strictObject({
  run: z.string().describe("Name of the run."),
  corpus: z.string().describe("Name of the corpus."),
  seed: z.int().describe("Seed of the learner's training."),
  engine: z.string().describe("What computed."),
  seconds: z
    .strictObject({
      pretrain: z.number().describe("Of learning from the corpus."),
      reinforce: z.number().describe("Of learning from reward."),
      evaluate: z.number().describe("Of this evaluation."),
    })
    .describe("How long each stage took."),
  scenes: z.int().describe("Held-out scenes; each was played with the agent in either seat."),
  humanDialogues: z.int().describe("Held-out human dialogues that perplexity and grounding are taken over."),
  varietyWords: z.int().describe("Words that distinct-n is taken over, the same for both agents."),
  confidence: z.number().describe("Confidence of every interval."),
  weights: byName(z.number()).describe("Every rule's weight in the reward; 0 = a metric, never trained on."),
  reference: Measured.describe("Before: the frozen supervised agent."),
  learner: Measured.describe("After: the agent that learnt from reward."),
  difference: Difference.describe("Learner less reference, each with its interval over scenes."),
  openedByPeople: z
    .strictObject({
      scenes: z.int().describe("How many; each was played with the agent in either seat."),
      reference: Scores.describe("Before, in the turns that it said itself."),
      learner: Scores.describe("After."),
      difference: ScoresDifference.describe("Learner less reference, each with its interval over scenes."),
    })
    .nullable()
    .describe("Dialogues that go on from the first turns of held-out human ones; null where those are too short."),
  klPerWord: z.number().describe("The learner's, nats a word."),
  gates,
  seeds: z
    .array(
      z.strictObject({
        seed: z.int().describe("Seed of this learner's training."),
        reward: Interval.describe("Its composite less the reference's."),
        compliance: z.number().nullable().describe("Its share of requirements kept."),
        success: z.number().nullable().describe("Its share of dialogues that reached their aim."),
        klPerWord: z.number().describe("Nats a word that it left the reference by."),
        gates,
        verdict: Verdict.describe("Of this seed alone."),
        stopped: z.string().optional().describe("Why the guard ended this training early, where it did."),
      }),
    )
    .describe("Every learner that was trained from the reference, the one above first."),
  controls: byName(
    z.strictObject({
      reward: z.number().describe("Its composite."),
      difference: Interval.describe("The learner's composite less the control's."),
    }),
  ).describe("What must do worse than the learner; empty where they were not run."),
  verdict: Verdict.describe(
    "improved: the difference in reward is above 0 with its interval, no gate is broken, and it is above every control's, " +
      "for at least 4 of 5 seeds. rejected: a gate is broken, or the difference is below 0 with its interval.",
  ),
});
export type Report = z.infer<typeof Report>;
