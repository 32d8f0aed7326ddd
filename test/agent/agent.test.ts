import { beforeAll, describe, expect, it } from "vitest";
import { lessonGradients, read, everyWord, type Lesson, sampledWords } from "../../src/agent/lesson.ts";
import { streamFrom } from "../../src/agent/stream.ts";
import { viewOf } from "../../src/agent/view.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { streamKey } from "../../src/rng.ts";
import { dispose, tensor, tensorMemory, valuesOf } from "../../src/nn/tensor.ts";
import type { Agent } from "../../src/agent/agent.ts";
import { noiseTensor } from "../nn/gradient-check.ts";
import { dialogue, scene, toyAgent } from "./toy.ts";

beforeAll(() => startEngine("wasm"));

async function talk(agent: Agent, rows: number) {
  const scenes = Array.from({ length: rows }, () => scene);
  const keys = scenes.map((_, row) => streamKey(3, row));
  const [barista, customer] = [
    agent.join(scenes, "barista", keys),
    agent.join(
      scenes,
      "customer",
      keys.map((k) => k + 1),
    ),
  ];
  const alive = new Set(scenes.keys());
  for (let u = 0; u < 6 && alive.size > 0; u++) {
    const [speaker, seat] = u % 2 === 0 ? [barista, "barista"] : [customer, "customer"];
    const order = [...alive];
    const said = await speaker.speak(order, { maxWords: 5 });
    const turns = scenes.map((_, row) => {
      const utterance = said[order.indexOf(row)];
      if (utterance === undefined) return null;
      const gives = u === 1 ? { gives: new Map([["barista", [{ field: "total", words: "four" }]]]) } : {};
      return { seat, text: utterance.text, ...gives };
    });
    await barista.listen(turns);
    await customer.listen(turns);
    order.forEach((row, i) => said[i]?.ends === true && alive.delete(row));
  }
  return { barista, customer };
}

describe("one policy", () => {
  it.each([1, 2] as const)("scores every sampled word as it was sampled, with %i layers", async (layers) => {
    const agent = toyAgent(8, layers);
    const { barista, customer } = await talk(agent, 5);
    for (const { views } of [barista, customer]) {
      const lessons = views.map((view) => sampledWords(streamFrom(view)));
      const readings = read(agent, lessons);
      let sampled = 0;
      views.forEach((view, row) =>
        view.places.forEach((place, t) => {
          if (place.logProb === undefined) return;
          sampled++;
          expect(Math.abs((readings[row]?.logProbs[t] ?? 0) - place.logProb)).toBeLessThan(1e-4);
        }),
      );
      expect(sampled).toBeGreaterThan(20);
    }
  });

  it("says the same whoever else is in the batch", async () => {
    const agent = toyAgent();
    const alone = await talk(agent, 1);
    const among = await talk(agent, 4);
    const words = (t: typeof alone): number[] => (t.barista.views[0]?.places ?? []).map((place) => place.input);
    expect(words(among)).toEqual(words(alone));
  });
});

describe("gradient of the whole network", () => {
  it("agrees with finite differences for every parameter", () => {
    const agent = toyAgent(6, 2);
    // Larger parameters make larger gradients, which stand out of float32's rounding of the loss.
    const doubled = Object.entries(agent.parameters).map(([name, t]) => [
      name,
      tensor(
        valuesOf(t).map((x) => 2 * x),
        t.shape,
      ),
    ]);
    agent.parameters = { ...agent.parameters, ...Object.fromEntries(doubled) };
    const lessons = (["barista", "customer"] as const).map((seat): Lesson => {
      const lesson = everyWord(streamFrom(viewOf(agent.vocabulary, dialogue, seat)), 0.1);
      return { ...lesson, asPolicy: true, entropyWeights: lesson.weights.map((w) => w / 3) };
    });
    const { gradients } = lessonGradients(agent, lessons);
    const entries = Object.entries(gradients);
    // All but the weight and the bias of the value head, which least squares fit.
    expect(entries.length).toBe(Object.keys(agent.parameters).length - 2);
    for (const [name, gradient] of entries) {
      const values = valuesOf(gradient);
      const length = Math.hypot(...values);
      expect(length, name).toBeGreaterThan(0);
      const original = agent.parameters;
      const lossAt = (direction: Float32Array, step: number): number => {
        const at = original[name as keyof typeof original];
        const moved = tensor(
          valuesOf(at).map((x, i) => x + step * (direction[i] ?? 0)),
          at.shape,
        );
        agent.parameters = { ...original, [name]: moved };
        const { loss, gradients: unused } = lessonGradients(agent, lessons);
        dispose([moved, ...Object.values(unused)]);
        return loss;
      };
      // Along itself, where it is steepest; and along noise, where a part that is missing would show.
      const noise = valuesOf(noiseTensor(name, [values.length]));
      for (const direction of [values, noise].map((along) => along.map((x) => x / Math.hypot(...along)))) {
        const slope = values.reduce((sum, value, i) => sum + value * (direction[i] ?? 0), 0);
        const difference = (step: number): number => (lossAt(direction, step) - lossAt(direction, -step)) / (2 * step);
        // Richardson cancels the error of long steps to the fourth order; short ones drown in float32's rounding, so the
        // step that suits the parameter counts.
        const errors = [0.02, 0.04, 0.08].map((step) =>
          Math.abs((4 * difference(step) - difference(2 * step)) / 3 - slope),
        );
        expect(Math.min(...errors) / Math.max(length, 0.02), name).toBeLessThan(1e-3);
      }
      agent.parameters = original;
    }
  });
});

describe("lessons in which no word matters", () => {
  it("have no loss and a gradient of zeros", () => {
    const agent = toyAgent();
    const stream = streamFrom(viewOf(agent.vocabulary, dialogue, "barista"));
    const { loss, gradients } = lessonGradients(agent, [
      { stream, weights: new Float32Array(stream.length), asPolicy: true },
    ]);
    expect(loss).toBe(0);
    expect(
      Object.values(gradients)
        .flatMap((gradient) => [...valuesOf(gradient)])
        .filter((value) => value !== 0),
    ).toEqual([]);
    dispose(Object.values(gradients));
  });
});

describe("tensors", () => {
  it("are as many after a dialogue as before it", async () => {
    const agent = toyAgent();
    const first = await talk(agent, 3); // prepares what the agent keeps until it learns
    first.barista.dispose();
    first.customer.dispose();
    const before = tensorMemory().count;
    const { barista, customer } = await talk(agent, 3);
    barista.dispose();
    customer.dispose();
    expect(tensorMemory().count).toBe(before);
  });

  it("that were made for speaking go where the agent falls silent, and it can speak again", async () => {
    const agent = toyAgent();
    const before = tensorMemory();
    const words = async () => {
      const minds = Object.values(await talk(agent, 3));
      for (const mind of minds) mind.dispose();
      return minds.flatMap(({ views }) => views.flatMap(({ places }) => places.map(({ logProb }) => logProb)));
    };
    const said = await words();
    expect(tensorMemory().bytes).toBeGreaterThan(before.bytes);
    agent.fallSilent();
    expect(tensorMemory()).toEqual(before);
    expect(await words()).toEqual(said);
  });
});
