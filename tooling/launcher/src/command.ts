import {
  type ArgValues,
  type CommandArgument,
  type CommandLine,
  type CommandOptions,
  displayPath,
  keepsNothing,
  type NoAnswer,
  type OptionValues,
  runCommand,
  serviceNames,
  statefulServiceNames,
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

/** Only a start chooses the ports. */
const NEEDLESS = { 'port-offset': 'this command finds the ports of the run by its data folder' };

/** The argument that names a service. */
export const SERVICE = { name: 'SERVICE', about: 'the service', oneOf: serviceNames } as const;

/** The values of what names a service with a database, events and a hospital. */
export const STATEFUL = { oneOf: statefulServiceNames, explain: keepsNothing } as const;

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
    explainError(error, paths?.portOffset)?.replaceAll(ADVICE, (advice) => paths?.advised(advice) ?? advice);
  return runCommand(
    { ...command, options: { ...command.options, data }, needless: NEEDLESS, explain },
    ({ data, ...options }, args) => {
      const offset = (options as { 'port-offset'?: string })['port-offset'];
      paths = new StatePaths(resolve(data), offset === undefined ? undefined : Number(offset));
      return run(paths, options as unknown as OptionValues<Options>, args);
    },
  );
}

/** The commands that messages advise, and that would work on another folder, or move, without the options of this run. */
const ADVICE = /npm (?:start|run reset|run migrate -- [\w-]+|run events:replay -- [^`]+)/g;

/** One sentence for a platform that is not there. */
export const nothingRuns = ({ data }: StatePaths): string =>
  `Nothing runs on ${displayPath(data)}: run \`npm start\` first, or name its folder with --data.`;

/** One sentence for a request that got no answer. */
export const unanswered = (paths: StatePaths, { code, message }: NoAnswer): string =>
  code === 'ECONNREFUSED' ? nothingRuns(paths) : `${message}.`;
