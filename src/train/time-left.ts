/** How long the rest takes at the mean speed so far; null before the first step. */
export function timeLeft(now: () => number = () => performance.now()): (done: number, total: number) => number | null {
  const start = now();
  let first: number | undefined;
  return (done, total) => {
    first ??= done - 1; // a resumed stage does not start at 0
    const taken = done - first;
    return taken <= 0 ? null : ((now() - start) / 1000 / taken) * (total - done);
  };
}
