/**
 * Every mistake that a user can make and mend. A message gives what was found, what was expected, where, and the remedy;
 * commands print it without a stack and exit with `exitCode`.
 */
export abstract class UserError extends Error {
  abstract readonly exitCode: 1 | 2;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Bad usage, an unknown name or a bad config: found before any work. */
export class UsageError extends UserError {
  readonly exitCode = 2;
}

/** A config key or value that the schema does not allow. */
export class ConfigError extends UserError {
  readonly exitCode = 2;
}

/** A user's own TypeScript or JavaScript file that is missing, does not parse, or threw while it was loaded. */
export class ModuleError extends UserError {
  readonly exitCode = 2;
}

/** A corpus that is not there, or not in the format, at `file:line` where there is one. */
export class CorpusError extends UserError {
  readonly exitCode = 2;
}

/** A reward rule that cannot be loaded, or that threw while it judged a turn. */
export class RuleError extends UserError {
  readonly exitCode: 1 | 2;

  constructor(message: string, options: ErrorOptions & { readonly exitCode?: 1 | 2 } = {}) {
    super(message, options);
    this.exitCode = options.exitCode ?? 1;
  }
}

/** A checkpoint that is missing, truncated, or was written by another version. */
export class CheckpointError extends UserError {
  readonly exitCode = 1;
}

/** A run that does not exist, or that exists already. */
export class RunError extends UserError {
  readonly exitCode = 2;
}

/** An engine that cannot be started on this machine. */
export class EngineError extends UserError {
  readonly exitCode = 1;
}

/** A port in use, a page that was not built: the server cannot listen. */
export class ServerError extends UserError {
  readonly exitCode = 1;
}

/** Training that the guard stopped, or that cannot go on. */
export class TrainingError extends UserError {
  readonly exitCode = 1;
}
