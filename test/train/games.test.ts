import { beforeAll, describe, expect, it } from "vitest";
import { startEngine } from "../../src/nn/engine.ts";
import { tensorMemory } from "../../src/nn/tensor.ts";
import type { Scene } from "../../src/dialogue/scene.ts";
import { type Game, type GamesOptions, ownTurns, playGames } from "../../src/train/games.ts";
import { dialoguesOf, scenesOf } from "../../src/train/human-text.ts";
import { stall, stallAgent } from "./stall.ts";

beforeAll(() => startEngine("wasm"));

const scenes = scenesOf(dialoguesOf(stall, "test"), 4);
const stage = { ...stall, maxTurns: 6, maxWords: 6 };
const told = ({ dialogue }: Game): string[] => dialogue.turns.map(({ seat, text }) => `${seat}: ${text}`);

function options(changes: Partial<GamesOptions> = {}): GamesOptions {
  return { partner: changes.partner ?? stallAgent("partner", 2), scenes, stage, seed: 5, ...changes };
}

describe("games", () => {
  it("seat the speaker in each seat of every scene, by scene", async () => {
    const games = await playGames(stallAgent(), options());
    expect(games.map(({ scene, seat }) => [scene, seat])).toEqual(
      scenes.flatMap((_, scene) => [
        [scene, "seller"],
        [scene, "guest"],
      ]),
    );
    for (const { seat, dialogue, stream, scene } of games) {
      expect(dialogue.scene).toBe(scenes[scene]);
      // A stream opens with the mark of who speaks first, from the own point of view.
      const { me, you } = stallAgent().vocabulary;
      expect(stream?.inputs[0]).toBe(dialogue.turns[0]?.seat === seat ? me : you);
      expect(dialogue.outcome).toBeDefined();
    }
  });

  it("are the same for the same seed, whatever other scenes are played beside, and others for another seed", async () => {
    const agent = stallAgent();
    const all = await playGames(agent, options());
    const alone = await playGames(agent, options({ scenes: scenes.slice(2, 3) }));
    expect(alone.map(told)).toEqual(all.slice(4, 6).map(told));
    const other = await playGames(agent, options({ seed: 6 }));
    expect(other.map(told)).not.toEqual(all.map(told));
  });

  it("give two speakers the same luck: two equal ones say the same", async () => {
    const [one, same] = [
      await playGames(stallAgent("one", 3), options()),
      await playGames(stallAgent("one", 3), options()),
    ];
    expect(one.map(told)).toEqual(same.map(told));
  });

  it("do not count an opening as the speaker's own", async () => {
    const opened: Scene = { ...(scenes[0] as Scene), opening: [{ seat: "seller", text: "hello" }] };
    const games = await playGames(stallAgent(), options({ scenes: [opened] }));
    const seller = games.find(({ seat }) => seat === "seller");
    expect(seller?.dialogue.turns[0]?.text).toBe("hello");
    expect(ownTurns(seller as Game).length).toBe(
      (seller?.dialogue.turns.filter(({ seat }) => seat === "seller").length ?? 0) - 1,
    );
  });

  it("leave no tensor behind, and stop when told to", async () => {
    const [agent, partner] = [stallAgent(), stallAgent("partner", 2)];
    // The first words that an agent speaks leave what makes the next ones quick.
    await playGames(agent, options({ partner }));
    const before = tensorMemory().count;
    const done: number[] = [];
    await playGames(agent, options({ partner, onDone: (dialogues) => done.push(dialogues) }));
    expect(tensorMemory().count).toBe(before);
    expect(done).toEqual([4, 4]);
    const stopped = playGames(agent, options({ partner, signal: AbortSignal.abort(new Error("enough")) }));
    await expect(stopped).rejects.toThrow("enough");
  });
});
