import { showsSources } from "../state/page-state.ts";

/** Tells what the underlines of words mean, and hides them. */
export function SourceLegend() {
  return (
    <div class="legend">
      <label class="legend-switch">
        <input
          type="checkbox"
          checked={showsSources.value}
          onChange={({ currentTarget }) => {
            showsSources.value = currentTarget.checked;
          }}
        />
        Where words come from
      </label>
      {showsSources.value && (
        <span class="legend-kinds with-sources">
          <span class="word-own">own words</span>
          <span class="word-repeated">
            repeated<span class="wide-only"> from the talk</span>
          </span>
          <span class="word-looked-up">
            looked up<span class="wide-only"> in the facts</span>
          </span>
        </span>
      )}
    </div>
  );
}
