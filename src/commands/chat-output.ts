import { styleText } from "node:util";
import { factsKnown, type Outcome } from "../dialogue/dialogue.ts";
import type { Scene } from "../dialogue/scene.ts";
import { otherSeat, type Seat } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";
import type { Corpus } from "../text/corpus.ts";
import { readable } from "../text/readable.ts";

/** How a chat is told on stdout. */
export interface ChatOutput {
  /** Who a person is, and what they know. */
  begin(corpus: Corpus, scene: Scene, agent: string): void;
  /** A turn that the person did not say. */
  turn(turn: Turn): void;
  end(outcome: Outcome): void;
  /** What stands before the line that the person is to write. */
  prompt(seat: Seat): string;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

export const forPeople: ChatOutput = {
  begin({ person, seats }, scene, agent) {
    const facts = factsKnown({ scene, turns: [] }, person).map(({ field, words }) => `  ${field}: ${words}`);
    const card = [`You are the ${person}; the ${agent} is the ${otherSeat(seats, person)}.`, ...facts];
    print(styleText("dim", card.join("\n")));
  },
  turn: ({ seat, text }) => print(`${styleText("cyan", seat)}  ${readable(text)}`),
  end: ({ success, reasons = [] }) =>
    print(styleText("dim", success ? "\nThat went well." : `\nNot quite: ${reasons.join(", ")}.`)),
  prompt: (seat) => `${seat}  `,
};

/** One JSON object a line. */
export const forMachines: ChatOutput = {
  begin({ person }, scene, agent) {
    const facts = factsKnown({ scene, turns: [] }, person).map(({ field, words }) => [field, words]);
    print(JSON.stringify({ person, agent, facts }));
  },
  turn: ({ seat, text }) => print(JSON.stringify({ seat, text })),
  end: (outcome) => print(JSON.stringify({ outcome })),
  prompt: () => "",
};
