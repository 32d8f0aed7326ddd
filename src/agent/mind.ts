import type { Participant, SpeakLimits, Utterance } from "../dialogue/speaker.ts";
import type { Scene } from "../dialogue/scene.ts";
import type { Seat } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";
import { dispose, tidy, valuesOf, type Tensor } from "../nn/tensor.ts";
import { matMul } from "../nn/ops/mat-mul.ts";
import { add } from "../nn/ops/arithmetic.ts";
import { random, type Random } from "../rng.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import { block, type Block, factBlock } from "./block.ts";
import { begin, hear, know, type Memory, type Thoughts } from "./network.ts";
import type { AgentParameters } from "./parameters.ts";
import { sampleExactly, type Sampled, sampleTruncated, softmax, type Sources, type Truncation } from "./sample.ts";
import { gateLogits, knowsAnything, mixed } from "./score.ts";
import { heads } from "./shape.ts";
import { type Place, View } from "./view.ts";

/** A word as it was spoken: where it came from is the page's to show. */
export interface SpokenWord {
  readonly word: string;
  /** In nats, under the whole mixture. */
  readonly logProb: number;
  /** Shares that sum to 1: own vocabulary, repeated from the dialogue, looked up in the facts. */
  readonly source: { readonly own: number; readonly repeated: number; readonly lookedUp: number };
}

export interface AgentUtterance extends Utterance {
  readonly words: readonly SpokenWord[];
  /** Of the turn, its closing mark included, in nats. */
  readonly logProb: number;
}

export interface AgentLimits extends SpeakLimits {
  readonly onWord?: (row: number, word: SpokenWord) => void;
}

export interface MindOptions {
  readonly parameters: AgentParameters;
  readonly vocabulary: Vocabulary;
  readonly layers: number;
  readonly scenes: readonly Scene[];
  readonly seat: Seat;
  /** One random stream a dialogue. */
  readonly keys: readonly number[];
  /** For chat only: what is said is then not the policy that training scores. */
  readonly truncation?: Truncation;
}

/** One agent's side of B dialogues in lockstep: their streams, and what it has in mind of them. */
export class Mind implements Participant {
  readonly views: readonly View[];
  readonly #options: MindOptions;
  readonly #randoms: readonly Random[];
  #memory: Memory;
  #factCounts: readonly number[];

  constructor(options: MindOptions) {
    const { parameters, vocabulary, layers, scenes, seat, keys } = options;
    this.#options = options;
    this.views = scenes.map((scene) => new View(vocabulary, scene, seat));
    this.#randoms = keys.map((key) => random(key));
    this.#factCounts = this.#countFacts();
    this.#memory = this.#keep(() => begin(parameters, this.#facts(), layers));
  }

  // oxlint-disable-next-line require-await -- a speaker may be remote; this one answers at once
  async listen(turns: readonly (Turn | null)[]): Promise<void> {
    const rows = this.views.map((view, row) => {
      const turn = turns[row];
      return turn === null || turn === undefined ? [] : view.hearTurn(turn);
    });
    if (rows.some((places) => places.length > 0)) {
      this.#advance(block(rows, this.#factWords()), () => undefined);
    }
    this.#learnFacts();
  }

