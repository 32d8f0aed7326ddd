import type { Measure } from "./measures.ts";
import { shortNumber } from "./measures.ts";
import { Plot } from "./plot.tsx";

/** A curve with its name, its latest value and how far that is from where it began. */
export function MeasureFigure({ measure, tone }: { measure: Measure; tone: "before" | "after" }) {
  const { name, meaning, values } = measure;
  const first = smoothedAt(values, 0);
  const last = smoothedAt(values, values.length - 1);
  const change = last - first;
  return (
    <figure class="measure">
      <figcaption>
        <span class="measure-name">{name}</span>
        <span class="measure-value">
          {values.length > 1 && (
            <span class="measure-change">
              {change >= 0 ? "+" : ""}
              {shortNumber(change)}
            </span>
          )}{" "}
          {shortNumber(last)}
        </span>
        {meaning && <span class="measure-meaning">{meaning}</span>}
      </figcaption>
      <Plot measure={measure} tone={tone} />
    </figure>
  );
}

const neighbours = 4;

/** One step is noisy: the mean of a few around it. */
function smoothedAt(values: readonly number[], place: number): number {
  const near = values.slice(Math.max(0, place - neighbours), place + neighbours + 1);
  return near.reduce((sum, value) => sum + value, 0) / Math.max(1, near.length);
}
