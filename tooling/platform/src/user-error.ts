/** An error that the reader can fix. Its message says what is wrong, where, and what to do; no stack is shown. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** A command line that a command does not understand: the message says what is wrong, and the usage follows it. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
}
