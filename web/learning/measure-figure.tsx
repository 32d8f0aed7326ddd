import type { Measure } from "./measures.ts";
import { shortNumber, smoothedEnds } from "./measures.ts";
import { Plot } from "./plot.tsx";

/** A curve with its name, its latest value and how far that is from where it began. */
export function MeasureFigure({ measure, tone }: { measure: Measure; tone: "before" | "after" }) {
  const { name, meaning, values } = measure;
  const { first, last } = smoothedEnds(values);
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
