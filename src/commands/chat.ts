import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { otherSeat } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";
import { randomFrom } from "../rng.ts";
import { closed } from "../text/closed.ts";
import { spaced } from "../text/tokenizer.ts";
import { trainingScenes } from "../train/scenes.ts";
import { forMachines, forPeople } from "./chat-output.ts";
import { toPeople } from "../agent/to-people.ts";
import { agentName, openRun, wholeNumber } from "./run-agents.ts";

interface ChatFlags {
  readonly agent?: string;
  readonly seed?: string;
  readonly json?: true;
}

export function addChatCommand(program: Command): void {
  program
    .command("chat")
    .description("talk with an agent of a run in the terminal; an empty line or Ctrl-D ends")
    .argument("<run>", "name or folder of a run")
    .option("--agent <agent>", "reference or learner (default: the learner, where there is one)")
    .option("--seed <seed>", "which scene, and what the agent draws (default: the time)")
    .option("--json", "one JSON object a line: who the person is, then what the agent says; no prompts")
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
  const key = randomFrom(seed, "chat")
    .fork("agent")
    .below(2 ** 31);
  const speaking = toPeople(agent).join([scene], seat, [key]);
  const said: Turn[] = [];
  const tell = async (turn: Turn): Promise<void> => {
    const told = { ...turn, ...corpus.world?.consequence(scene, [...said, turn]) };
    said.push(told);
    await speaking.listen([told]);
  };
  const output = flags.json === true ? forMachines : forPeople;
  output.begin(corpus, scene, agent.name);
  for (const turn of scene.opening) {
    output.turn(turn);
    await tell(turn);
  }
  const prompt = output.prompt(corpus.person);
  const lines = createInterface({ input: process.stdin, ...(prompt !== "" && { output: process.stdout, prompt }) });
  const person = lines[Symbol.asyncIterator]();
  let next = said.length === 0 ? corpus.opens : otherSeat(corpus.seats, said.at(-1)?.seat ?? corpus.person);
  for (let over = false; !over; next = otherSeat(corpus.seats, next)) {
    if (next === corpus.person) {
      if (prompt !== "") lines.prompt();
      const line = await person.next();
      const text = line.done === true ? "" : closed(spaced(line.value), agent.vocabulary);
      if (text === "") break;
      await tell({ seat: next, text });
    } else {
      const [utterance] = await speaking.speak([0], { maxWords: open.config.selfPlay.maxWords });
      const turn = { seat: next, text: utterance?.text ?? "" };
      output.turn(turn);
      await tell(turn);
      over = utterance?.ends ?? true;
    }
  }
  lines.close();
  if (corpus.world !== undefined && said.length > 1) output.end(corpus.world.outcome(scene, said));
}
