import { z } from "zod";

const entropy = z.strictObject({
  from: z.number().min(0).default(0.01).describe("Weight of the entropy bonus at the first step."),
  to: z.number().min(0).default(0.001).describe("Its weight at the last step; it falls linearly."),
});

const kl = z.strictObject({
  coefficient: z.number().min(0).default(0.1).describe("What a nat of divergence from the reference costs at first."),
  target: z.number().positive().default(0.1).describe("Nats a word that the coefficient steers to."),
  stop: z.number().positive().default(0.5).describe("Nats a word at which training rolls back."),
});

const ppo = z.strictObject({
  clip: z.number().positive().max(1).default(0.2).describe("How far from 1 a probability ratio may move a gradient."),
  epochs: z.int().min(1).default(2).describe("Passes over the same dialogues."),
  stop: z.number().positive().default(0.02).describe("Nats a word between old and new policy that end the passes."),
});

export const reinforceSettings = z.strictObject({
  algorithm: z.enum(["reinforce", "a2c", "ppo", "grpo"]).default("reinforce").describe("How rewards become an update."),
  baseline: z
    .enum(["none", "ema", "batch", "loo", "greedy", "value"])
    .default("loo")
    .describe("What a return is compared with: loo = the other rollouts of the scene."),
  steps: z.int().min(0).default(300).describe("Updates; `minutes` sets it instead where it is given."),
  seeds: z
    .int()
    .min(1)
    .default(1)
    .describe("Times that it is repeated from the same reference, each with the next seed."),
  learningRate: z.number().positive().default(5e-4).describe("Adam's step."),
  clip: z.number().positive().default(1).describe("Largest global norm of a gradient."),
  discount: z.number().min(0).max(1).default(0.95).describe("What a reward one turn later is worth now."),
  lambda: z
    .number()
    .min(0)
    .max(1)
    .default(0.95)
    .describe("Generalised advantage estimation: 1 = returns, 0 = one step."),
  lossLength: z
    .number()
    .positive()
    .default(10)
    .describe("Words by which the loss of every turn is divided, whatever its length."),
  entropy: entropy.prefault({}).describe("A bonus for staying undecided."),
  kl: kl.prefault({}).describe("The anchor: what leaving the reference costs, taken off the reward word by word."),
  ppo: ppo.prefault({}).describe("For algorithm ppo."),
  supervisedEvery: z.int().min(1).default(4).describe("Updates between two that also learn from the corpus."),
  supervisedWeight: z.number().positive().default(0.5).describe("Weight of that loss."),
});
