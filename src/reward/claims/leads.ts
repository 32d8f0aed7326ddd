/** How far a lead reaches back from what it leads to. */
const leadWords = 2;
/** A lead that was heard less often says nothing. */
const fewest = 10;

/** The words that lead to the value at `from`: "up in" of "i grew up in norwich"; none at the start of a clause. */
export function leadTo(words: readonly string[], from: number): string | undefined {
  return from < leadWords ? undefined : words.slice(from - leadWords, from).join(" ");
}

/** Which fields people speak of behind which words: "i grew up in" a town, never in a job. */
export class Leads {
  readonly #fields = new Map<string, Map<string, number>>();

  observe(lead: string | undefined, field: string): void {
    if (lead === undefined) return;
    const counts = this.#fields.get(lead) ?? new Map<string, number>();
    this.#fields.set(lead, counts.set(field, (counts.get(field) ?? 0) + 1));
  }

  /** The field that people always speak of behind this lead, where it is another one than `field`. */
  otherField(lead: string | undefined, field: string): string | undefined {
    const counts = lead === undefined ? undefined : this.#fields.get(lead);
    if (counts === undefined || counts.has(field)) return undefined;
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return total < fewest ? undefined : [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
  }
}
