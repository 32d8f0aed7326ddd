import { exampleView } from "./example-view.ts";
import { type CurvePoint, type TrainingState, TrainingEvent } from "./protocol.ts";

/** Beyond so many points, every second one is left out: a curve on a page has no more dots than this. */
const mostPoints = 2000;

/** What training has reported so far, as the page shows it. */
export class TrainingRecord {
  #state: TrainingState = { status: "idle", problem: null, latest: null, example: null, curve: [] };

  get state(): TrainingState {
    return this.#state;
  }

  setStatus(status: TrainingState["status"], problem: string | null = null): void {
    this.#state = { ...this.#state, status, problem };
  }

  /**
   * Takes a report as it came from another process or a file. Throws where it is none. Other seeds and controls begin at the first
   * step again: their progress is shown, but the curves stay the kept learner's.
   */
  add(report: unknown): TrainingEvent {
    const told = TrainingEvent.parse(report);
    const event = told.example ? { ...told, example: exampleView(told.example) } : told;
    if (event.repeat !== undefined) {
      this.#state = { ...this.#state, latest: event };
      return event;
    }
    const { example, secondsLeft: _, steps: __, verdict: ___, ...point } = event;
    this.#state = {
      ...this.#state,
      latest: event,
      example: example ?? this.#state.example,
      curve: hasMeasure(point) ? thinned([...beforeOf(this.#state.curve, point), point]) : this.#state.curve,
    };
    return event;
  }
}

function hasMeasure({ perplexity, reward, rules, kl, entropy }: CurvePoint): boolean {
  return [perplexity, reward, rules, kl, entropy].some((measure) => measure !== undefined);
}

const stageOrder = ["pretrain", "reinforce", "evaluate", "done"];

/** Training that was resumed repeats the steps after its last checkpoint: what was reported of them is void. */
function beforeOf(curve: readonly CurvePoint[], { stage, step }: CurvePoint): CurvePoint[] {
  const place = stageOrder.indexOf(stage);
  return curve.filter((point) => {
    const pointPlace = stageOrder.indexOf(point.stage);
    return pointPlace < place || (pointPlace === place && point.step < step);
  });
}

function thinned(curve: readonly CurvePoint[]): CurvePoint[] {
  if (curve.length <= mostPoints) return [...curve];
  return curve.filter((_, index) => index % 2 === 0 || index === curve.length - 1);
}
