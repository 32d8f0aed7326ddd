import { z } from "zod";
import { agentSettings } from "./agent.ts";
import { evaluateSettings } from "./evaluate.ts";
import { guardSettings } from "./guard.ts";
import { opponentsSettings } from "./opponents.ts";
import { pretrainSettings } from "./pretrain.ts";
import { reinforceSettings } from "./reinforce.ts";
import { defaultRewards, rewardsSettings } from "./rewards.ts";
import { selfPlaySettings } from "./self-play.ts";
import { serverSettings } from "./server.ts";

/** Every setting of the program: its form, default and meaning. */
export const configSchema = z
  .strictObject({
    corpus: z.string().min(1).default("cafe").describe("Name of a corpus in corpora/, or the path of one."),
    run: z
      .string()
      .regex(/^[\w.-]+$/, { error: "expected letters, digits, dots, dashes and underscores" })
      .optional()
      .describe("Name of the run, which lives in runs/NAME."),
    seed: z.int().min(0).default(1).describe("Fixes every random number."),
    minutes: z
      .number()
      .positive()
      .optional()
      .describe("How long training may take: sets epochs and steps for this machine."),
    engine: z
      .enum(["auto", "tensorflow", "wasm", "cpu"])
      .default("auto")
      .describe("What computes; auto = the fastest one here."),
    threads: z
      .int()
      .min(1)
      .max(64)
      .optional()
      .describe("How many threads compute in training: one a core, at most 4, if not given. They change no number."),
    agent: agentSettings.prefault({}).describe("The network."),
    pretrain: pretrainSettings.prefault({}).describe("Learning from the corpus."),
    selfPlay: selfPlaySettings.prefault({}).describe("Dialogues between two agents."),
    rewards: rewardsSettings.prefault(defaultRewards),
    reinforce: reinforceSettings.prefault({}).describe("Learning from reward."),
    opponents: opponentsSettings.prefault({}).describe("Who the learner talks to."),
    guard: guardSettings.prefault({}).describe("When a step is skipped, and when training goes back."),
    evaluate: evaluateSettings.prefault({}).describe("Measuring on held-out scenes."),
    server: serverSettings.prefault({}).describe("The chat page."),
  })
  .refine(({ reinforce, selfPlay }) => reinforce.baseline !== "leave-one-out" || selfPlay.rollouts > 1, {
    path: ["reinforce", "baseline"],
    error: 'expected "critic", or selfPlay.rollouts of 2 or more for leave-one-out to compare',
  });

/** Every setting, defaults filled in. */
export type Config = z.output<typeof configSchema>;
/** What a user writes: any of the settings. */
export type ConfigInput = z.input<typeof configSchema>;
