import { report, training } from "../state/page-state.ts";
import { Curves } from "./curves.tsx";
import { Progress } from "./progress.tsx";
import { ReportTable } from "./report-table.tsx";
import { SelfPlay } from "./self-play.tsx";

export function Learning() {
  const state = training.value;
  return (
    // A box that scrolls must be reached by keyboard.
    <section class="pane learning" aria-labelledby="learning-title" tabIndex={0}>
      <div class="pane-head">
        <h2 id="learning-title">Learning</h2>
      </div>
      {state && <Progress state={state} />}
      {report.value && <ReportTable report={report.value} />}
      {state && <Curves curve={state.curve} />}
      {state?.example && <SelfPlay dialogue={state.example} />}
      {state && state.latest === null && !report.value && (
        <p class="quiet">
          {state.status === "running"
            ? "The first numbers come in a moment."
            : "This run has no record of its training."}
        </p>
      )}
    </section>
  );
}
