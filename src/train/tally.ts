/**
 * What rules make of games, as sums and counts by scene: any set of scenes can then be pooled, as a bootstrap does. A mean over
 * pooled scenes is a sum over a count, so that a scene in which a rule applied more often weighs more.
 */
import { compositeOf } from "../reward/combine.ts";
import type { Judgement } from "../reward/judgement.ts";
import type { LoadedRule } from "../reward/load-rules.ts";
import type { Statistic } from "./bootstrap.ts";
import type { Game } from "./games.ts";

export interface Sum {
  readonly sum: number;
  readonly count: number;
}

/** Sums by name. */
export type Tally = ReadonlyMap<string, Sum>;

/** Of the measured speaker's own turns in one scene. */
export interface SceneTally {
  /** Scores by rule, and how often it applied. */
  readonly rules: Tally;
  /** By rule, how often each of its requirements was kept, of the times that it was decided. */
  readonly requirements: ReadonlyMap<string, Tally>;
  /** Dialogues that reached their aim, of those whose outcome is settled. */
  readonly success: Sum;
}

export const nothing: Sum = { sum: 0, count: 0 };

export function plus(a: Sum, b: Sum): Sum {
  return { sum: a.sum + b.sum, count: a.count + b.count };
}

/** `null` where there is nothing to take the mean of. */
export function ratio({ sum, count }: Sum): number | null {
  return count === 0 ? null : sum / count;
}

/** `judgement` is of the games' dialogues, in their order; every scene has its games next to each other. */
export function tallies(games: readonly Game[], judgement: Judgement, sceneCount: number): SceneTally[] {
  return Array.from({ length: sceneCount }, (_, scene) => {
    const rows = [...games.keys()].filter((row) => games[row]?.scene === scene);
    const own = rows.flatMap((row) => ownScores(games[row], judgement[row]));
    const rules = new Map<string, Sum>();
    const requirements = new Map<string, Map<string, Sum>>();
    for (const { turns } of own) {
      for (const { scores } of turns) {
        for (const [rule, { value, evidence }] of scores) {
          if (value !== null) count(rules, rule, value);
          for (const { requirement, kept } of evidence) {
            if (requirement === undefined || kept === undefined) continue;
            const ofRule = requirements.get(rule) ?? new Map<string, Sum>();
            requirements.set(rule, ofRule);
            count(ofRule, requirement, kept ? 1 : 0);
          }
        }
      }
    }
    const success = rows
      .flatMap((row) => games[row]?.dialogue.outcome ?? [])
      .reduce((sum, outcome) => plus(sum, { sum: outcome.success ? 1 : 0, count: 1 }), nothing);
    return { rules, requirements, success };
  });
}

function count(tally: Map<string, Sum>, name: string, value: number): void {
  tally.set(name, plus(tally.get(name) ?? nothing, { sum: value, count: 1 }));
}

/** The measured speaker's turns only, and of them those that it chose: an opening is its scene's. */
function ownScores(game: Game | undefined, judged: Judgement[number] | undefined): Judgement {
  if (game === undefined || judged === undefined) throw new RangeError("tallies: a game without a judgement");
  const { seat, dialogue } = game;
  const own = judged.turns.filter((turn, index) => turn.seat === seat && index >= dialogue.scene.opening.length);
  return [{ ...judged, turns: own }];
}

/** The names that any of the scenes has, in the order in which they first come. */
export function namesIn(all: readonly Tally[]): string[] {
  return [...new Set(all.flatMap((tally) => [...tally.keys()]))];
}

/** Looked up once, for a bootstrap pools thousands of times. */
export function sumsOf(all: readonly Tally[], name: string): Sum[] {
  return all.map((tally) => tally.get(name) ?? nothing);
}

export function pooled(each: readonly Sum[], scenes: Int32Array): Sum {
  let [sum, count] = [0, 0];
  for (const scene of scenes) {
    const found = each[scene] ?? nothing;
    sum += found.sum;
    count += found.count;
  }
  return { sum, count };
}

export function meanOf(all: readonly Tally[], name: string): Statistic {
  const each = sumsOf(all, name);
  return (scenes) => ratio(pooled(each, scenes));
}

export function successOf(all: readonly SceneTally[]): Statistic {
  const each = all.map(({ success }) => success);
  return (scenes) => ratio(pooled(each, scenes));
}

/** One rule's requirements, scene by scene. */
export function requirementsOf(all: readonly SceneTally[], rule: string): Tally[] {
  return all.map(({ requirements }) => requirements.get(rule) ?? new Map());
}

/** Of the requirements of the rules that count, all together, the share kept of the times that one was decided. */
export function complianceOf(
  all: readonly SceneTally[],
  rules: readonly Pick<LoadedRule, "name" | "weight">[],
): Statistic {
  const trained = rules.filter(({ weight }) => weight > 0);
  const each = all.map(({ requirements }) =>
    trained.flatMap(({ name }) => [...(requirements.get(name)?.values() ?? [])]).reduce(plus, nothing),
  );
  return (scenes) => ratio(pooled(each, scenes));
}

/** The one number that a policy is compared by: src/reward/combine.ts, over pooled scenes. */
export function compositeStatistic(
  all: readonly SceneTally[],
  rules: readonly Pick<LoadedRule, "name" | "weight" | "range">[],
): Statistic {
  const scores = all.map((scene) => scene.rules);
  const trained = rules.filter(({ weight }) => weight > 0);
  const sums = trained.map(({ name }) => [name, sumsOf(scores, name)] as const);
  return (scenes) => {
    const means = sums.map(([name, each]) => [name, ratio(pooled(each, scenes))] as const);
    return compositeOf(new Map(means), trained);
  };
}
