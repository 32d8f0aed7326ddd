import { type Measure, sampledPlaces, shortNumber } from "./measures.ts";

const rowCount = 12;

/** The curves of a group in numbers, at steps spread over the whole. */
export function MeasureTable({ title, measures }: { title: string; measures: readonly Measure[] }) {
  const steps = [...new Set(measures.flatMap((measure) => measure.steps))].sort((a, b) => a - b);
  const rows = sampledPlaces(steps.length, rowCount).flatMap((place) => steps[place] ?? []);
  const tables = measures.map(({ name, steps: own, values }) => ({
    name,
    byStep: new Map(own.map((step, place) => [step, values[place]])),
  }));
  return (
    <details class="numbers">
      <summary>Numbers</summary>
      {/* A box that scrolls must be reached by keyboard. */}
      <div class="table-box" tabIndex={0} role="region" aria-label={`${title} in numbers`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Step</th>
              {tables.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((step) => (
              <tr key={step}>
                <th scope="row">{step}</th>
                {tables.map(({ name, byStep }) => {
                  const value = byStep.get(step);
                  return <td key={name}>{value === undefined ? "" : shortNumber(value)}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
