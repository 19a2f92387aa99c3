import { asOwner } from '#libs/database';
import { UserError } from '#tooling/platform';
import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { checkBroker, requireServers, withServers } from '../src/servers.js';
import type { BrokerPlace } from '../src/broker-place.js';
import { StatePaths } from '../src/state-paths.js';

const DATABASE_OWNER_URL = 'postgres://owner:password@127.0.0.1/postgres';
const PATHS = new StatePaths('nowhere', 0);
const NO_DATABASE = 'DATABASE_OWNER_URL takes the URL of a server: postgres://';
const NO_BROKER = 'BROKER_OWNER_URL takes the URL of RabbitMQ: amqp://';

describe('the servers that an environment names', () => {
  it.each([
    [{ DATABASE_OWNER_URL: 'nowhere' }, NO_DATABASE],
    [{ DATABASE_OWNER_URL: 'amqp://localhost' }, NO_DATABASE],
    [{ DATABASE_OWNER_URL, BROKER_OWNER_URL: 'nowhere' }, NO_BROKER],
    [{ DATABASE_OWNER_URL, BROKER_OWNER_URL: 'http://localhost' }, NO_BROKER],
  ])('are not %j', async (env, sentence) => {
    const refusal = withServers(PATHS, env, () => Promise.reject(new Error('it is reached')));
    await expect(refusal).rejects.toThrow(UserError);
    await expect(refusal).rejects.toThrow(sentence);
  });

  it.each([
    [{ DATABASE_OWNER_URL }, DATABASE_OWNER_URL],
    [{ DATABASE_OWNER_URL, BROKER_OWNER_URL: 'amqps://a:b@host/troupe' }, 'amqps://a:b@host/troupe'],
  ])('are %j', async (env, broker) => {
    const urls = await withServers(PATHS, env, (found) => Promise.resolve(found));
    expect(urls).toEqual({ databases: DATABASE_OWNER_URL, broker });
  });

  const failing = (error: Error, env: object) =>
    withServers(PATHS, { DATABASE_OWNER_URL, ...env }, () => Promise.reject(error));
  const withCode = (code: string, message: string) => Object.assign(new Error(message), { code });

  it.each<[string, Error, string]>([
    [
      'refuse the login',
      withCode('28P01', 'password authentication failed for user "owner"'),
      'The server of DATABASE_OWNER_URL refuses the login (password authentication failed for user "owner"): check user and password.',
    ],
    [
      'lack a database',
      withCode('3D000', 'database "loyalty" does not exist'),
      'A database is missing on the server of DATABASE_OWNER_URL (database "loyalty" does not exist): set DATABASE_URL',
    ],
    [
      'have a full disk',
      new Error('migration x failed', { cause: withCode('53100', 'could not extend file') }),
      'The disk of the server of DATABASE_OWNER_URL is full (could not extend file): free some space there',
    ],
    [
      'have damaged data',
      withCode('XX001', 'invalid page in block 3'),
      'The server of DATABASE_OWNER_URL cannot read its data (invalid page in block 3): restore a backup',
    ],
    [
      'are of another version',
      new Error('migration x failed', { cause: new Error('corrupted migrations: 0012 is missing') }),
      'A database on the server of DATABASE_OWNER_URL was written by another version (corrupted migrations: 0012 is missing)',
    ],
    [
      'are stopping',
      withCode('57P01', 'terminating connection'),
      'The server of DATABASE_OWNER_URL does not answer (terminating connection): check host and port',
    ],
  ])('are named when they %s, and nobody is told to delete data', async (_what, error, sentence) => {
    const refusal = failing(error, {});
    await expect(refusal).rejects.toThrow(UserError);
    await expect(refusal).rejects.toThrow(sentence);
    await expect(refusal).rejects.not.toThrow('npm run reset');
  });

  it('are both named when PostgreSQL has the events elsewhere', async () => {
    const refusal = failing(withCode('28P01', 'no'), { BROKER_OWNER_URL: 'postgres://o:p@host/broker' });
    await expect(refusal).rejects.toThrow('The server of DATABASE_OWNER_URL or BROKER_OWNER_URL refuses');
  });

  it('are named when nobody listens there', async () => {
    const env = { DATABASE_OWNER_URL: 'postgres://owner:secret@127.0.0.1:9/postgres' };
    const refusal = withServers(PATHS, env, ({ databases }) =>
      asOwner(databases, ({ query }) => sql`select`.execute(query)),
    );
    await expect(refusal).rejects.toThrow(UserError);
    await expect(refusal).rejects.toThrow(
      'The server of DATABASE_OWNER_URL does not answer (connect ECONNREFUSED 127.0.0.1:9): check host and port in the URL',
    );
  });

  it('are not blamed for what another server says, or for what nobody knows', async () => {
    const away = Object.assign(new Error('RabbitMQ', { cause: withCode('ECONNREFUSED', 'connect') }), {
      name: 'RabbitmqAway',
    });
    for (const error of [away, new Error('a defect')]) await expect(failing(error, {})).rejects.toBe(error);
  });
});

describe('a BROKER_OWNER_URL that would have no effect', () => {
  const BROKER_OWNER_URL = 'amqp://a:b@host/troupe';
  const POSTGRES = { engine: 'postgres' } as const;
  const RABBITMQ = { engine: 'rabbitmq', at: 'amqp://host/troupe' } as const;

  it('is refused by commands, because the data folder has its events elsewhere', async () => {
    const sentence = 'BROKER_OWNER_URL has no effect here: set DATABASE_OWNER_URL, too';
    const work = () => Promise.reject(new Error('it is reached'));
    await expect(requireServers(PATHS, { BROKER_OWNER_URL })).rejects.toThrow(sentence);
    await expect(withServers(PATHS, { BROKER_OWNER_URL }, work)).rejects.toThrow(sentence);
  });

  it('is refused by a start without --broker rabbitmq', () => {
    const start = (place: BrokerPlace, before: BrokerPlace) => () =>
      checkBroker(place, before, PATHS, { BROKER_OWNER_URL });
    expect(start(POSTGRES, POSTGRES)).toThrow('BROKER_OWNER_URL has no effect here: add --broker rabbitmq');
    expect(start(RABBITMQ, POSTGRES)).not.toThrow();
    expect(start(POSTGRES, RABBITMQ)).not.toThrow();
  });
});
