import type { Reply, SideName } from "../../src/chat/protocol.ts";
import { rate } from "../state/connection.ts";
import { sideNames } from "../state/page-state.ts";

const thumbs = [
  {
    thumb: "up",
    label: "Good",
    path: "M7 22V11l4.500-9c1.700 0 2.500 1.100 2.500 2.600V9h5a2 2 0 0 1 2 2.400l-1.500 8A2 2 0 0 1 17.500 21H7M7 11H3v10h4",
  },
  {
    thumb: "down",
    label: "Bad",
    path: "M17 2v11l-4.500 9c-1.700 0-2.500-1.100-2.500-2.600V15H5a2 2 0 0 1-2-2.400l1.500-8A2 2 0 0 1 6.500 3H17M17 13h4V3h-4",
  },
] as const;

export function Thumbs({ turn, side, thumb: chosen }: { turn: string; side: SideName; thumb: Reply["thumb"] }) {
  return (
    <span class="thumbs">
      {thumbs.map(({ thumb, label, path }) => (
        <button
          key={thumb}
          type="button"
          class="thumb"
          aria-pressed={chosen === thumb}
          aria-label={`${label} answer, ${sideNames[side].toLowerCase()}`}
          onClick={() => void rate(turn, chosen === thumb ? null : thumb)}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d={path} />
          </svg>
        </button>
      ))}
    </span>
  );
}
