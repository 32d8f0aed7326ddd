import type { Stage } from "../../src/chat/protocol.ts";

export const stages: readonly Stage[] = ["pretrain", "reinforce", "evaluate", "done"];

export const stageNames: Readonly<Record<Stage, string>> = {
  pretrain: "Learning to talk",
  reinforce: "Learning by talking",
  evaluate: "Being measured",
  done: "Trained",
};

/** As people say it: coarse while there is much left. Empty where nobody knows. */
export function timeLeft(seconds: number | null): string {
  if (seconds === null) return "";
  if (seconds < 50) return `${Math.max(1, Math.ceil(seconds / 10)) * 10} s left`;
  return `${Math.round(seconds / 60)} min left`;
}
