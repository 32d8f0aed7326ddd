import type { TrainingState } from "../../src/chat/protocol.ts";
import { stageNames, stages, timeLeft } from "./stages.ts";

/** Which stage training is in and how far. */
export function Progress({ state }: { state: TrainingState }) {
  const { latest, status, problem } = state;
  if (status === "failed") {
    return (
      <p class="trouble" role="alert">
        Training stopped. {problem}
      </p>
    );
  }
  if (!latest || latest.stage === "done") return null;
  const current = stages.indexOf(latest.stage);
  return (
    <div class="progress">
      <ol class="stages" aria-label="Stages of training">
        {stages.map((stage, place) => (
          <li
            key={stage}
            class={place < current ? "stage stage-past" : "stage"}
            aria-current={place === current ? "step" : undefined}
          >
            {stageNames[stage]}
          </li>
        ))}
      </ol>
      <progress aria-label={stageNames[latest.stage]} max={Math.max(1, latest.steps)} value={latest.step} />
      <p class="quiet">
        Step {latest.step} of {latest.steps}
        {latest.repeat !== undefined && <>, {latest.repeat}</>}
        {status === "running" && latest.secondsLeft !== null && <>, {timeLeft(latest.secondsLeft)}</>}
        {status === "idle" && <>, not being trained now</>}
      </p>
    </div>
  );
}
