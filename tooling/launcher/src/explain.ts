import { portsTaken } from '#tooling/platform';
import { EmbeddedPostgresError } from '#tooling/embedded-postgres';

/** SQLSTATEs of data that is damaged, lacks a file, or knows another password. */
const UNREADABLE = ['XX001', 'XX002', '58P01', '28P01'];

/** One sentence about a failure that the reader can mend; undefined for any other. */
export function explain(error: unknown): string | undefined {
  const { name, message, code = '', port } = error as Error & { code?: string; port?: number };
  if (error instanceof EmbeddedPostgresError) {
    const [, taken] = /^Port (\d+) .* is not free/.exec(message) ?? [];
    return taken ? portsTaken([`${taken} (PostgreSQL)`]) : message;
  }
  if (name === 'UserError' || name === 'ConfigError') return message;
  if (code === 'EADDRINUSE') return portsTaken([String(port)]);
  if (code === 'ENOSPC' || code === '53100')
    return `The disk is full (${message}): free some space and start again.`;
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return `The state cannot be written (${message}): start as the owner of that folder, or choose another with --data.`;
  }
  if (UNREADABLE.includes(code))
    return `The data cannot be read (${message}): \`npm run reset\` empties all state.`;
  if (message.startsWith('corrupted migrations')) {
    return `The data was made by another version (${message}): \`npm run reset\` empties all state.`;
  }
  return undefined;
}
