import { PortInUseError } from '#tooling/embedded-postgres';
import { portsInUse, UserError } from '#tooling/platform';

/** SQLSTATEs of data that is damaged, or lacks a file. */
export const DAMAGED_DATA = ['XX001', 'XX002', '58P01'];
/** SQLSTATE of a login that is refused: the data has another password than its folder. */
const OTHER_PASSWORD = '28P01';
const DISK_FULL = ['ENOSPC', '53100'];
const NOT_PERMITTED = ['EACCES', 'EPERM', 'EROFS'];

/** The names of errors of the broker whose message says what to do. */
const BY_THEMSELVES = [
  'TopologyError',
  'NoBroker',
  'RabbitmqAway',
  'ManagementError',
  'ForeignUser',
  'TlsFailure',
];

type SystemError = Error & { code?: string; port?: number };

/** What is wrong with settings, and where they come from. */
export const withSource = (problems: string): string =>
  `${problems}\nSettings come from the environment of this command, and from no file: NAME=VALUE npm start`;

/** The reason of an error that only wraps it, as that of a migration that has failed does. One with a name speaks for itself. */
export const causeOf = (error: unknown): SystemError => {
  const { name, cause } = error as Error;
  return name === 'Error' && cause instanceof Error ? causeOf(cause) : (error as SystemError);
};

/** Whether migrations have run in a database that this build does not know, or in another order. */
export const isFromOtherVersion = (message: string): boolean => message.startsWith('corrupted migrations');

/**
 * One sentence about an error that the reader can fix, in a run on the embedded servers; undefined for any other. Where the
 * environment names other servers, `withServers` has explained what is theirs.
 * @param portOffset of the run that failed
 */
export function explainError(error: unknown, portOffset = 0): string | undefined {
  const { name, message, code = '', port } = error as SystemError;
  if (error instanceof PortInUseError) return portsInUse([`${error.port} (PostgreSQL)`], portOffset);
  if (name === 'ConfigError') return withSource(message);
  if (error instanceof UserError || BY_THEMSELVES.includes(name)) return message;
  if (code === 'EADDRINUSE') return portsInUse([String(port)], portOffset);
  const { code: reason = '', message: why } = causeOf(error);
  if (DISK_FULL.includes(reason))
    return `The disk is full (${why}): free some space, then run the same command again.`;
  if (NOT_PERMITTED.includes(code))
    return `The state cannot be written (${message}): start as the owner of that folder, or choose another with --data.`;
  if (reason === OTHER_PASSWORD || DAMAGED_DATA.includes(reason))
    return `The data cannot be read (${why}): delete it with \`npm run reset\`.`;
  if (isFromOtherVersion(why))
    return `The data was written by another version (${why}): delete it with \`npm run reset\`.`;
  return undefined;
}
