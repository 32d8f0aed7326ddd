/** Seconds that the rest takes, at the speed since it was first asked: a stage that is resumed does not start at 0. Null until then. */
export function timeLeft(now: () => number = () => performance.now()): (done: number, total: number) => number | null {
  let first: { readonly at: number; readonly done: number } | undefined;
  return (done, total) => {
    first ??= { at: now(), done };
    const taken = done - first.done;
    return taken <= 0 ? null : ((now() - first.at) / 1000 / taken) * (total - done);
  };
}
