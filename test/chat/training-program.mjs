// Stands where a training would: tells one step, and needs a moment to save when it is asked to stop.
import { writeFileSync } from "node:fs";

const [saved] = process.argv.slice(2);
let asked = 0;
process.on("SIGINT", () => {
  asked += 1;
  setTimeout(() => {
    writeFileSync(saved, String(asked));
    process.exit(130);
  }, 300);
});
setInterval(() => {}, 1000);
process.send({ stage: "pretrain", step: 1, steps: 2, secondsLeft: null });
