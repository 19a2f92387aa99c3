import {
  type ArgValues,
  type CommandLine,
  type CommandOptions,
  type OptionValues,
  runCommand,
} from '#tooling/platform';
import { resolve } from 'node:path';
import { explainError } from './explain-error.js';
import { DEFAULT_DATA, StatePaths } from './state-paths.js';

/** The option of every command of the launcher. */
const DATA = {
  data: { value: 'DIR', about: 'the folder that holds all state', default: DEFAULT_DATA },
} as const satisfies CommandOptions;

/**
 * Runs a command of the launcher: `runCommand` with the option `--data`, and with a sentence for what commonly fails on
 * a reader's machine.
 */
export function launcherCommand<
  const Options extends CommandOptions = {},
  const Args extends readonly string[] = [],
>(
  command: CommandLine<Options, Args>,
  run: (paths: StatePaths, options: OptionValues<Options>, args: ArgValues<Args>) => Promise<number | void>,
): Promise<void> {
  return runCommand(
    { ...command, options: { ...command.options, ...DATA }, explain: explainError },
    ({ data, ...options }, args) =>
      run(new StatePaths(resolve(data)), options as unknown as OptionValues<Options>, args),
  );
}

/** A file as the caller names it; npm runs scripts in its own folder. */
export const fileOf = (name: string): string => resolve(process.env.INIT_CWD ?? '.', name);
