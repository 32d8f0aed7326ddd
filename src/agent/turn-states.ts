import { embed } from "../nn/ops/embed.ts";
import { intTensor, scoped, valuesOf } from "../nn/tensor.ts";
import { block, factBlock } from "./block.ts";
import { begin, hear } from "./network.ts";
import type { Policy } from "./parameters.ts";
import { isSampled, type Stream } from "./stream.ts";

/** The places where a turn begins that this seat sampled. */
function turnStarts(stream: Stream): number[] {
  const begins = (t: number): boolean =>
    isSampled(stream, t) && (t === 0 || !isSampled(stream, t - 1) || stream.turns[t] !== stream.turns[t - 1]);
  return [...stream.targets.keys()].filter(begins);
}

/** What the agent had in mind before each of the turns that it sampled: states of the top layer, [B][sampled turns][H]. */
export function turnStates({ parameters, shape }: Policy, streams: readonly Stream[]): Float32Array[][] {
  const facts = factBlock(streams.map((stream) => stream.facts));
  const heard = block(streams, facts.factWords);
  const starts = streams.map(turnStarts);
  const places = Int32Array.from(starts.flatMap((own, row) => own.map((t) => row * heard.length + t)));
  if (places.length === 0) return starts.map(() => []);
  const { states } = scoped(() => {
    const { hidden } = hear(parameters, begin(parameters, facts, shape.layers), heard);
    return { states: valuesOf(embed(hidden, intTensor(places, [places.length]))) };
  });
  let next = 0;
  return starts.map((own) => own.map(() => states.slice(next++ * shape.hidden, next * shape.hidden)));
}
