import { PortInUseError } from '#tooling/embedded-postgres';
import { portsInUse, UserError } from '#tooling/platform';

/** SQLSTATEs of data that is damaged, lacks a file, or has another password. */
const UNREADABLE_DATA = ['XX001', 'XX002', '58P01', '28P01'];
const DISK_FULL = ['ENOSPC', '53100'];
const NOT_PERMITTED = ['EACCES', 'EPERM', 'EROFS'];

/** The names of errors of the broker whose message says what to do. */
const BY_THEMSELVES = ['TopologyError', 'ManagementAway', 'ManagementError', 'ForeignUser'];

type SystemError = Error & { code?: string; port?: number };

/** What is wrong with settings, and where they come from. */
export const withSource = (problems: string): string =>
  `${problems}\nSettings come from the environment of this command, and from no file: NAME=VALUE npm start`;

/**
 * One sentence about an error that the reader can fix; undefined for any other.
 * @param portOffset of the run that failed
 */
export function explainError(error: unknown, portOffset = 0): string | undefined {
  const { name, message, code = '', port } = error as SystemError;
  if (error instanceof PortInUseError) return portsInUse([`${error.port} (PostgreSQL)`], portOffset);
  if (name === 'ConfigError') return withSource(message);
  if (error instanceof UserError || BY_THEMSELVES.includes(name)) return message;
  if (code === 'EADDRINUSE') return portsInUse([String(port)], portOffset);
  if (DISK_FULL.includes(code)) return `The disk is full (${message}): free some space and start again.`;
  if (NOT_PERMITTED.includes(code))
    return `The state cannot be written (${message}): start as the owner of that folder, or choose another with --data.`;
  if (UNREADABLE_DATA.includes(code))
    return `The data cannot be read (${message}): delete it with \`npm run reset\`.`;
  if (message.startsWith('corrupted migrations'))
    return `The data was written by another version (${message}): delete it with \`npm run reset\`.`;
  return undefined;
}
