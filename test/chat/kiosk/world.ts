import type { World } from "../../../src/dialogue/world.ts";

/** The till shows a total once the guest has said "please"; a guest who says "thanks" was served well. */
const kiosk: World = {
  newScene: (id, random) => ({
    id,
    facts: new Map([
      ["clerk", [{ field: "price", words: "tea two" }]],
      [
        "guest",
        [
          { field: "drink", words: random() < 0.5 ? "tea" : "coffee" },
          { field: "allergy", words: "nuts" },
        ],
      ],
    ]),
    opening: [],
  }),
  consequence: (_scene, turns) => {
    const last = turns.at(-1);
    if (last?.seat !== "guest" || !last.text.includes("please")) return {};
    return { gives: new Map([["clerk", [{ field: "total", words: "two" }]]]) };
  },
  outcome: (_scene, turns) => {
    const success = turns.some(({ seat, text }) => seat === "guest" && text.includes("thanks"));
    return success ? { success } : { success, reasons: ["nobody said thanks"] };
  },
};

export default kiosk;
