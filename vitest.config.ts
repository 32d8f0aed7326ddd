import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    // Speed comparisons are run by name, not by `npm test`.
    exclude: ["test/bench/**", "node_modules/**"],
    // A process a file: engines hold state for the whole process, and a crash in native code must name its file.
    pool: "forks",
    maxWorkers: 2,
    // For what hangs, not for what is slow: the longest tests take some seconds on an idle machine, and machines are shared.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    coverage: { provider: "v8", include: ["src/**", "rewards/**", "web/**"], exclude: ["src/nn/kernels/assembly/**"] },
  },
});
