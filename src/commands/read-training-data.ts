import type { Config } from "../config.ts";
import { loadTrainingData, type TrainingData } from "../train/training-data.ts";

/** The config's corpus and rules. A corpus that a program writes takes some seconds: whoever waits is told for what. */
export function readTrainingData(config: Config): Promise<TrainingData> {
  process.stderr.write(`reading the corpus ${config.corpus}\n`);
  return loadTrainingData(config);
}
