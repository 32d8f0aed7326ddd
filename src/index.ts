// What a user's own rule or config imports from "duologue".
export * from "./reward/rule.ts";
export { type Config, type ConfigInput, defineConfig } from "./config.ts";
