import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";
import type { Command } from "commander";
import { factsKnown } from "../dialogue/dialogue.ts";
import type { Scene } from "../dialogue/scene.ts";
import { otherSeat } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";
import { randomFrom } from "../rng.ts";
import { readable } from "../text/readable.ts";
import { spaced } from "../text/tokenizer.ts";
import { trainingScenes } from "../train/scenes.ts";
import { agentName, openRun, type OpenRun, wholeNumber } from "./run-agents.ts";

interface ChatFlags {
  readonly agent?: string;
  readonly seed?: string;
}

/** Chat is for people: a little less daring than the policy. */
const truncation = { topP: 0.9 };

export function addChatCommand(program: Command): void {
  program
    .command("chat")
    .description("talk with an agent of a run in the terminal; an empty line or Ctrl-D ends")
    .argument("<run>", "name or folder of a run")
    .option("--agent <agent>", "reference or learner (default: the learner, where there is one)")
    .option("--seed <seed>", "which scene, and what the agent draws (default: the time)")
    .addHelpText("after", "\nExamples:\n  $ duologue chat cafe\n  $ duologue chat cafe --agent reference")
    .action(chat);
}

async function chat(name: string, flags: ChatFlags): Promise<void> {
  const chosen = flags.agent === undefined ? undefined : agentName("--agent", flags.agent);
  const seed = flags.seed === undefined ? Date.now() % 2 ** 31 : wholeNumber("--seed", flags.seed);
  const open = await openRun(name);
  const { corpus } = open;
  const [scene] = trainingScenes(corpus, 1, randomFrom(seed, "chat"));
  if (scene === undefined) throw new RangeError("chat: no scene");
  const agent = await open.agent(chosen ?? open.best);
  const seat = otherSeat(corpus.seats, corpus.person);
  const mind = agent.join(
    [scene],
    seat,
    [
      randomFrom(seed, "chat")
        .fork("agent")
        .below(2 ** 31),
    ],
    truncation,
  );
  const said: Turn[] = [];
  const tell = async (turn: Turn): Promise<void> => {
    const told = { ...turn, ...corpus.world?.consequence(scene, [...said, turn]) };
    said.push(told);
    await mind.listen([told]);
  };
  process.stdout.write(`${roleCard(open, scene, agent.name)}\n`);
  for (const turn of scene.opening) {
    process.stdout.write(`${styleText("cyan", turn.seat)}  ${readable(turn.text)}\n`);
    await tell(turn);
  }
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: `${corpus.person}  ` });
  const person = lines[Symbol.asyncIterator]();
  let next = said.length === 0 ? corpus.opens : otherSeat(corpus.seats, said.at(-1)?.seat ?? corpus.person);
  for (let over = false; !over; next = otherSeat(corpus.seats, next)) {
    if (next === corpus.person) {
      lines.prompt();
      const line = await person.next();
      const text = line.done === true ? "" : spaced(line.value);
      if (text === "") break;
      await tell({ seat: next, text });
    } else {
      const [utterance] = await mind.speak([0], { maxWords: open.config.selfPlay.maxWords });
      process.stdout.write(`${styleText("cyan", next)}  ${readable(utterance?.text ?? "")}\n`);
      await tell({ seat: next, text: utterance?.text ?? "" });
      over = utterance?.ends ?? true;
    }
  }
  lines.close();
  if (corpus.world !== undefined && said.length > 1) {
    const { success, reasons = [] } = corpus.world.outcome(scene, said);
    process.stdout.write(styleText("dim", success ? "\nThat went well.\n" : `\nNot quite: ${reasons.join(", ")}.\n`));
  }
  mind.dispose();
}

function roleCard({ corpus }: OpenRun, scene: Scene, agent: string): string {
  const facts = factsKnown({ scene, turns: [] }, corpus.person).map(({ field, words }) => `  ${field}: ${words}`);
  const card = [
    `You are the ${corpus.person}; the ${agent} is the ${otherSeat(corpus.seats, corpus.person)}.`,
    ...facts,
  ];
  return styleText("dim", card.join("\n"));
}
