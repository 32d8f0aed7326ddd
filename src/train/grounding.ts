/**
 * Whether an agent uses what it heard and what it knows, teacher-forced on held-out human turns. Asked is every fact word
 * (fact-words.ts) that a person said: is it, under the agent's full mixture, the most probable of all fact words of the scene?
 *
 *   repeat  of the words that the partner said earlier in the dialogue: an order read back, a name thanked by
 *   recall  of the words that the speaker's own facts settle: a price, a total, one's own name
 *
 * A fact settles a word where no choice is left and the person had it right. A word that goes on with a fact, such as the price
 * behind an item, is settled if its fact is, among the facts of the field, the one that was spoken of last; so a price that the
 * person got wrong is not asked for. A word that opens a fact is settled if the fact is the only one of its field; which of
 * eight items to name next is up to the person, and so is not asked for either.
 */
import type { Agent } from "../agent/agent.ts";
import { distribution, type Question } from "../agent/distribution.ts";
import { type View, viewOf } from "../agent/view.ts";
import { type Dialogue, factsKnown } from "../dialogue/dialogue.ts";
import type { Fact } from "../dialogue/fact.ts";
import type { Seat, Seats } from "../dialogue/seat.ts";
import { type FactWords, factsEver } from "./fact-words.ts";
import { nothing, plus, ratio, type Sum } from "./tally.ts";

/** A fact word that a person said, and what the agent should have known it by. */
export interface Grounded {
  readonly word: string;
  /** The turn, and the word's place in it. */
  readonly turn: number;
  readonly at: number;
  readonly repeats: boolean;
  readonly recalls: boolean;
}

export interface Grounding {
  /** Right answers of all questions; `null` where there is none. */
  readonly repeat: number | null;
  readonly recall: number | null;
  readonly repeatCount: number;
  readonly recallCount: number;
}

const words = (text: string): string[] => text.split(" ").filter((word) => word !== "");

/** Whether one of the facts settles `word`, given when each word was last said. */
export function settles(facts: readonly Fact[], word: string, lastSaid: ReadonlyMap<string, number>): boolean {
  return facts.some((fact) => {
    const at = words(fact.words).indexOf(word);
    if (at < 0) return false;
    const others = facts.filter((other) => other.field === fact.field && other !== fact);
    if (at === 0) return others.length === 0;
    const recency = recencyOf(fact, word, lastSaid);
    if (recency.length === 0) return false;
    return others.every((other) => !isLater(recencyOf(other, word, lastSaid), recency));
  });
}

/** When the fact's words other than `word` were last said, the latest first. */
function recencyOf(fact: Fact, word: string, lastSaid: ReadonlyMap<string, number>): number[] {
  const others = words(fact.words).filter((other) => other !== word);
  return others.flatMap((other) => lastSaid.get(other) ?? []).sort((a, b) => b - a);
}

function isLater(a: readonly number[], b: readonly number[]): boolean {
  const first = a.findIndex((time, i) => time !== b[i]);
  return first >= 0 && (a[first] ?? 0) > (b[first] ?? -1);
}

/** The fact words that `seat` said in the dialogue, openings included, that it should have known. */
export function groundedWords(dialogue: Dialogue, seat: Seat, isFactWord: FactWords): Grounded[] {
  const inFacts = new Set(factsEver(dialogue).flatMap((fact) => words(fact.words)));
  const lastSaid = new Map<string, number>();
  const heard = new Set<string>();
  const found: Grounded[] = [];
  let time = 0;
  for (const [turn, { seat: speaker, text }] of dialogue.turns.entries()) {
    const known = speaker === seat ? factsKnown(dialogue, seat, turn) : [];
    for (const [at, word] of words(text).entries()) {
      if (speaker !== seat) heard.add(word);
      else if (inFacts.has(word) && isFactWord(word)) {
        const grounded = { repeats: heard.has(word), recalls: settles(known, word, lastSaid) };
        if (grounded.repeats || grounded.recalls) found.push({ word, turn, at, ...grounded });
      }
      lastSaid.set(word, time++);
    }
  }
  return found;
}

/** The ids that stand for the scene's fact words in this view; an unknown word's is its slot. */
function candidatesIn({ slots }: View, dialogue: Dialogue, agent: Agent, isFactWord: FactWords): number[] {
  const { bound } = slots.state;
  const ids = factsEver(dialogue)
    .flatMap((fact) => words(fact.words))
    .filter(isFactWord)
    .flatMap((word) => agent.vocabulary.id(word) ?? agent.vocabulary.slots[bound.indexOf(word)] ?? []);
  return [...new Set(ids)];
}

const batch = 16; // dialogues in one pass

export function grounding(
  agent: Agent,
  dialogues: readonly Dialogue[],
  seats: Seats,
  isFactWord: FactWords,
): Grounding {
  let [repeat, recall] = [nothing, nothing];
  for (let from = 0; from < dialogues.length; from += batch) {
    const sides = dialogues
      .slice(from, from + batch)
      .flatMap((dialogue) => seats.map((seat) => ({ dialogue, seat, view: viewOf(agent.vocabulary, dialogue, seat) })));
    const asked = sides.flatMap(({ dialogue, seat, view }, row) => {
      const candidates = candidatesIn(view, dialogue, agent, isFactWord);
      const starts = startsOf(dialogue);
      return groundedWords(dialogue, seat, isFactWord).map((grounded) => {
        const place = (starts[grounded.turn] ?? 0) + grounded.at;
        return { row, place, candidates, target: view.places[place]?.target, grounded };
      });
    });
    const answers = distribution(
      agent,
      sides.map(({ view }) => view),
      asked satisfies Question[],
    );
    asked.forEach(({ candidates, target, grounded }, n) => {
      const probabilities = answers[n] ?? new Float64Array(0);
      const best = probabilities.reduce((top, p, i) => (p > (probabilities[top] ?? 0) ? i : top), 0);
      const answer: Sum = { sum: candidates[best] === target ? 1 : 0, count: 1 };
      if (grounded.repeats) repeat = plus(repeat, answer);
      if (grounded.recalls) recall = plus(recall, answer);
    });
  }
  return { repeat: ratio(repeat), recall: ratio(recall), repeatCount: repeat.count, recallCount: recall.count };
}

/** Where in a stream each turn's mark stands: the place that predicts the turn's first word. */
function startsOf({ turns }: Dialogue): number[] {
  let next = 0;
  return turns.map(({ text }) => {
    const start = next;
    next += 1 + words(text).length;
    return start;
  });
}
