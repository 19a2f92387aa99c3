import { enableCompileCache } from 'node:module';
import { inspect } from 'node:util';
import { bypassProxy } from './bypass-proxy.ts';
import { helpText, usageText } from './command-help.ts';
import {
  type ArgValues,
  type CommandArgument,
  type CommandLine,
  type CommandOptions,
  type OptionValues,
  parseCommandLine,
} from './command-line.ts';
import { COMPILE_CACHE } from './paths.ts';
import { UsageError, UserError } from './user-error.ts';

/** A command: what it understands, and how it tells what went wrong. */
export interface Command<Options, Args> extends CommandLine<Options, Args> {
  /** One sentence about an error that the reader can fix, or undefined; by default the message of a UserError. */
  explain?(error: unknown): string | undefined;
  /** Shows what went wrong; by default on standard error. */
  report?(text: string): void;
}

/** What a command does; a number is its exit code, which is otherwise 0. */
type Work<Options, Args extends readonly CommandArgument[]> = (
  options: OptionValues<Options>,
  args: ArgValues<Args>,
) => Promise<number | void> | number | void;

/**
 * Runs the command that this process was started for, and sets the exit code: 2 when the command line is not
 * understood, 1 when the command fails. `--help` only prints, so `run` should import what is slow to load.
 */
export async function runCommand<
  const Options extends CommandOptions = {},
  const Args extends readonly CommandArgument[] = [],
>(command: Command<Options, Args>, run: Work<Options, Args>): Promise<void> {
  enableCompileCache(COMPILE_CACHE);
  bypassProxy();
  process.exitCode = await execute(command, run, process.argv.slice(2));
}

/** Runs a command on these arguments, and returns its exit code. */
export async function execute<
  const Options extends CommandOptions = {},
  const Args extends readonly CommandArgument[] = [],
>(
  command: Command<Options, Args>,
  run: Work<Options, Args>,
  argv: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const { explain = messageOfUserError, report = console.error } = command;
  if (argv.includes('--help')) {
    console.log(helpText(command));
    return 0;
  }
  try {
    const { options, args } = parseCommandLine(command, argv, env);
    return (await run(options, args)) ?? 0;
  } catch (error) {
    if (error instanceof UsageError) {
      report(`${error.message}\n${usageText(command)}`);
      return 2;
    }
    report(explain(error) ?? inspect(error));
    return 1;
  }
}

const messageOfUserError = (error: unknown) => (error instanceof UserError ? error.message : undefined);

/** What a command prints of an error: its sentence if it is meant for the user, and otherwise all that is known of it. */
export const errorText = (error: unknown): string => messageOfUserError(error) ?? inspect(error);
