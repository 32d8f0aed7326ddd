/** What computes, for those who load and speak with agents and know nothing of tensors. */
export { type Engine, type EngineName, engineNames, startEngine } from "../nn/engine.ts";
