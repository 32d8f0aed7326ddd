/** A command's end when Ctrl-C (or SIGTERM) asked for it before the work was done; 128 + SIGINT, as shells have it. */
export const interruptedExitCode = 130;

export interface Interrupt {
  /** Aborted at the first Ctrl-C: finish what cannot be left half done, checkpoint, and return. */
  readonly signal: AbortSignal;
  /** No longer listens: the next Ctrl-C ends the process as usual. */
  release(): void;
}

/** Listens for Ctrl-C. The first aborts `signal` and says `notice` on stderr, the second quits at once. */
export function onInterrupt(notice = "finishing this step and saving; Ctrl-C again quits at once"): Interrupt {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(interruptedExitCode);
    process.stderr.write(`\n${notice}\n`);
    controller.abort();
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  // Whoever started this process is gone: nobody is left to stop it.
  process.on("disconnect", interrupt);
  return {
    signal: controller.signal,
    release: () => process.off("SIGINT", interrupt).off("SIGTERM", interrupt).off("disconnect", interrupt),
  };
}

/** What `work` gives, or undefined where it stopped for the interrupt: work that can't be left half done is not there at all. */
export async function unlessInterrupted<T>(work: Promise<T>, { signal }: Interrupt): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted && error === signal.reason) return undefined;
    throw error;
  }
}
