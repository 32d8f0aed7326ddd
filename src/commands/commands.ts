import type { Command } from "commander";

type AddCommand = (program: Command) => void;

/** Every command, in the order in which the help lists them. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  start: async () => (await import("./start.ts")).addStartCommand,
  train: async () => (await import("./train.ts")).addTrainCommand,
  pretrain: async () => (await import("./pretrain.ts")).addPretrainCommand,
  reinforce: async () => (await import("./reinforce.ts")).addReinforceCommand,
  evaluate: async () => (await import("./evaluate.ts")).addEvaluateCommand,
  selfplay: async () => (await import("./selfplay.ts")).addSelfPlayCommand,
  chat: async () => (await import("./chat.ts")).addChatCommand,
  serve: async () => (await import("./serve.ts")).addServeCommand,
  rewards: async () => (await import("./rewards.ts")).addRewardsCommand,
  corpus: async () => (await import("./corpus.ts")).addCorpusCommand,
  bench: async () => (await import("./bench.ts")).addBenchCommand,
  doctor: async () => (await import("./doctor.ts")).addDoctorCommand,
};

/**
 * Adds the command that `args` name, or where they name none, all: a training need not wait for the web server's
 * modules, nor hold them in memory.
 */
export async function addCommands(program: Command, args: readonly string[]): Promise<void> {
  const named = args.find((arg, place) => !arg.startsWith("-") && args[place - 1] !== "--config");
  const one = named !== undefined && Object.hasOwn(commands, named) ? commands[named] : undefined;
  for (const load of one ? [one] : Object.values(commands)) (await load())(program);
}
