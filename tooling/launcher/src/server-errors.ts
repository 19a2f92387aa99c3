import type { Env } from '#libs/service';
import { UserError } from '#tooling/platform';
import { causeOf, DAMAGED_DATA, isFromOtherVersion } from './explain-error.js';

/** SQLSTATEs of a login that PostgreSQL refuses. */
const LOGIN_REFUSED = /^28/;
const DISK_FULL = '53100';
const NO_DATABASE = '3D000';

/** Says in a sentence which server does not answer. Any other error stays as it is. @param title of the server */
export async function unlessAway(error: unknown, title: string, remedy: string): Promise<unknown> {
  const { isUnavailable } = await import('#libs/database'); // slow to load
  const { code, message } = causeOf(error);
  if (!isUnavailable({ code, message })) return error;
  return new UserError(`${title} does not answer (${message || code}): ${remedy}.`, { cause: error });
}

/** What is wrong with the servers that the environment names, as a sentence; any other error as it is. */
export async function explainNamedServers(error: unknown, env: Env): Promise<unknown> {
  const { code = '', message } = causeOf(error);
  const names = env.BROKER_OWNER_URL?.startsWith('postgres')
    ? 'DATABASE_OWNER_URL or BROKER_OWNER_URL'
    : 'DATABASE_OWNER_URL';
  const told = (sentence: string) => new UserError(sentence, { cause: error });
  if (LOGIN_REFUSED.test(code))
    return told(`The server of ${names} refuses the login (${message}): check user and password.`);
  if (code === NO_DATABASE)
    return told(
      `A database is missing on the server of ${names} (${message}): set DATABASE_URL to the URL of its service, so that npm run migrate makes it, or correct ${names}.`,
    );
  if (code === DISK_FULL)
    return told(
      `The disk of the server of ${names} is full (${message}): free some space there, then run the same command again.`,
    );
  if (DAMAGED_DATA.includes(code))
    return told(
      `The server of ${names} cannot read its data (${message}): restore a backup of that server, or ask who runs it.`,
    );
  if (isFromOtherVersion(message))
    return told(
      `A database on the server of ${names} was written by another version (${message}): run the command of that version, or of a newer one.`,
    );
  return unlessAway(
    error,
    `The server of ${names}`,
    'check host and port in the URL, then run the same command again',
  );
}
