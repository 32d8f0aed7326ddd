/**
 * How an agent speaks to people: of several replies drawn from its policy, it says the first that is likely enough word by word, or
 * else the likeliest (sample and rank, Adiwardana et al. 2020). They hear one answer, not the average of many; and what makes no
 * sense is unlikely from its second word on, where a rare way to say something is not.
 */
import { BestOf } from "./best-of.ts";
import type { Agent } from "./agent.ts";
import type { AgentLimits, AgentUtterance } from "./mind.ts";

/** Replies to choose from: more would choose the same few ones ever again (src/train/LOG.md). */
export const repliesToPeople = 3;

export function toPeople(agent: Agent, n = repliesToPeople): BestOf<AgentUtterance, AgentLimits> {
  return new BestOf(agent, { n, rank });
}

/** A word that stands for nothing weighs more than any likelihood. */
const penalty = 1000;

/** Nats a word. What makes sense mostly has more, and the likeliest of it is what was learnt by heart: to prefer it would tire. */
const enough = -0.3;

/** Log-probability per word, the mark that closes the turn counted as one; no more than is enough. */
function rank({ text, logProb, unbound }: AgentUtterance): number {
  return Math.min(enough, logProb / (text.split(" ").length + 1)) - penalty * unbound;
}