  // oxlint-disable-next-line require-await -- as above
  async speak(rows: readonly number[], { maxWords, onWord }: AgentLimits): Promise<readonly AgentUtterance[]> {
    const { vocabulary } = this.#options;
    const spoken = rows.map(() => ({ words: [] as SpokenWord[], logProb: 0, ends: false, cut: false }));
    let next: (Place | undefined)[] = rows.map((row) => this.#view(row).open());
    while (next.some((place) => place !== undefined)) {
      const places = next;
      const inputs = this.views.map((_, row) => {
        const place = places[rows.indexOf(row)];
        return place === undefined ? [] : [place];
      });
      const single = block(inputs, this.#factWords());
      const sources = this.#advance(single, (thoughts) => this.#sources(thoughts, single));
      next = rows.map((row, i) => {
        const turn = spoken[i];
        if (places[i] === undefined || turn === undefined) return undefined;
        const view = this.#view(row);
        const drawn = this.#draw(row, sources(row));
        const heard = view.say(drawn.word, drawn.logProb);
        turn.logProb += drawn.logProb;
        if (heard === undefined) {
          turn.ends = drawn.word === vocabulary.end;
          return undefined;
        }
        const word = spokenWord(view.slots.decode(drawn.word), drawn);
        turn.words.push(word);
        onWord?.(row, word);
        turn.cut = turn.words.length >= maxWords;
        return heard;
      });
      // The last word of a turn that was cut is heard, but nothing is said after it.
      const cut = next.map((place, i) => (spoken[i]?.cut === true ? place : undefined));
      if (cut.some((place) => place !== undefined)) {
        const last = this.views.map((_, row) => {
          const place = cut[rows.indexOf(row)];
          return place === undefined ? [] : [place];
        });
        this.#advance(block(last, this.#factWords()), () => undefined);
        next = next.map((place, i) => (spoken[i]?.cut === true ? undefined : place));
      }
    }
    return spoken.map((turn) => ({ ...turn, text: turn.words.map(({ word }) => word).join(" ") }));
  }

  dispose(): void {
    dispose(tensorsOf(this.#memory));
  }

  #view(row: number): View {
    const view = this.views[row];
    if (view === undefined) throw new RangeError(`row ${row} of a batch of ${this.views.length}`);
    return view;
  }

  /** Hears a block; `read` may look at the thoughts before they are freed. */
  #advance<T>(heard: Block, read: (thoughts: Thoughts) => T): T {
    const old = this.#memory;
    const result: { value?: T } = {};
    this.#memory = this.#keep(() => {
      const thoughts = hear(this.#options.parameters, old, heard);
      result.value = read(thoughts);
      return thoughts.memory;
    });
    const kept = new Set(tensorsOf(this.#memory));
    dispose(tensorsOf(old).filter((t) => !kept.has(t)));
    return result.value as T;
  }

  /** What every row could say next. */
  #sources(thoughts: Thoughts, { factWords, ...rest }: Block): (row: number) => Sources {
    const { parameters } = this.#options;
    const p = parameters;
    const gates = valuesOf(gateLogits(p, thoughts.z, knowsAnything({ factWords, ...rest })));
    const logits = valuesOf(add(matMul(mixed(p, thoughts.z), p.embedding, true), p["vocabulary.bias"]));
    const [known, said] = [valuesOf(thoughts.known.weights), valuesOf(thoughts.said.weights)];
    const size = p["vocabulary.bias"].size;
    const capacity = thoughts.memory.saidKeys.shape[1] ?? 0;
    const slice = (values: Float32Array, width: number, at: number): Float32Array =>
      values.subarray(at * width, (at + 1) * width);
    return (row) => {
      const view = this.#view(row);
      const heard = view.places.map((place) => place.input);
      const facts = view.memory.words.map(({ word }) => word);
      const saidHeads = Array.from({ length: heads }, (_, head) => slice(said, capacity, row * heads + head));
      return {
        gates: softmax(slice(gates, heads + 2, row)),
        logits: slice(logits, size, row),
        attentions: [slice(known, factWords, row), ...saidHeads],
        pointed: [facts, ...saidHeads.map(() => heard)],
      };
    };
  }

  #draw(row: number, sources: Sources): Sampled {
    const { truncation } = this.#options;
    const stream = this.#randoms[row];
    if (stream === undefined) throw new RangeError(`no random stream for row ${row}`);
    if (truncation === undefined) return sampleExactly(sources, stream);
    const { slots } = this.#view(row);
    return sampleTruncated(sources, stream, truncation, (word) => slots.isBound(word));
  }

  /** Takes up facts that the world handed over. */
  #learnFacts(): void {
    const counts = this.#countFacts();
    if (counts.every((count, row) => count === this.#factCounts[row])) return;
    this.#factCounts = counts;
    const { knownKeys, knownValues } = this.#memory;
    const { keys, values } = tidy(() => {
      const known = know(this.#options.parameters, this.#facts());
      return { keys: known.keys, values: known.values };
    });
    this.#memory = { ...this.#memory, knownKeys: keys, knownValues: values };
    dispose([knownKeys, knownValues]);
  }

  #countFacts(): number[] {
    return this.views.map((view) => view.memory.words.length);
  }

  #factWords(): number {
    return Math.max(1, ...this.#factCounts);
  }

  #facts(): ReturnType<typeof factBlock> {
    return factBlock(this.views.map((view) => view.memory.words));
  }

  /** Runs `work` in a scope that only the memory outlives. */
  #keep(work: () => Memory): Memory {
    const kept: { memory?: Memory } = {};
    tidy(() => {
      const memory = work();
      kept.memory = memory;
      return tensorsOf(memory);
    });
    return kept.memory as Memory;
  }
}

function tensorsOf(memory: Memory): Tensor[] {
  return [...memory.states, memory.saidKeys, memory.saidValues, memory.knownKeys, memory.knownValues];
}

function spokenWord(word: string, { logProb, shares }: Sampled): SpokenWord {
  const [own = 0, lookedUp = 0, ...repeated] = shares;
  return { word, logProb, source: { own, lookedUp, repeated: repeated.reduce((a, b) => a + b, 0) } };
}
