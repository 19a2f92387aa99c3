import {
  type ArgValues,
  type CommandArgument,
  type CommandLine,
  type CommandOptions,
  displayPath,
  type OptionValues,
  runCommand,
  serviceNames,
} from '#tooling/platform';
import { resolve } from 'node:path';
import { explainError } from './explain-error.js';
import { DEFAULT_DATA, StatePaths } from './state-paths.js';

/** The option of every command of the launcher. */
const DATA = {
  data: {
    value: 'DIR',
    about: 'the folder that holds all state, and tells where the platform runs',
    default: DEFAULT_DATA,
    isFolder: true,
  },
} as const satisfies CommandOptions;

/** The argument that names a service. */
export const SERVICE = { name: 'SERVICE', about: 'the service', oneOf: serviceNames } as const;

/** What only the launcher's commands declare. */
interface Launches {
  /** It creates the state, so that the data folder need not exist. */
  createsState?: true;
}

/**
 * Runs a command of the launcher: `runCommand` with the option `--data`, and with a sentence for what commonly fails on
 * a reader's machine.
 */
export function launcherCommand<
  const Options extends CommandOptions = {},
  const Args extends readonly CommandArgument[] = [],
>(
  { createsState, ...command }: CommandLine<Options, Args> & Launches,
  run: (paths: StatePaths, options: OptionValues<Options>, args: ArgValues<Args>) => Promise<number | void>,
): Promise<void> {
  const data = createsState ? DATA.data : ({ ...DATA.data, exists: 'folder' } as const);
  let paths: StatePaths | undefined;
  const explain = (error: unknown) =>
    explainError(error)?.replaceAll(ADVICE, (advice) => paths?.advised(advice) ?? advice);
  return runCommand(
    { ...command, options: { ...command.options, data }, explain },
    ({ data, ...options }, args) => {
      paths = new StatePaths(resolve(data));
      return run(paths, options as unknown as OptionValues<Options>, args);
    },
  );
}

/** The commands that messages advise, and that would work on another folder without `--data`. */
const ADVICE = /npm (?:start|run reset|run migrate -- [\w-]+)/g;

/** One sentence for a platform that is not there. */
export const nothingRuns = ({ data }: StatePaths): string =>
  `Nothing runs on ${displayPath(data)}: run \`npm start\` first, or name its folder with --data.`;
