/** Signs that a reward is being gamed. They stop nothing: a person should look. */
import type { Config } from "../config.ts";
import type { LoadedRule } from "../reward/load-rules.ts";
import type { Estimate, QuickEvaluation } from "./quick-evaluation.ts";

/** An evaluation's reward against the reference, and that of training against itself around the same time. */
export interface Look {
  readonly reward: number;
  readonly error: number;
  readonly selfReward: number;
}

/** What is trained on went up while what is only watched, a metric or compliance, went down: both since the start. */
export function gamedRules(
  found: QuickEvaluation,
  start: QuickEvaluation,
  rules: readonly Pick<LoadedRule, "name" | "weight">[],
  { alarmDeviations }: Config["guard"],
): string[] {
  const moved = (now: Estimate | null | undefined, then: Estimate | null | undefined): number =>
    now && then && then.deviation > 0 ? (now.mean - then.mean) / then.deviation : 0;
  const gain = moved(found.reward, start.reward);
  if (gain < alarmDeviations) return [];
  const watched = rules
    .filter(({ weight }) => weight === 0)
    .map(({ name }) => [name, moved(found.rules.get(name), start.rules.get(name))] as const);
  return [...watched, ["compliance", moved(found.compliance, start.compliance)] as const]
    .filter(([, change]) => change < -alarmDeviations)
    .map(
      ([name, change]) =>
        `reward rose by ${gain.toFixed(1)} deviations since the start while ${name} fell by ${(-change).toFixed(1)}; ` +
        "read some dialogues: the rules may pay for something else than is meant",
    );
}

/** With itself it does better and better, with the reference it does not: it may be inventing a language of its own. */
export function privateLanguage(looks: readonly Look[], { alarmEvaluations }: Config["guard"]): string[] {
  const recent = looks.slice(-alarmEvaluations - 1);
  const [first, last] = [recent[0], recent.at(-1)];
  if (first === undefined || last === undefined || recent.length <= alarmEvaluations) return [];
  const rises = recent.every((look, i) => i === 0 || look.selfReward > (recent[i - 1]?.selfReward ?? Infinity));
  const flat = last.reward - first.reward <= last.error;
  if (!rises || !flat) return [];
  return [
    `reward against itself rose over ${alarmEvaluations} evaluations, against the reference it did not; ` +
      "raise opponents.reference, the share of dialogues against the reference",
  ];
}
