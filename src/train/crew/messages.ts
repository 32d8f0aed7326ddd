import { z } from "zod";
import { engineNames } from "../../agent/engine.ts";
import type { Answer, Job } from "./job.ts";
import type { Card } from "./publisher.ts";

/** What a worker starts from. */
export const workerStart = z.strictObject({
  engine: z.enum(engineNames),
  /** The file of the world that dialogues are held in. */
  worldFile: z.string().optional(),
});

export type WorkerStart = z.infer<typeof workerStart>;

/** To a worker. It does one job after the other. */
export type Order =
  | {
      readonly vocabulary: {
        readonly id: number;
        readonly words: readonly string[];
        readonly fields: readonly string[];
      };
    }
  /** The job has no world, which cannot be posted; the worker has its own, for where there was one. */
  | { readonly job: Job<Card>; readonly inWorld: boolean };

/** From a worker. */
export type Report =
  | { readonly ready: true }
  /** How many tensors live there after the job. */
  | { readonly answer: Answer; readonly tensors: number }
  | { readonly error: Error };
