/**
 * What the person wrote, as they wrote it. The server has only the words that agents hear, all in lower case; the page keeps the
 * text as long as its session, one an exchange.
 */
const keyOf = (exchange: number): string => `duologue-said-${exchange}`;

export function keepOwnText(exchange: number, text: string): void {
  sessionStorage.setItem(keyOf(exchange), text.trim());
}

/** `said` as the person wrote it. It stays as it is where the text that was kept is another conversation's, or was refused. */
export function ownText(exchange: number, said: string): string {
  const written = sessionStorage.getItem(keyOf(exchange));
  return written !== null && letters(written) === letters(said) ? written : said;
}

/** What the server changes left out: capitals, blanks and marks. */
function letters(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]/gu, "");
}
