import type { CurvePoint } from "../../src/chat/protocol.ts";
import { MeasureTable } from "./measure-table.tsx";
import { type Measure, readingMeasures, ruleMeasures, talkingMeasures } from "./measures.ts";
import { MeasureFigure } from "./measure-figure.tsx";

export function Curves({ curve }: { curve: readonly CurvePoint[] }) {
  return (
    <>
      <CurveGroup title="Learning by talking" measures={talkingMeasures(curve)} tone="after" />
      <CurveGroup title="Rules, mean score of a turn" measures={ruleMeasures(curve)} tone="after" />
      <CurveGroup title="Learning to talk" measures={readingMeasures(curve)} tone="before" />
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly measures: readonly Measure[];
  readonly tone: "before" | "after";
}

function CurveGroup({ title, measures, tone }: GroupProps) {
  if (measures.length === 0) return null;
  return (
    <section class="card" aria-label={title}>
      <h3>{title}</h3>
      <div class="curves" data-count={measures.length}>
        {measures.map((measure) => (
          <MeasureFigure key={measure.name} measure={measure} tone={tone} />
        ))}
      </div>
      <MeasureTable title={title} measures={measures} />
    </section>
  );
}
