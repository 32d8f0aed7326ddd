import type { Command } from "commander";
import { styleText } from "node:util";
import type { Agent } from "../agent/agent.ts";
import type { AgentLimits, AgentUtterance } from "../agent/mind.ts";
import { repliesToPeople, toPeople } from "../agent/to-people.ts";
import { at } from "../at.ts";
import type { Drafting } from "../agent/best-of.ts";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Seat } from "../dialogue/seat.ts";
import type { Participant } from "../dialogue/speaker.ts";
import { judge } from "../reward/judge.ts";
import type { JudgedDialogue } from "../reward/judgement.ts";
import { randomFrom, streamKey } from "../rng.ts";
import { dialogueToLine } from "../text/dialogue-json.ts";
import { readable } from "../text/readable.ts";
import { converse } from "../train/converse.ts";
import { heldOutScenes } from "../train/scenes.ts";
import { agentName, openRun, type OpenRun, wholeNumber } from "./run-agents.ts";

interface SelfPlayFlags {
  readonly count: string;
  readonly agent?: string;
  readonly partner?: string;
  readonly seed?: string;
  readonly bestOf?: string;
  readonly json?: true;
}

export function addSelfPlayCommand(program: Command): void {
  program
    .command("selfplay")
    .description("dialogues between two agents of a run on held-out scenes, each turn with its scores")
    .argument("<run>", "name or folder of a run")
    .option("--count <count>", "how many dialogues", "3")
    .option(
      "--agent <agent>",
      "who takes the first seat: reference or learner (default: the learner, where there is one)",
    )
    .option("--partner <agent>", "who takes the second seat (default: the same)")
    .option("--seed <seed>", "which scenes, and what is drawn (default: the run's)")
    .option(
      "--best-of <count>",
      `draw so many replies at every turn and say the first that is likely enough, as a chat does with ${repliesToPeople} (default: 1, the policy itself)`,
    )
    .option("--json", "one dialogue a line in the corpus format, each turn with its scores and log-probability")
    .addHelpText(
      "after",
      "\nExamples:\n  $ duologue selfplay cafe\n  $ duologue selfplay cafe --agent reference --count 20 --json",
    )
    .action(selfPlay);
}

async function selfPlay(name: string, flags: SelfPlayFlags): Promise<void> {
  const count = wholeNumber("--count", flags.count, 1);
  const [first, second] = [flags.agent, flags.partner ?? flags.agent].map((flag, i) =>
    flag === undefined ? undefined : agentName(i === 0 ? "--agent" : "--partner", flag),
  );
  const bestOf = flags.bestOf === undefined ? 1 : wholeNumber("--best-of", flags.bestOf, 1);
  const open = await openRun(name);
  const seed = flags.seed === undefined ? open.config.seed : wholeNumber("--seed", flags.seed);
  const agent = await open.agent(first ?? open.best);
  const partner = await open.agent(second ?? open.best);
  const { dialogues, logProbs } = await play(open, [agent, partner], { count, seed, bestOf });
  const judgement = judge(dialogues, open.rules, { seats: open.corpus.seats });
  dialogues.forEach((dialogue, row) => {
    const judged = judgement[row];
    if (judged === undefined) return;
    if (flags.json === true) {
      const notes = judged.turns.map(({ scores }, u) => {
        const logProb = logProbs[row]?.get(u);
        const values = new Map([...scores].map(([rule, score]) => [rule, score.value]));
        return { scores: values, ...(logProb !== undefined && { logProb }) };
      });
      process.stdout.write(`${dialogueToLine(dialogue, notes)}\n`);
    } else process.stdout.write(`${shown(dialogue, judged, row, [agent, partner], open.corpus.seats)}\n`);
  });
}

/** Each dialogue, and of its turns the log-probability under the agent that said it. */
async function play(
  { corpus, config }: OpenRun,
  agents: readonly [Agent, Agent],
  { count, seed, bestOf }: { readonly count: number; readonly seed: number; readonly bestOf: number },
): Promise<{ dialogues: Dialogue[]; logProbs: Map<number, number>[] }> {
  const held = randomFrom(seed, "selfplay").shuffle(heldOutScenes(corpus, Infinity));
  const scenes = Array.from({ length: count }, (_, i) => held[i % held.length]).filter((scene) => scene !== undefined);
  const logProbs = scenes.map(() => new Map<number, number>());
  const participants = corpus.seats.map((seat, i): [Seat, Participant] => {
    const agent = agents[i] ?? agents[0];
    const keys = scenes.map((_, row) => streamKey(seed, "selfplay", seat, row));
    const speaker = bestOf === 1 ? agent : toPeople(agent, bestOf);
    return [seat, noting(speaker.join(scenes, seat, keys), logProbs)];
  });
  const { turns, maxWords } = config.selfPlay;
  const stage = { ...corpus, maxTurns: 2 * (turns.at(-1) ?? 1), maxWords };
  const dialogues = await converse(scenes, new Map(participants), stage);
  for (const [, participant] of participants) participant.dispose();
  return { dialogues, logProbs };
}

/** The same participant; how likely each of its turns was is noted by row and turn. */
function noting(
  speaking: Drafting<AgentUtterance, AgentLimits>,
  logProbs: readonly Map<number, number>[],
): Participant {
  const heard = logProbs.map(() => 0);
  return {
    listen: (turns) => {
      turns.forEach((turn, row) => (heard[row] = at(heard, row) + (turn === null ? 0 : 1)));
      return speaking.listen(turns);
    },
    speak: async (rows, limits) => {
      const said = await speaking.speak(rows, limits);
      said.forEach(({ logProb }, n) => logProbs[at(rows, n)]?.set(at(heard, at(rows, n)), logProb));
      return said;
    },
    dispose: () => speaking.dispose(),
  };
}

function shown(
  { scene, turns, outcome }: Dialogue,
  judged: JudgedDialogue,
  row: number,
  agents: readonly [Agent, Agent],
  seats: readonly string[],
): string {
  const width = Math.max(...seats.map(({ length }) => length));
  const lines = [styleText("bold", `Dialogue ${row + 1}`)];
  seats.forEach((seat, i) => {
    const facts = (scene.facts.get(seat) ?? []).map(({ field, words }) => `${field}: ${words}`).join(", ");
    lines.push(styleText("dim", `${seat} (${agents[i]?.name ?? ""})${facts === "" ? "" : ` knows ${facts}`}`));
  });
  turns.forEach(({ seat, text, cut }, u) => {
    const scores = [...(judged.turns[u]?.scores ?? [])].flatMap(([rule, { value }]) =>
      value === null ? [] : [`${rule} ${value.toFixed(2)}`],
    );
    lines.push(`${styleText("cyan", seat.padEnd(width))}  ${readable(text)}${cut === true ? " …" : ""}`);
    if (scores.length > 0) lines.push(styleText("dim", `${" ".repeat(width)}  ${scores.join("  ")}`));
  });
  if (outcome !== undefined) {
    const reasons =
      outcome.reasons === undefined || outcome.reasons.length === 0 ? "" : `: ${outcome.reasons.join(", ")}`;
    lines.push(styleText(outcome.success ? "green" : "yellow", outcome.success ? "went well" : `went wrong${reasons}`));
  }
  return `${lines.join("\n")}\n`;
}
