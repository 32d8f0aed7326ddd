import type { SideName } from "./protocol.ts";

/** Looks every so often which agents can talk, and tells when that has changed; gives what ends it. */
export function watchAgents(
  agents: () => SideName[],
  everyMs: number,
  onNew: (agents: SideName[]) => void,
): () => void {
  let seen = agents().join();
  const timer = setInterval(() => {
    const now = agents();
    if (now.join() === seen) return;
    seen = now.join();
    onNew(now);
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
