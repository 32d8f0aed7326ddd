import { type Progress, startProgress } from "./progress.ts";
import type { Run } from "../train/run.ts";
import type { TrainingEvent } from "../train/training-event.ts";

/** What a stage is called at its progress bar, and the number that tells how it goes. */
const stages = {
  pretrain: {
    name: "learning from the corpus",
    note: ({ perplexity }: TrainingEvent) => noted("perplexity", perplexity),
  },
  reinforce: { name: "learning from reward", note: ({ reward }: TrainingEvent) => noted("reward", reward) },
  evaluate: { name: "evaluating", note: () => "" },
  done: { name: "done", note: () => "" },
} as const;

function nameOf({ stage, repeat }: TrainingEvent): string {
  return repeat === undefined ? stages[stage].name : `${stages[stage].name}, ${repeat}`;
}

function noted(name: string, value: number | undefined): string {
  return value === undefined ? "" : `${name} ${value.toFixed(3)}`;
}

/** Shows each event, writes it to the run, and tells the process that started this one. Gives what the events return. */
export async function followTraining<Result>(
  events: AsyncGenerator<TrainingEvent, Result>,
  { run, json }: { readonly run: Run; readonly json: boolean },
): Promise<Result> {
  let stage: TrainingEvent["stage"] | undefined;
  let lastStep = 0;
  let progress: Progress | undefined;
  try {
    for (let next = await events.next(); ; next = await events.next()) {
      if (next.done === true) return next.value;
      const event = next.value;
      await run.tell(event);
      process.send?.(event);
      // Another seed's reinforcement begins at its first step again.
      if (event.stage !== stage || event.step < lastStep) {
        progress?.stop();
        progress =
          event.stage === "done" ? undefined : startProgress({ name: nameOf(event), total: event.steps, json });
      }
      stage = event.stage;
      lastStep = event.step;
      progress?.update(event.step, stages[event.stage].note(event));
    }
  } finally {
    progress?.stop();
  }
}
