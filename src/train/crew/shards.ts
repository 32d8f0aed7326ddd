/**
 * How lessons are divided. It follows from the lessons alone, never from how many threads there are: a sum of floating-point
 * numbers depends on its grouping, and the same seed shall give the same agent on any number of threads.
 */
import { at } from "../../at.ts";
import type { Lesson } from "../../agent/lesson.ts";

/** Fewer streams in a shard leave the engine's tiles half empty. */
const streamsOfShard = 8;
/** Each shard has a gradient as large as the agent. */
const mostShards = 4;

/** The lessons' places, the longest streams first: those beside each other are alike, so that little is padded. */
function byLength(lessons: readonly Lesson[]): number[] {
  const length = (place: number): number => lessons[place]?.stream.length ?? 0;
  return [...lessons.keys()].sort((a, b) => length(b) - length(a) || a - b);
}

/** Shards of about as many words each; what counts as policy and what counts as text lie in different ones. */
export function learningShards(lessons: readonly Lesson[]): Lesson[][] {
  return [true, false].flatMap((asPolicy) => shardsOf(lessons.filter((lesson) => lesson.asPolicy === asPolicy)));
}

function shardsOf(lessons: readonly Lesson[]): Lesson[][] {
  const count = Math.min(mostShards, Math.ceil(lessons.length / streamsOfShard));
  const words = lessons.reduce((sum, { stream }) => sum + stream.length, 0);
  const shards: Lesson[][] = Array.from({ length: count }, () => []);
  let before = 0;
  for (const place of byLength(lessons)) {
    const lesson = at(lessons, place);
    shards[Math.min(count - 1, Math.floor((before * count) / words))]?.push(lesson);
    before += lesson.stream.length;
  }
  return shards.filter((shard) => shard.length > 0);
}

/** Streams in one pass where nothing is learnt. */
const streamsOfReading = 32;

/** Places of the lessons that are read together. */
export function readingShards(lessons: readonly Lesson[]): number[][] {
  const places = byLength(lessons);
  const count = Math.ceil(places.length / streamsOfReading);
  return Array.from({ length: count }, (_, i) => places.slice(i * streamsOfReading, (i + 1) * streamsOfReading));
}
