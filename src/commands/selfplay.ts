import type { Command } from "commander";
import { styleText } from "node:util";
import type { Agent } from "../agent/agent.ts";
import type { Mind } from "../agent/mind.ts";
import { toPeople, type Truncation } from "../agent/sample.ts";
import type { Dialogue } from "../dialogue/dialogue.ts";
import { judge } from "../reward/judge.ts";
import type { JudgedDialogue } from "../reward/judgement.ts";
import { randomFrom, streamKey } from "../rng.ts";
import { dialogueToLine } from "../text/dialogue-json.ts";
import { readable } from "../text/readable.ts";
import { converse } from "../train/converse.ts";
import { heldOutScenes } from "../train/scenes.ts";
import { agentName, openRun, type OpenRun, share, wholeNumber } from "./run-agents.ts";

interface SelfPlayFlags {
  readonly count: string;
  readonly agent?: string;
  readonly partner?: string;
  readonly seed?: string;
  readonly topP?: string;
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
      "--top-p <share>",
      `draw from the likeliest words that have this share, as a chat does with ${toPeople.topP} (default: from the whole policy)`,
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
  const truncation = flags.topP === undefined ? undefined : { topP: share("--top-p", flags.topP) };
  const open = await openRun(name);
  const seed = flags.seed === undefined ? open.config.seed : wholeNumber("--seed", flags.seed);
  const agent = await open.agent(first ?? open.best);
  const partner = await open.agent(second ?? open.best);
  const { dialogues, logProbs } = await play(open, [agent, partner], { count, seed, truncation });
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
  {
    count,
    seed,
    truncation,
  }: { readonly count: number; readonly seed: number; readonly truncation?: Truncation | undefined },
): Promise<{ dialogues: Dialogue[]; logProbs: Map<number, number>[] }> {
  const held = randomFrom(seed, "selfplay").shuffle(heldOutScenes(corpus, Infinity));
  const scenes = Array.from({ length: count }, (_, i) => held[i % held.length]).filter((scene) => scene !== undefined);
  const minds = corpus.seats.map((seat, i) => {
    const keys = scenes.map((_, row) => streamKey(seed, "selfplay", seat, row));
    return [seat, (agents[i] ?? agents[0]).join(scenes, seat, keys, truncation)] as const;
  });
  const { turns, maxWords } = config.selfPlay;
  const dialogues = await converse(scenes, new Map(minds), { ...corpus, maxTurns: 2 * (turns.at(-1) ?? 1), maxWords });
  const logProbs = scenes.map((_, row) =>
    sumByTurn(
      minds.map(([, mind]) => mind),
      row,
    ),
  );
  minds.forEach(([, mind]) => mind.dispose());
  return { dialogues, logProbs };
}

function sumByTurn(minds: readonly Mind[], row: number): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { turn, logProb } of minds.flatMap((mind) => mind.views[row]?.places ?? [])) {
    if (logProb !== undefined) sums.set(turn, (sums.get(turn) ?? 0) + logProb);
  }
  return sums;
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
