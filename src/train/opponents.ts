import type { Agent } from "../agent/agent.ts";
import { drawIndex } from "../nn/ops/draw-words.ts";
import type { Random } from "../rng.ts";

export interface OpponentShares {
  readonly reference: number;
  readonly past: number;
  readonly self: number;
  /** Updates between two snapshots. */
  readonly snapshotEvery: number;
  readonly keep: number;
}

/** Who the learner talks to: the frozen reference, past snapshots of itself, and itself as it is, without a gradient. */
export class Opponents {
  readonly #reference: Agent;
  readonly #shares: OpponentShares;
  readonly #past: Agent[];

  constructor(reference: Agent, shares: OpponentShares, past: readonly Agent[] = []) {
    this.#reference = reference;
    this.#shares = shares;
    this.#past = [...past];
  }

  get past(): readonly Agent[] {
    return this.#past;
  }

  /** Until there is a snapshot, the reference stands in for the past. */
  draw(learner: Agent, random: Random): Agent {
    const { reference, past, self } = this.#shares;
    const kinds = [() => this.#reference, () => random.pick(this.#past), () => learner];
    const weights = this.#past.length === 0 ? [reference + past, 0, self] : [reference, past, self];
    return (kinds[drawIndex(weights, weights.length, random.next())] ?? (() => this.#reference))();
  }

  /** Keeps a copy of the learner after every so many steps; the oldest one goes. Gives the copy where it made one. */
  snapshot(learner: Agent, step: number): Agent | undefined {
    if (step % this.#shares.snapshotEvery !== 0) return undefined;
    const copy = learner.copy(`learner-${step}`);
    this.#past.push(copy);
    if (this.#past.length > this.#shares.keep) this.#past.shift()?.dispose();
    return copy;
  }

  dispose(): void {
    for (const agent of this.#past) agent.dispose();
  }
}
