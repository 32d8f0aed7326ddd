import { z } from "zod";

/** Facts by seat as they stand in a corpus file: `{ "barista": [["price", "flat white four"]] }`. */
export const SceneFacts = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));
export type SceneFacts = z.infer<typeof SceneFacts>;

/** One rule's score of one turn; `null` where the rule did not apply. */
export const TurnScore = z.strictObject({
  rule: z.string(),
  value: z.number().nullable(),
  /** 0 for a metric that is recorded and not trained on. */
  weight: z.number(),
  evidence: z.array(z.strictObject({ note: z.string(), words: z.string().optional() })),
});
export type TurnScore = z.infer<typeof TurnScore>;

/** A self-play dialogue with what the rules made of it. */
export const JudgedDialogue = z.strictObject({
  scene: SceneFacts,
  turns: z.array(z.strictObject({ seat: z.string(), text: z.string(), scores: z.array(TurnScore) })),
});
export type JudgedDialogue = z.infer<typeof JudgedDialogue>;

export const Verdict = z.enum(["improved", "unchanged", "rejected"]);
export type Verdict = z.infer<typeof Verdict>;

/** What the training process reports once a step; also one line of a run's `events.jsonl`. */
export const TrainingEvent = z.strictObject({
  stage: z.enum(["pretrain", "reinforce", "evaluate", "done"]),
  step: z.int().min(0),
  /** How many steps the stage is to have. */
  steps: z.int().min(0),
  /** Of the whole training, not of the stage; `null` while it cannot be told. */
  secondsLeft: z.number().min(0).nullable(),
  /** Whose step it is where it is not the kept learner's: another seed's, or a control's. */
  repeat: z.string().optional(),
  perplexity: z.number().optional(),
  /** Mean total reward of a turn. */
  reward: z.number().optional(),
  /** Mean score by rule; `null` where it applied to no turn. */
  rules: z.record(z.string(), z.number().nullable()).optional(),
  /** Nats a word from the reference. */
  kl: z.number().optional(),
  /** Nats a word. */
  entropy: z.number().optional(),
  example: JudgedDialogue.optional(),
  verdict: Verdict.optional(),
});
export type TrainingEvent = z.infer<typeof TrainingEvent>;
export type Stage = TrainingEvent["stage"];
