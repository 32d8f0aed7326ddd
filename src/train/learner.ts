import type { Agent } from "../agent/agent.ts";
import type { Lesson } from "../agent/lesson.ts";
import { type AdamState, adamInit, adamUpdate, globalNorm } from "../nn/adam.ts";
import { dispose } from "../nn/tensor.ts";
import { type Crew, inThisThread } from "./crew/crew.ts";

export interface Update {
  readonly loss: number;
  /** Before clipping. */
  readonly gradientNorm: number;
  /** False where the step was not taken: something in it was not fit to learn from. */
  readonly taken: boolean;
}

export interface UpdateOptions {
  readonly learningRate: number;
  /** Largest global norm of the gradient. */
  readonly clip: number;
  /** Whether to take a step of this loss and gradient norm; a step that is not finite is never taken. */
  readonly accept?: (loss: number, gradientNorm: number) => boolean;
}

export interface LearnerOptions {
  /** Goes on from here. */
  readonly optimizer?: AdamState | undefined;
  readonly crew?: Crew;
}

/** An agent that learns, its optimiser's moments, and who computes for it. */
export class Learner {
  readonly agent: Agent;
  readonly crew: Crew;
  optimizer: AdamState;

  constructor(agent: Agent, { optimizer = adamInit(agent.parameters), crew = inThisThread }: LearnerOptions = {}) {
    this.agent = agent;
    this.crew = crew;
    this.optimizer = optimizer;
  }

  /** One update from all lessons together. */
  async update(
    lessons: readonly Lesson[],
    { learningRate, clip, accept = () => true }: UpdateOptions,
  ): Promise<Update> {
    const { loss, gradients } = await this.crew.gradients(this.agent, lessons);
    const gradientNorm = globalNorm(gradients);
    const taken = Number.isFinite(loss) && Number.isFinite(gradientNorm) && accept(loss, gradientNorm);
    if (taken) {
      const before = this.agent.parameters;
      const { parameters, state } = adamUpdate(before, this.optimizer, gradients, gradientNorm, { learningRate, clip });
      this.agent.parameters = parameters;
      this.optimizer = state;
    }
    dispose(Object.values(gradients));
    return { loss, gradientNorm, taken };
  }

  /** Frees the agent too. */
  dispose(): void {
    this.agent.dispose();
    dispose([...Object.values(this.optimizer.first), ...Object.values(this.optimizer.second)]);
  }
}
