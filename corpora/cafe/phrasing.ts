import type { Mention } from "./board.ts";

type Cues = ReadonlySet<string>;

const cues = (words: string): Cues => new Set(words.split(" "));
const sentenceEnds = cues(". ? !");
const clauseEnds = cues(". ? ! , ;");
const refusing = cues("no not without cancel skip drop forget leave than scrap never minus lose");
const asking = cues("how what what's is does which are isn't any has");
const wanting = cues("can could may i'll i'd please let get give make");
const agreeing = cues(
  "yes yeah yep sure okay ok lovely perfect sounds please alright great fine right correct exactly deal go why try",
);
const declining = cues("no not nope don't nothing just rather without neither");
const offering = cues("about try recommend like fancy instead could can shall tempt want maybe so");
const gone = cues("sold gone left finished ran");
const warning = cues("has contains contain full does");
const warningAtOnce = cues("have made");

/** The words around `at` up to the next of `ends` on either side, [start, end). */
function stretch(words: readonly string[], at: number, ends: Cues): readonly [number, number] {
  let start = at;
  while (start > 0 && !ends.has(words[start - 1] ?? "")) start--;
  let end = at;
  while (end < words.length && !ends.has(words[end] ?? "")) end++;
  return [start, end];
}

function some(words: readonly string[], start: number, end: number, wanted: Cues): boolean {
  for (let at = Math.max(0, start); at < end; at++) if (wanted.has(words[at] ?? "")) return true;
  return false;
}

/** A guest's "how much is the latte ?" names it and orders nothing; "can i get a latte ?" orders it. */
export function onlyAsks(words: readonly string[], { start }: Mention): boolean {
  const [from, to] = stretch(words, start, sentenceEnds);
  return words[to] === "?" && some(words, from, to, asking) && !some(words, from, to, wanting);
}

/** A guest's "no latte", "leave out the latte", "instead of the latte", but not "why not a latte". */
export function takesBack(words: readonly string[], { start }: Mention): boolean {
  const [from] = stretch(words, start, clauseEnds);
  for (let at = Math.max(from, start - 3); at < start; at++) {
    if (refusing.has(words[at] ?? "")) return words[at - 1] !== "why";
    if (words[at] === "of" && words[at - 1] === "instead") return true;
  }
  return false;
}

export function agrees(words: readonly string[]): boolean {
  return some(words, 0, words.length, agreeing);
}

/** "no thanks", "just the drink", but not "why not". */
export function declines(words: readonly string[]): boolean {
  return words.some((word, at) => (declining.has(word) || refusing.has(word)) && words[at - 1] !== "why");
}

/** A barista's "the latte is sold out", "we're out of latte", "no latte today". */
export function refuses(words: readonly string[], { start }: Mention): boolean {
  const [from, to] = stretch(words, start, clauseEnds);
  const before = words[start - 1];
  if (
    words
      .slice(Math.max(from, start - 3), start)
      .join(" ")
      .includes("out of")
  )
    return true;
  return before === "no" || (before === "more" && words[start - 2] === "no") || some(words, from, to, gone);
}

/** A barista's "that's sold out", which leaves open what is. */
export function refusesUnnamed(words: readonly string[]): boolean {
  return words.some(
    (word, at) =>
      (word === "sold" && words[at + 1] === "out") || ((word === "run" || word === "ran") && words[at + 1] === "out"),
  );
}

/** A barista's "the carrot cake has nuts in it". */
export function warns(words: readonly string[], { end }: Mention): boolean {
  const [, sentence] = stretch(words, end, sentenceEnds);
  const [, clause] = stretch(words, end, clauseEnds);
  return some(words, end, sentence, warning) || some(words, end, clause, warningAtOnce);
}

/** A barista's "how about a mocha ?", "so that's a mocha", to which a guest may just say yes. */
export function offers(words: readonly string[], { start }: Mention): boolean {
  const [from, to] = stretch(words, start, sentenceEnds);
  return words[to] === "?" || some(words, from, to, offering);
}
