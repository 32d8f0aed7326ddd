import type { SpokenWord } from "../agent/mind.ts";
import { otherSeat, type Seat } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";
import type { SaidWord } from "../store/columns.ts";
import type { Corpus } from "../text/corpus.ts";
import type { Answered, AnswerRequest, FromWorker } from "./inference-messages.ts";
import { LoadedAgents } from "./loaded-agents.ts";
import { speakTogether } from "./together.ts";

const maxWords = 30;
/** One batch's most dialogues: beyond it an answer takes so long that the first in line would notice. */
const mostTogether = 32;

interface Order {
  readonly id: number;
  readonly request: AnswerRequest;
}

interface Batch {
  readonly folder: string;
  readonly seat: Seat;
  readonly orders: readonly Order[];
}

/** Answers what waits, together where the same agent is asked; tells each word of a reply once it is chosen. */
export class Answering {
  readonly #corpus: Corpus;
  readonly #post: (message: FromWorker) => void;
  readonly #agents = new LoadedAgents();
  #waiting: Order[] = [];
  #working = false;

  constructor(corpus: Corpus, post: (message: FromWorker) => void) {
    this.#corpus = corpus;
    this.#post = post;
  }

  async add(id: number, request: AnswerRequest): Promise<void> {
    this.#waiting.push({ id, request });
    if (this.#working) return;
    this.#working = true;
    // What arrives while a batch is spoken joins the next one.
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) await this.#answer(this.#takeLike(first));
    this.#working = false;
  }

  /** Takes out of the line all who ask the same agent as `first` does. */
  #takeLike({ request: { folder, seat } }: Order): Batch {
    const orders = this.#waiting
      .filter(({ request }) => request.folder === folder && request.seat === seat)
      .slice(0, mostTogether);
    this.#waiting = this.#waiting.filter((order) => !orders.includes(order));
    return { folder, seat, orders };
  }

  async #answer({ folder, seat, orders: batch }: Batch): Promise<void> {
    try {
      const agent = await this.#agents.get(folder);
      const heard = batch.map(({ request }) => this.#heard(request));
      const spoken = batch.map(() => new Array<SaidWord>());
      const waiting = batch.map(({ id, request }, row) => ({
        scene: request.scene,
        turns: heard[row] ?? [],
        key: request.key,
        onWord: ({ word, logProb, source }: SpokenWord) => {
          const said = { word, logProb, ...source };
          spoken[row]?.push(said);
          this.#post({ kind: "word", id, word: said });
        },
      }));
      const utterances = await speakTogether(agent, seat, waiting, maxWords);
      for (const [row, { id, request }] of batch.entries()) {
        const [utterance, words, turns] = [utterances[row], spoken[row], heard[row]];
        if (!utterance || !words || !turns)
          throw new Error(`the agent spoke ${utterances.length} of ${batch.length} turns`);
        const { text, cut, ends } = utterance;
        const reply = this.#settled(request, turns, { seat: request.seat, text, ...(cut && { cut }) });
        const outcome = ends ? this.#corpus.world?.outcome(request.scene, [...turns, reply]) : undefined;
        const said = request.said === undefined ? undefined : turns.at(-1);
        const answered: Answered = { said, reply, words, ends, ...(outcome && { outcome }) };
        this.#post({ kind: "answered", id, answered });
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      for (const { id } of batch) this.#post({ kind: "failed", id, message });
    }
  }

  /** All that was said, the person's new turn included, with what the world made of it. */
  #heard(request: AnswerRequest): readonly Turn[] {
    const { turns, said, seat } = request;
    if (said === undefined) return turns;
    const person = otherSeat(this.#corpus.seats, seat);
    return [...turns, this.#settled(request, turns, { seat: person, text: said })];
  }

  #settled({ scene }: AnswerRequest, before: readonly Turn[], turn: Turn): Turn {
    return { ...turn, ...this.#corpus.world?.consequence(scene, [...before, turn]) };
  }
}
