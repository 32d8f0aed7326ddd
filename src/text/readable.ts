const closing = new Set([",", ".", "!", "?", ";", ":", ")", "]", "}", "%", "..."]);
const opening = new Set(["(", "[", "{", "$", "£", "€", "#"]);
const sentenceEnds = new Set([".", "!", "?"]);
const quotes = new Set(['"', "'"]);
const firstPerson = /^i(?='|$)/u;

/** What people read: spaced "hi , what can i get you ?" as "Hi, what can I get you?". */
export function readable(spacedText: string): string {
  const words = spacedText.split(" ").filter((word) => word !== "");
  const quoted = pairedQuotes(words);
  let text = "";
  let glued = true; // the next word follows without a blank
  let sentenceStarts = true;
  for (const [place, word] of words.entries()) {
    const closes = closing.has(word) || word === "/" || quoted.get(place) === "closes";
    text += (glued || closes ? "" : " ") + (sentenceStarts ? capitalised(word) : word.replace(firstPerson, "I"));
    glued = opening.has(word) || word === "/" || quoted.get(place) === "opens";
    if (sentenceEnds.has(word)) sentenceStarts = true;
    else if (!glued && !closes) sentenceStarts = false;
  }
  return text;
}

/** Which quotation marks open and which close; one without its pair, such as the apostrophe of "goin '", closes. */
function pairedQuotes(words: readonly string[]): Map<number, "opens" | "closes"> {
  const sides = new Map<number, "opens" | "closes">();
  const waiting = new Map<string, number>();
  for (const [place, word] of words.entries()) {
    if (!quotes.has(word)) continue;
    sides.set(place, "closes");
    const start = waiting.get(word);
    if (start === undefined) waiting.set(word, place);
    else {
      sides.set(start, "opens");
      waiting.delete(word);
    }
  }
  return sides;
}

/** Only where lower-casing undoes it: not for "ß", whose capital is two letters. */
function capitalised(word: string): string {
  const [first = ""] = word;
  const capital = first.toUpperCase();
  return capital.toLowerCase() === first ? capital + word.slice(first.length) : word;
}
