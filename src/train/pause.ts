import { setImmediate } from "node:timers/promises";

/** Lets the process hear Ctrl-C in the midst of work that computes without a break. Throws the signal's reason where it did. */
export async function pause(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}
