/** What one order of an n-gram model knows of a word after a history h. */
export interface Evidence {
  /** c(h w) */
  readonly count: number;
  /** c(h ·) */
  readonly total: number;
  /** N(h ·), how many different words follow. */
  readonly types: number;
}

/**
 * Counts of n-grams, each one number: history · base + word. Sorted arrays and binary search rather than maps: a million words take a
 * second and a few megabytes.
 */
export class NgramCounts {
  /** Each n-gram once, in ascending order. */
  readonly keys: Float64Array;
  readonly #counts: Float64Array;
  readonly #histories: Float64Array;
  /** Where the n-grams of each history start in `keys`; one more at the end. */
  readonly #starts: Float64Array;
  readonly #totals: Float64Array;
  readonly #base: number;

  constructor(occurrences: Float64Array, base: number) {
    this.#base = base;
    const ngrams = runs(occurrences.slice().sort());
    this.keys = ngrams.values;
    this.#counts = ngrams.lengths;
    const histories = runs(this.keys.map((key) => Math.floor(key / base)));
    this.#histories = histories.values;
    this.#starts = histories.starts;
    this.#totals = histories.values.map((_, index) =>
      this.#counts
        .subarray(histories.starts[index], histories.starts[index + 1])
        .reduce((sum, count) => sum + count, 0),
    );
  }

  evidence(key: number): Evidence {
    const history = indexOf(this.#histories, Math.floor(key / this.#base));
    if (history < 0) return { count: 0, total: 0, types: 0 };
    const place = indexOf(this.keys, key);
    return {
      count: place < 0 ? 0 : (this.#counts[place] ?? 0),
      total: this.#totals[history] ?? 0,
      types: (this.#starts[history + 1] ?? 0) - (this.#starts[history] ?? 0),
    };
  }
}

/** Runs of equal numbers: each value, how long its run is, and where it starts (with the length of all at the end). */
export function runs(sorted: Float64Array): { values: Float64Array; lengths: Float64Array; starts: Float64Array } {
  const starts: number[] = [];
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) starts.push(i);
  const bounds = Float64Array.from([...starts, sorted.length]);
  return {
    values: Float64Array.from(starts, (start) => sorted[start] ?? 0),
    lengths: Float64Array.from(starts, (start, index) => (bounds[index + 1] ?? 0) - start),
    starts: bounds,
  };
}

/** Where `value` stands in `sorted`; −1 if nowhere. */
function indexOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle] ?? 0;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
