import type { Agent } from "../agent/agent.ts";
import { loadAgent } from "../agent/checkpoint.ts";
import { checkpointTime } from "./checkpoint-time.ts";

/** Agents by checkpoint folder, each read once and again whenever training has written a newer one. */
export class LoadedAgents {
  readonly #agents = new Map<string, { readonly time: number | undefined; readonly agent: Agent }>();

  async get(folder: string): Promise<Agent> {
    const time = checkpointTime(folder);
    const held = this.#agents.get(folder);
    if (held && held.time === time) return held.agent;
    const agent = await loadAgent(folder);
    this.#agents.set(folder, { time, agent });
    held?.agent.dispose();
    return agent;
  }
}
