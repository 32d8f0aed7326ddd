import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { newAgent } from "../../src/agent/agent.ts";
import { saveCheckpoint } from "../../src/agent/checkpoint.ts";
import { startEngine } from "../../src/agent/engine.ts";
import { randomFrom } from "../../src/rng.ts";
import { loadCorpus } from "../../src/text/load-corpus.ts";
import { Learner } from "../../src/train/learner.ts";
import { likelihood, sides } from "../../src/train/pretrain.ts";
import { buildVocabulary } from "../../src/text/vocabulary.ts";

export const kioskCorpus = fileURLToPath(new URL("kiosk", import.meta.url));

/** Runs in a temporary folder, with real agents that have read a few dialogues. */
export class KioskRuns {
  readonly folder = mkdtempSync(join(tmpdir(), "duologue-runs-"));
  readonly database = join(this.folder, "duologue.db");

  make(name: string): string {
    const run = join(this.folder, name);
    mkdirSync(run, { recursive: true });
    writeFileSync(join(run, "run.json"), JSON.stringify({ corpus: kioskCorpus }));
    return run;
  }

  /** Writes the checkpoint of a tiny agent that has read the kiosk's few dialogues `steps` times. */
  async train(folder: string, steps: number): Promise<void> {
    await startEngine("wasm");
    const { dialogues, seats } = await loadCorpus(kioskCorpus);
    const vocabulary = buildVocabulary(dialogues, { minCount: 1 });
    const agent = newAgent({ name: "tiny", vocabulary, hidden: 16, layers: 1, random: randomFrom(1) });
    const learner = new Learner(agent);
    const lessons = likelihood(sides(dialogues, seats), { vocabulary, heardShare: 1, random: randomFrom(1) });
    for (let step = 0; step < steps; step++) await learner.update(lessons, { learningRate: 0.02, clip: 1 });
    await saveCheckpoint(folder, { agent });
    agent.dispose();
  }

  async makeTrained(name: string): Promise<string> {
    const run = this.make(name);
    await this.train(join(run, "reference"), 60);
    await this.train(join(run, "learner"), 120);
    return run;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
