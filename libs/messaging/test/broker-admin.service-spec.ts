import { Database } from '#libs/database';
import { testPostgresUrl } from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { PostgresBrokerAdmin } from '../src/engines/postgres-broker-admin.js';
import { type BrokerAdmin, NoBroker, openBroker, openBrokerAdmin } from '../src/index.js';

describe('the administration of a broker', () => {
  let ownerUrl: string;
  let owner: Database;
  let admin: BrokerAdmin;
  const made: BrokerAdmin[] = [];
  const role = `alpha-${randomUUID()}`;
  const nothing = { service: role, says: {}, hears: [] };

  beforeAll(async () => {
    ownerUrl = testPostgresUrl();
    owner = new Database(ownerUrl, { connections: 1 });
    await sql`create role ${sql.id(role)} login password 'secret'`.execute(owner.query);
  });
  beforeEach(() => {
    admin = new PostgresBrokerAdmin(ownerUrl, `broker-${randomUUID()}`);
    made.push(admin);
  });
  afterAll(async () => {
    for (const one of made) await one.drop();
    await sql`drop role ${sql.id(role)}`.execute(owner.query);
    await owner.close();
  });

  const ping = async (of: BrokerAdmin) => {
    const broker = openBroker(of.urlFor(role, 'secret'), () => {});
    await broker.ping().finally(() => broker.stop());
  };

  it('creates the topology, and has no effect when it runs again', async () => {
    expect(await admin.provision()).toEqual([
      'queues/0001-queues',
      'queues/0002-rights',
      'queues/0003-leases-and-scans',
      'queues/0004-limits',
      'queues/0005-announcements',
      'queues/0006-forgotten-bodies',
      'queues/0007-parts',
      'queues/0008-redeliveries',
      'queues/0009-upkeep',
      'queues/0010-plans-once',
      'queues/0011-parts-of-anything',
    ]);
    expect(await admin.provision()).toEqual([]);
  });

  it('lets a service connect under its own role once it is declared', async () => {
    await admin.provision();
    await expect(ping(admin)).rejects.toThrow(`${role} may not connect to the broker`);
    await admin.declare(nothing);
    await expect(ping(admin)).resolves.toBeUndefined();
  });

  it('tells when the oldest message that waits was published', async () => {
    await admin.provision();
    await admin.declare({
      service: role,
      says: { 'thing.happened.v1': [role] },
      hears: ['thing.happened.v1'],
    });
    expect(await admin.oldestWaiting?.()).toBeUndefined();
    const broker = openBroker(admin.urlFor(role, 'secret'), () => {});
    const began = Date.now();
    const attributes = { id: randomUUID(), type: 'thing.happened.v1', subject: 's' };
    await broker.publish([{ attributes: attributes as never, body: Buffer.from('{}') }]);
    const { at } = await broker.queues();
    const oldest = (await admin.oldestWaiting?.())?.getTime() ?? 0;
    expect(oldest).toBeGreaterThanOrEqual(began - 5_000); // the server may have another clock
    expect(oldest).toBeLessThanOrEqual(at.getTime());
    await broker.stop();
  });

  it('ends sessions that leave a transaction open', async () => {
    await admin.provision();
    await admin.declare(nothing);
    const session = new Database(admin.urlFor(role, 'secret'), { connections: 1 });
    const { rows } = await sql`show idle_in_transaction_session_timeout`.execute(session.query);
    await session.close();
    expect(rows).toEqual([{ idle_in_transaction_session_timeout: '10s' }]);
  });

  it('copies the topology', async () => {
    await admin.provision();
    await admin.declare({ ...nothing, hears: ['alpha.happened.v1'] });
    const copy = await admin.copy(`broker-${randomUUID()}`);
    made.push(copy);
    const broker = openBroker(copy.urlFor(role, 'secret'), () => {});
    expect(await broker.topology()).toEqual({ says: [], hears: ['alpha.happened.v1'], parts: {} });
    await broker.stop();
    expect(copy.urlFor(role, 'secret')).not.toBe(admin.urlFor(role, 'secret'));
  });

  it.each<[string, (admin: BrokerAdmin) => Promise<unknown> | undefined]>([
    ['what waits', (one) => one.depth()],
    ['how old that is', (one) => one.oldestWaiting?.()],
    ['a declaration', (one) => one.declare(nothing)],
  ])('is asked for %s before it was ever made, and says which server has none', async (_what, ask) => {
    await admin.drop();
    const refusal = ask(admin);
    await expect(refusal).rejects.toThrow(NoBroker);
    await expect(refusal).rejects.toThrow(
      `PostgreSQL at ${new URL(ownerUrl).host} has no broker, or one that is not up to date: run npm run migrate -- broker; or, if RabbitMQ carries the events, set BROKER_OWNER_URL`,
    );
  });

  it('removes a broker despite open connections, and accepts that it is gone already', async () => {
    await admin.provision();
    await admin.declare(nothing);
    const broker = openBroker(admin.urlFor(role, 'secret'), () => {});
    await broker.ping();
    await admin.drop();
    await broker.stop();
    await expect(ping(admin)).rejects.toThrow('does not exist');
    await expect(admin.drop()).resolves.toBeUndefined();
  });

  it('escapes the names and passwords of services in URLs', () => {
    expect(openBrokerAdmin('postgres://o:p@host:5433/postgres').urlFor('a b', 'p@:/ü')).toBe(
      'postgres://a%20b:p%40%3A%2F%C3%BC@host:5433/broker',
    );
    expect(openBrokerAdmin('postgresql://host').urlFor('alpha', 'p')).toBe(
      'postgresql://alpha:p@host/broker',
    );
  });

  it('refuses a URL with an unknown scheme, and names the known ones', () => {
    expect(() => openBrokerAdmin('kafka://localhost')).toThrow(
      "The URL of the broker's owner must start with postgres:// or postgresql:// or amqp:// or amqps://, not kafka://",
    );
  });

  it('refuses what is no URL, and shows one', () => {
    expect(() => openBrokerAdmin('localhost')).toThrow(
      "The URL of the broker's owner must be a URL such as postgres://role:password@host:port/broker",
    );
  });
});
