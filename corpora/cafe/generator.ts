import type { Dialogue, Split } from "../../src/dialogue/dialogue.ts";
import { type Random, randomFrom } from "../../src/rng.ts";
import { material, type PlannedTurn, type Script } from "./material.ts";
import { names, unheardNames } from "./names.ts";
import { plan } from "./planning.ts";
import { drawScene } from "./scene.ts";
import { drawCareless, drawStaff, type Staff } from "./staff.ts";
import { tell } from "./speaking.ts";
import { canAnswer, questions, readVisit, type Visit } from "./visit.ts";
import world from "./world.ts";

const fewestTurns = 6;
const mostTurns = 14;
const defaultCount = 12_000;

/** One scene of forty is for validation, one for the test, the rest for training, give or take. */
function splitOf(random: Random): Split {
  const luck = random.next();
  return luck < 0.025 ? "validation" : luck < 0.05 ? "test" : "train";
}

/** What staff do in every dialogue, unless that is what they leave out. */
const usual: readonly string[] = ["greet", "allergy?", "back", "name?", "total", "thank"];

/** Whether a written dialogue can be bent to this guest and these staff without a word out of place. */
function suits({ acts, pinned, tone }: Script, visit: Visit, staff: Staff): boolean {
  const { breaks } = staff;
  if ((acts.has("price-drink?") || acts.has("drink?")) && visit.drinkOut) return false;
  if (acts.has("refuse") && (!visit.drinkOut || breaks.has("refuse"))) return false;
  if (acts.has("refuse-food") && (!visit.foodOut || breaks.has("refuse-food"))) return false;
  if (acts.has("warn") && (!visit.clash || breaks.has("allergy?"))) return false;
  if (acts.has("drop") && !visit.foodOut && !visit.clash) return false;
  if (questions.some((act) => acts.has(act) && !canAnswer(visit, act))) return false;
  if (pinned.has("allergy") && visit.allergy === undefined) return false;
  if (pinned.has("none") && visit.allergy !== undefined) return false;
  if (pinned.has("greet") && breaks.has("greet")) return false;
  if (tone === "curt" && !staff.careless) return false;
  return usual.every((act) => acts.has(act) || breaks.has(act));
}

function wellFormed(turns: readonly PlannedTurn[], { food }: Visit): boolean {
  const eats = turns.some(({ moves }) => moves.some(({ act }) => act === "both" || act === "eat"));
  return turns.length >= fewestTurns && turns.length <= mostTurns && eats === (food !== undefined);
}

/** Writes one dialogue: who comes in, who serves, then the written dialogue that fits, bent to them. */
function write(id: string, seed: number): Dialogue {
  const random = randomFrom(seed, "cafe", id);
  const split = splitOf(random);
  const test = split === "test";
  const scene = drawScene(id, () => random.next(), test ? [...names, ...unheardNames, ...unheardNames] : names);
  const visit = readVisit(scene, random);
  const { scripts, heldOut, pools } = material();
  const careless = drawCareless(random);
  let staff = drawStaff(careless, random);
  let choices = scripts;
  for (let attempt = 0; attempt < 400; attempt++) {
    if (attempt % 10 === 0) {
      staff = drawStaff(careless, random);
      choices = scripts.filter((script) => suits(script, visit, staff));
    }
    const unseen = test && heldOut.length > 0 && random.next() < 0.6;
    const script = random.pick(unseen ? heldOut.filter((script) => suits(script, visit, staff)) : choices);
    const planned = plan(script, visit, staff, random);
    if (!wellFormed(planned, visit)) continue;
    const faithful = unseen ? 0.8 : 0.5;
    const turns = tell({ scene, visit, staff, mood: script.mood, pools, faithful, random }, planned);
    if (turns === undefined) continue;
    return { id, split, scene, turns, outcome: world.outcome(scene, turns), ended: true };
  }
  throw new Error(`corpora/cafe: no written dialogue suits scene ${id}; add one to material/ that does`);
}

/** The corpus: as many dialogues as wanted, each a pure function of the seed and its number. */
export default function generate({ seed, count = defaultCount }: { seed: number; count?: number }): Dialogue[] {
  return Array.from({ length: count }, (_, number) => write(`cafe-${number}`, seed));
}
