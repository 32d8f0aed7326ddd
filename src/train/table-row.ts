import type { Interval } from "./bootstrap.ts";

export const columns = { name: 31, before: 9, after: 9, difference: 11 } as const;

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
export type Colour = keyof typeof codes;
export type Paint = (text: string, colour: Colour) => string;

/** ANSI colours, or none. */
export function paints(colours: boolean): Paint {
  return (text, colour) => (colours ? `\u001B[${codes[colour]}m${text}\u001B[0m` : text);
}

export type Format = (value: number) => string;
/** Four digits that matter, and no "-0.000". */
export const plain: Format = (value) =>
  Math.abs(value) < 0.0005 ? "0.000" : value.toFixed(Math.abs(value) < 100 ? 3 : 0);
export const short: Format = (value) => value.toFixed(1);
export const percent: Format = (value) => `${(100 * value).toFixed(1)} %`;

/** One number of both agents. */
export interface Row {
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly interval?: Interval | null | undefined;
  readonly format?: Format;
  readonly note?: string;
}

export function rowText({ name, before, after, interval, format = plain, note }: Row, paint: Paint): string {
  const cell = (value: number | null, width: number): string => (value === null ? "–" : format(value)).padStart(width);
  const start = name.padEnd(columns.name) + cell(before, columns.before) + cell(after, columns.after);
  const difference = interval === undefined || interval === null ? undefined : gainText(interval, paint, format);
  if (note === undefined) return start + (difference ?? "");
  return `${start}${difference ?? "".padEnd(columns.difference)}  ${note}`;
}

/** A difference and its interval; coloured where the interval leaves no doubt. */
export function gainText({ mean, low, high }: Interval, paint: Paint, format: Format = plain): string {
  // A minus sign as wide as the plus.
  const signed = (value: number): string => `${value < 0 ? "−" : "+"}${format(Math.abs(value))}`;
  const text = `${signed(mean).padStart(columns.difference)}  ${signed(low)} to ${signed(high)}`;
  return low > 0 ? paint(text, "green") : high < 0 ? paint(text, "red") : text;
}
