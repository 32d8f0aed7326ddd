import type { Agent } from "../agent/agent.ts";
import { type Lesson, lessonGradients } from "../agent/lesson.ts";
import { type AdamState, adamInit, adamUpdate, globalNorm } from "../nn/adam.ts";
import { dispose } from "../nn/tensor.ts";

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

/** An agent that learns, and its optimiser's moments. */
export class Learner {
  readonly agent: Agent;
  optimizer: AdamState;

  constructor(agent: Agent, optimizer: AdamState = adamInit(agent.parameters)) {
    this.agent = agent;
    this.optimizer = optimizer;
  }

  /** One update from all lessons together. */
  update(lessons: readonly Lesson[], { learningRate, clip, accept = () => true }: UpdateOptions): Update {
    const { loss, gradients } = lessonGradients(this.agent, lessons);
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
}
