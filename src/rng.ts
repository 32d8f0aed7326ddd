/**
 * Counter-based random numbers: a number is a pure function of a seed, a path of labels and a counter, so that neither
 * batching, sharding nor resuming changes a draw. The only randomness in the program.
 */
export interface Random {
  /** Uniform in [0, 1), and moves on to the next draw. */
  next(): number;
  /** Uniform whole number in [0, n). */
  below(n: number): number;
  /** One of `choices`, which must not be empty. */
  pick<T>(choices: readonly T[]): T;
  /** The same elements in a random order. */
  shuffle<T>(items: readonly T[]): T[];
  /** An independent stream, named: the same labels give the same stream. */
  fork(...labels: readonly (string | number)[]): Random;
  /** How many numbers were drawn; with the seed and labels, the whole state. */
  readonly drawn: number;
}

const golden = 0x9e3779b9;

/** The finaliser of MurmurHash3 (Appleby 2011): every input bit flips each output bit with probability near 1/2. */
function scramble(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function absorb(key: number, label: string | number): number {
  if (typeof label === "number") return scramble((key + Math.imul(label + 1, golden)) | 0);
  let h = key;
  for (let i = 0; i < label.length; i++) h = scramble((h + Math.imul(label.charCodeAt(i) + 1, golden)) | 0);
  return scramble(h ^ label.length);
}

/** The uniform number in [0, 1) at `counter` of the stream `key`, to 32 bits. */
export function uniformAt(key: number, counter: number): number {
  return scramble(scramble((key + Math.imul(counter, golden)) | 0) ^ (key >>> 1)) / 2 ** 32;
}

/** The 32-bit key of the stream that `labels` name under `seed`. */
export function streamKey(seed: number, ...labels: readonly (string | number)[]): number {
  return labels.reduce<number>(absorb, scramble(seed | 0));
}

/** A stream of random numbers; `drawn` resumes one that stopped. */
export function random(key: number, drawn = 0): Random {
  let counter = drawn;
  const next = (): number => uniformAt(key, counter++);
  const below = (n: number): number => Math.floor(next() * n);
  return {
    next,
    below,
    pick<T>(choices: readonly T[]): T {
      if (choices.length === 0) throw new RangeError("pick: nothing to choose from");
      return choices[below(choices.length)] as T;
    },
    shuffle<T>(items: readonly T[]): T[] {
      const shuffled = [...items];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
      }
      return shuffled;
    },
    fork: (...labels) => random(labels.reduce<number>(absorb, key)),
    get drawn() {
      return counter;
    },
  };
}

/** The stream that `labels` name under `seed`. */
export function randomFrom(seed: number, ...labels: readonly (string | number)[]): Random {
  return random(streamKey(seed, ...labels));
}
