import { openSession } from '#libs/database';
import { newId } from '#libs/telemetry';
import { eventually, message, TestEnvironment } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { Socket } from 'node:net';
import type { Client } from 'pg';
import { type Delivery, messagingMigrations, openBroker, PostgresBroker } from '../src/index.js';
import { up as limits } from '../src/engines/postgres-migrations/0004-limits.js';
import { type EngineFixture, postgres } from './engine-fixture.js';
import { thing } from './messaging-fixture.js';
import { PostgresProxy } from './postgres-proxy.js';

const HAPPENED = 'alpha.happened.v1';
const happened = () => message(HAPPENED, thing());
const HOUR_MS = 3_600_000;
/** Deadlines after which a test need not wait long. */
const SHORT = { queryMs: 300, connectMs: 1_000, pollMs: 50, stopMs: 500 };

/** Asks until there is an answer: that of a busy machine may come after a short deadline. */
const answers = (ask: () => Promise<unknown>) => eventually(() => ask().then(() => true));

describe('the broker in PostgreSQL', () => {
  let environment: TestEnvironment;
  let engine: EngineFixture;
  const open: { stop(): Promise<void> }[] = [];

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    engine = await postgres.open(environment);
    for (const name of ['alpha', 'beta'])
      await environment.addDatabase({ name, migrations: [messagingMigrations] });
  });
  beforeEach(async () => {
    await declare('alpha');
    await declare('beta', HAPPENED);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.stop()));
    await engine.clear();
  });
  afterAll(() => environment.close());

  async function client(database: string, role?: string): Promise<Client> {
    const client = await openSession(environment.url(database, role));
    open.push({ stop: () => client.end() });
    return client;
  }

  /** Each name is also the noun of what its service says. */
  const declare = async (service: string, ...hears: string[]) => {
    await engine.admin.declare({ service, says: { [`${service}.happened.v1`]: [] }, hears });
  };

  const asArguments = (type: string) => [[JSON.stringify({ id: newId(), type })], [Buffer.of()]];

  async function consumer(
    intervals: ConstructorParameters<typeof PostgresBroker>[2] = {},
    url = engine.url('beta'),
  ) {
    const errors: Error[] = [];
    const taken: Delivery[] = [];
    const broker = new PostgresBroker(url, (error) => errors.push(error), intervals);
    open.push(broker);
    await answers(() => broker.consume(10, (delivery) => taken.push(delivery)));
    return { broker, taken, errors };
  }

  const connections = async (): Promise<number> => {
    const { rows } = await sql<{ count: number }>`select count(*)::int from pg_stat_activity
      where datname = current_database() and usename <> current_user`.execute(
      environment.database('broker').query,
    );
    return rows[0]?.count ?? 0;
  };

  describe('to a service', () => {
    it.each([
      'select * from queues.delivery',
      'select * from queues.subscription',
      'select * from queues.said',
      `insert into queues.subscription values ('alpha.happened.v1', 'beta', 'active')`,
      `insert into queues.said values ('alpha.happened.v1', 'beta')`,
      `update queues.delivery set queue = 'beta'`,
      'delete from queues.delivery',
      'truncate queues.delivery',
      'select * from queues_migrations',
      'create table public.mine (id int)',
      'create temp table mine (id int)',
      'select 1 from queues.said for share',
      'select pg_advisory_lock(1)',
      'select lo_create(0)',
      `select lo_from_bytea(0, 'x')`,
      `select pg_logical_emit_message(false, 'x', 'x')`,
      'select pg_try_advisory_xact_lock_shared(1, 2)',
      'create or replace function public.ack(bigint[], uuid[]) returns void language sql as $$ select $$',
      'set role alpha',
      'set session authorization alpha',
    ])('refuses: %s', async (statement) => {
      const beta = await client('broker', 'beta');
      await expect(beta.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    });

    it('does not depend on the search path of the caller', async () => {
      const beta = await client('broker', 'beta');
      await environment.publish('alpha', happened());
      await beta.query('set search_path = pg_temp');
      expect((await beta.query('select * from public.take(10, 1000)')).rows).toHaveLength(1);
    });

    it('shows no other queue', async () => {
      const beta = await client('broker', 'beta');
      await declare('alpha', 'beta.happened.v1');
      await environment.publish('beta', message('beta.happened.v1', thing()));
      expect(await engine.depth('alpha')).toBe(1);
      expect((await beta.query('select * from take(10, 1000)')).rows).toEqual([]);
    });

    it.each(['ack($1, $2)', 'release($1, $2)', 'extend($1, $2, 0)'])(
      'does nothing to the leases of another service: %s',
      async (call) => {
        const beta = await client('broker', 'beta');
        await environment.publish('alpha', happened());
        const { rows } = await beta.query('select * from take(10, 3600000)');
        const lease = [rows.map(({ seq }) => seq), rows.map(({ token }) => token)];
        await (await client('broker', 'alpha')).query(`select ${call}`, lease);
        expect((await beta.query('select * from take(10, 1000)')).rows).toEqual([]);
        await beta.query('select ack($1, $2)', lease);
        expect(await engine.depth('beta')).toBe(0);
      },
    );

    it('grants no lock that stops another service, or a deployment', async () => {
      await declare('alpha', 'beta.happened.v1');
      const beta = await client('broker', 'beta');
      const alpha = await client('broker', 'alpha');
      await environment.publish('alpha', happened());
      await beta.query('begin');
      for (const query of ['publish($1::jsonb[], $2)', 'take(10, 1000)', 'topology()'])
        await beta.query(
          `select * from ${query}`,
          query.includes('$') ? asArguments('beta.happened.v1') : [],
        );

      await alpha.query(`set lock_timeout = '1s'`);
      await alpha.query('select * from publish($1::jsonb[], $2)', asArguments(HAPPENED));
      await alpha.query('select * from take(10, 1000)');
      await declare('beta', HAPPENED);
      expect(await engine.admin.provision()).toEqual([]);
      await expect(engine.admin.decommission('alpha', true)).rejects.toThrow(
        'a transaction of a publisher stays open: try again, or end it',
      );
      await beta.query('commit');
      await expect(engine.admin.decommission('alpha', true)).resolves.toMatchObject({ deleted: 1 });
    });
  });

  it('keeps one of two messages with the same id, while the first waits', async () => {
    const [event, next] = [happened(), happened()];
    await environment.publish('alpha', event);
    const alpha = openBroker(engine.url('alpha'), () => {});
    open.push(alpha);
    await alpha.redeliver('beta', [event, next]);
    expect(await engine.depth('beta')).toBe(2);
  });

  it('blanks the messages about a person that wait, and no others', async () => {
    const [gone, stays] = [newId(), newId()];
    await environment.publish(
      'alpha',
      ...[gone, stays].map((person) => message(HAPPENED, thing({ person }), { datasubject: person })),
    );
    const beta = openBroker(engine.url('beta'), () => {});
    open.push(beta);
    await beta.erase(gone);
    const contents = await engine.contents('beta');
    expect(contents).not.toContain(gone);
    expect(contents).toContain(stays);
  });

  describe('of several replicas', () => {
    /** Two consumers that were notified of the same message: one took it, the other came too late. */
    async function rivals(yieldMs: number) {
      const replicas = await Promise.all(
        [1, 2].map(async () => {
          const proxy = await PostgresProxy.open(engine.url('beta'));
          open.push({ stop: () => proxy.close() });
          return { proxy, ...(await consumer({ pollMs: HOUR_MS, yieldMs }, proxy.url)) };
        }),
      );
      const asked = (times: number) =>
        eventually(() => replicas.every(({ proxy }) => proxy.fetches === times));
      await asked(1);
      await environment.publish('alpha', happened());
      await asked(2);
      await eventually(() => replicas.some(({ taken }) => taken.length === 1));
      const [first, late] = replicas.toSorted((a, b) => b.taken.length - a.taken.length);
      // Until the fetch of the late one has ended without a message, it can still take the next.
      await eventually(() => late!.proxy.lookups === 1);
      return { first: first!, late: late! };
    }

    it('serves the one that asked first', async () => {
      const { first, late } = await rivals(HOUR_MS);
      for (let heard = 2; heard < 8; heard++) {
        await environment.publish('alpha', happened());
        await eventually(() => first.taken.length === heard);
      }
      expect(late.proxy.fetches).toBe(2);
    });

    it('is not slowed down by an announcement that any role can forge', async () => {
      const { taken } = await consumer({ pollMs: HOUR_MS, yieldMs: HOUR_MS, overtakeMs: 1 });
      const alpha = await client('broker', 'alpha');
      for (let count = 1; count < 5; count++) {
        await alpha.query(`notify beta, '${Number.MAX_SAFE_INTEGER}'`);
        await environment.publish('alpha', happened());
        await eventually(() => taken.length === count);
      }
    });

    it('serves a later one when the first is gone', async () => {
      const { first, late } = await rivals(20);
      await first.broker.stop();
      await environment.publish('alpha', happened());
      await eventually(() => late.taken.length > 0);
    });
  });

  describe('a lease', () => {
    it('that ran out acknowledges nothing, even after its message was redelivered', async () => {
      const { taken } = await consumer({ pollMs: 20 });
      await environment.publish('alpha', happened());
      await eventually(() => taken.length === 1);
      await engine.expireLeases();
      await eventually(() => taken.length === 2);
      taken[0]?.ack();
      await environment.publish('alpha', happened());
      await eventually(() => taken.length === 3);
      taken[2]?.ack(); // acknowledgements go in order: when this one has arrived, so has the stale one
      const left = async () =>
        (
          await sql<{ id: string }>`select id from queues.delivery`.execute(
            environment.database('broker').query,
          )
        ).rows;
      await eventually(async () => expect(await left()).toEqual([{ id: taken[1]?.id }]) ?? true);
      taken[1]?.ack();
      await eventually(async () => (await engine.depth('beta')) === 0);
    });

    const lease = async () => {
      const { rows } = await sql<{ until: Date }>`select lease_until as until from queues.delivery`.execute(
        environment.database('broker').query,
      );
      return rows[0]?.until?.getTime() ?? 0;
    };

    it('lasts longer when its message is extended', async () => {
      const { taken } = await consumer();
      await environment.publish('alpha', happened());
      await eventually(() => taken.length === 1);
      const before = await lease();
      taken[0]?.extend();
      await eventually(async () => (await lease()) > before);
    });

    it('that ran out extends nothing, once another consumer has the message', async () => {
      const { taken } = await consumer({ pollMs: 20 });
      await environment.publish('alpha', happened());
      await eventually(() => taken.length === 1);
      await engine.expireLeases();
      await eventually(() => taken.length === 2);
      const before = await lease();
      taken[0]?.extend();
      await environment.publish('alpha', happened());
      await eventually(() => taken.length === 3);
      taken[2]?.ack();
      await eventually(async () => (await engine.depth('beta')) === 1); // extensions go before, in order
      expect(await lease()).toBe(before);
    });

    /** As seen after the clock of the server stepped, all leases lie elsewhere. */
    const step = (ms: number) =>
      sql`update queues.delivery set lease_until = lease_until - ${ms} * interval '1 millisecond'`.execute(
        environment.database('broker').query,
      );

    it.each([
      ['is over when the clock stepped back by an hour', -HOUR_MS, 1],
      ['is over when the clock stepped forward by an hour', HOUR_MS, 1],
      ['goes on when the clock did not step', 0, 0],
    ])('%s', async (_, ms, count) => {
      const beta = await client('broker', 'beta');
      await environment.publish('alpha', happened());
      expect((await beta.query('select * from take(10, 30000)')).rows).toHaveLength(1);
      await step(ms);
      expect((await beta.query('select * from take(10, 1000)')).rows).toHaveLength(count);
    });

    it('that is released wakes another replica', async () => {
      const leaving = await consumer({ pollMs: HOUR_MS });
      await environment.publish('alpha', happened(), happened());
      await eventually(() => leaving.taken.length === 2);
      const staying = await consumer({ pollMs: HOUR_MS });
      await leaving.broker.cancel();
      for (const delivery of leaving.taken) delivery.release();
      await eventually(() => staying.taken.length === 2);
      expect(staying.taken.map(({ redelivered }) => redelivered)).toEqual([false, false]);
    });

    it('is released when its holder stops', async () => {
      const leaving = await consumer();
      await environment.publish('alpha', happened());
      await eventually(() => leaving.taken.length === 1);
      await leaving.broker.stop();
      const beta = await client('broker', 'beta');
      expect((await beta.query('select * from take(10, 1000)')).rows).toMatchObject([{ redelivered: false }]);
    });
  });

  describe('notification', () => {
    it('delivers without polling', async () => {
      const { taken } = await consumer({ pollMs: HOUR_MS });
      await environment.publish('alpha', happened());
      await eventually(() => taken.length === 1);
    });

    it('is not needed to work through a backlog, and neither is polling', async () => {
      await (await consumer()).broker.stop();
      await environment.publish('alpha', ...Array.from({ length: 100 }, happened));
      const taken = new Set<string>();
      const broker = new PostgresBroker(engine.url('beta'), () => {}, { pollMs: HOUR_MS });
      open.push(broker);
      await broker.consume(10, (delivery) => {
        taken.add(delivery.id);
        delivery.ack();
      });
      await eventually(() => taken.size === 100);
    });

    it('recovers from a half-open connection, with the messages that it missed', async () => {
      const proxy = await PostgresProxy.open(engine.url('beta'));
      const { taken, broker, errors } = await consumer({ ...SHORT, leaseMs: 100 }, proxy.url);
      proxy.dropSilently();
      await environment.publish('alpha', happened());
      await eventually(() => taken.length); // more than once when a busy machine lets the lease run out
      expect(proxy.listeners).toBeGreaterThan(1);
      expect(errors.map(({ message }) => message)).toContain('Query read timeout');
      await broker.stop();
      await proxy.close();
    });

    it('recovers from a connection that was terminated during a fetch, with the messages that it missed', async () => {
      const database = environment.database('broker');
      const { taken } = await database.inTransaction(async (tx) => {
        await sql`lock table queues.delivery`.execute(tx);
        const asking = await consumer({ pollMs: HOUR_MS });
        await eventually(async () => {
          const waiting = sql`select from pg_stat_activity
            where datname = current_database() and query like '%take(%' and wait_event_type = 'Lock'`;
          return (await waiting.execute(database.query)).rows.length;
        });
        await engine.dropConnections();
        return asking;
      });
      await environment.publish('alpha', happened());
      await eventually(() => taken.length === 1);
    });

    it('recovers from a terminated connection, with the messages that it missed', async () => {
      const { taken } = await consumer({ pollMs: HOUR_MS });
      await engine.dropConnections();
      await environment.publish('alpha', happened());
      await eventually(() => taken.length === 1);
      await environment.publish('alpha', happened());
      await eventually(() => taken.length === 2);
    });
  });

  describe('a message that lies before the start of a scan', () => {
    /** A consumer that has left the head of its queue, and polls never. */
    async function advanced(pollMs: number) {
      const one = await consumer({ pollMs, overtakeMs: 1 });
      for (let count = 1; count < 10; count++) {
        await environment.publish('alpha', happened());
        await eventually(() => one.taken.length === count);
      }
      return one;
    }
    const oldest = sql`update queues.delivery set lease_until = null
      where seq = (select min(seq) from queues.delivery)`;

    it('is delivered after its release', async () => {
      const { taken } = await advanced(HOUR_MS);
      taken[0]?.release();
      await eventually(() => taken.length === 10);
      expect(taken[9]?.id).toBe(taken[0]?.id);
    });

    it('is delivered by the next poll when its publisher commits late', async () => {
      const { taken } = await advanced(100);
      await oldest.execute(environment.database('broker').query);
      await eventually(() => taken.length === 10);
      expect(taken[9]?.id).toBe(taken[0]?.id);
    });

    it('is left out by a fetch that does not start at the head', async () => {
      const { taken } = await advanced(HOUR_MS);
      await oldest.execute(environment.database('broker').query);
      await environment.publish('alpha', happened());
      await eventually(() => taken.length === 10);
      expect(taken[9]?.id).not.toBe(taken[0]?.id);
    });
  });

  describe('behind a network that swallows packets', () => {
    /** A consumer whose connections are all made and then half-open. */
    async function cutOff() {
      const proxy = await PostgresProxy.open(engine.url('beta'));
      open.push({ stop: () => proxy.close() });
      const cut = await consumer(SHORT, proxy.url);
      await environment.publish('alpha', happened());
      await eventually(() => cut.taken.length === 1);
      proxy.vanish();
      return { proxy, ...cut };
    }

    it.each<[string, (broker: PostgresBroker) => Promise<unknown>]>([
      ['publish', (broker) => broker.publish([happened()])],
      ['topology', (broker) => broker.topology()],
      ['erase', (broker) => broker.erase('a person')],
      ['ping', (broker) => broker.ping()],
    ])('%s fails, and succeeds on a new connection afterwards', async (_, ask) => {
      const { proxy, broker } = await cutOff();
      await expect(ask(broker)).rejects.toThrow(/timeout/);
      await expect(ask(broker)).rejects.toThrow(/timeout/); // neither does a new one answer
      proxy.comeBack();
      await answers(() => ask(broker));
    });

    it('a fetch goes on with a new connection, and so does a settlement', async () => {
      const { proxy, taken, errors } = await cutOff();
      await eventually(() => errors.some(({ message }) => message === 'Query read timeout'));
      proxy.comeBack();
      taken[0]?.ack();
      await eventually(async () => (await engine.depth('beta')) === 0);
      await environment.publish('alpha', happened());
      await eventually(() => taken.length === 2);
    });

    it('a settlement that cannot be sent costs a second delivery', async () => {
      const { proxy, taken, errors } = await cutOff();
      taken[0]?.ack();
      await eventually(() => errors.length >= 4);
      proxy.comeBack();
      await engine.expireLeases();
      await eventually(() => taken.length === 2);
      expect(taken[1]?.redelivered).toBe(true);
    });

    describe('a socket', () => {
      let connecting: jest.SpiedFunction<Socket['connect']>;
      beforeEach(() => {
        connecting = jest.spyOn(Socket.prototype, 'connect');
      });
      afterEach(() => connecting.mockRestore());

      /** Whether the client has given up every socket that leads to the proxy. */
      const allDestroyed = ({ url }: PostgresProxy) => {
        const { contexts, calls } = connecting.mock;
        const sockets = (contexts as Socket[]).filter(
          (_, at) => String(calls[at]?.[0]) === new URL(url).port,
        );
        return sockets.length > 0 && sockets.every(({ destroyed }) => destroyed);
      };

      it('is not used again after it did not answer', async () => {
        const proxy = await PostgresProxy.open(engine.url('beta'));
        const broker = new PostgresBroker(proxy.url, () => {}, SHORT);
        open.push(broker, { stop: () => proxy.close() });
        await answers(() => broker.ping());
        proxy.vanish();
        await expect(broker.ping()).rejects.toThrow('Query read timeout');
        await eventually(() => allDestroyed(proxy));
      });

      it('does not outlive the deadline of a stop', async () => {
        const { proxy, broker } = await cutOff();
        await broker.stop();
        await eventually(() => allDestroyed(proxy));
      });

      it('does not outlive the deadline of a stop when nothing is under way', async () => {
        const proxy = await PostgresProxy.open(engine.url('beta'));
        const broker = new PostgresBroker(proxy.url, () => {}, SHORT);
        open.push({ stop: () => proxy.close() });
        await answers(() => broker.ping());
        proxy.vanish();
        await broker.stop();
        await eventually(() => allDestroyed(proxy));
      });
    });
  });

  it('asks TCP to notice a vanished host', async () => {
    const keepAlive = jest.spyOn(Socket.prototype, 'setKeepAlive');
    const { broker } = await consumer();
    await broker.ping();
    expect(keepAlive.mock.calls).toEqual([
      [true, 10_000],
      [true, 10_000],
    ]);
    keepAlive.mockRestore();
  });

  it('waits for a lock no longer than its deadline', async () => {
    const broker = new PostgresBroker(engine.url('beta'), () => {}, { lockMs: 100, queryMs: HOUR_MS });
    open.push(broker);
    await environment.database('broker').inTransaction(async (tx) => {
      await sql`lock table queues.delivery`.execute(tx);
      await expect(broker.erase('a person')).rejects.toThrow('lock timeout');
    });
  });

  it('lets the server end a session that has stopped reading while it holds rows', async () => {
    const [leaving, proxy] = [await consumer(), await PostgresProxy.open(engine.url('beta'))];
    open.push({ stop: () => proxy.close() });
    await leaving.broker.stop();
    const large = () => message(HAPPENED, thing({ note: 'x'.repeat(200_000) }));
    for (let at = 0; at < 60; at += 10)
      await environment.publish('alpha', ...Array.from({ length: 10 }, large));
    proxy.stopReading();
    const stopped = { idleInTransactionMs: 500, queryMs: HOUR_MS, pollMs: HOUR_MS, stopMs: 100 };
    const broker = new PostgresBroker(proxy.url, () => {}, stopped);
    open.push(broker);
    await broker.consume(60, () => {});
    await eventually(() => proxy.fetches === 1);
    const beta = await client('broker', 'beta');
    let taken = 0;
    await eventually(
      async () => (taken += (await beta.query('select from take(60, 3600000)')).rows.length) === 60,
    );
  });

  it('delivers no more events of a type without a subscription, and keeps the waiting ones', async () => {
    await environment.publish('alpha', happened());
    await declare('beta');
    await environment.publish('alpha', happened());
    expect(await engine.depth('beta')).toBe(1);
  });

  it.each(['of an empty table', 'of a full one'])(
    'reads its own queue only, by statistics %s',
    async (when) => {
      const analyze = () => sql`analyze queues.delivery`.execute(environment.database('broker').query);
      await declare('alpha', HAPPENED);
      if (when === 'of an empty table') await analyze();
      await environment.publish('alpha', ...Array.from({ length: 300 }, happened));
      if (when === 'of a full one') await analyze();

      const plans: string[] = [];
      const owner = await client('broker');
      owner.on('notice', ({ message }) => plans.push(message ?? ''));
      await owner.query(`load 'auto_explain';
      set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on;
      set client_min_messages = log; set session authorization beta`);
      const { rows } = await owner.query('select * from take(10, 1000)');
      const leases = [rows.map(({ seq }) => seq), rows.map(({ token }) => token)];
      await owner.query('select extend($1, $2, 1000)', leases);
      await owner.query('select release($1, $2)', leases);
      await owner.query('select ack($1, $2)', leases);

      const ways = plans.flatMap((plan) => plan.match(/\w+ Scan (using \w+ )?on delivery\b/g) ?? []);
      expect(rows).toHaveLength(10);
      expect(new Set(ways)).toEqual(
        new Set(['Tid Scan on delivery', 'Index Scan using delivery_pkey on delivery']),
      );
      expect(ways).toHaveLength(5);
      for (const [, index] of plans.join().matchAll(/Index Cond: (.*)/g))
        expect(index).toContain('queue = SESSION_USER');
    },
  );

  it('closes every connection when it stops, even while it starts', async () => {
    const { broker } = await consumer();
    const starting = new PostgresBroker(engine.url('beta'), () => {});
    const consuming = starting.consume(1, () => {}).catch(() => {});
    await Promise.all([broker.stop(), broker.stop(), starting.stop(), consuming]);
    await eventually(async () => (await connections()) === 0);
  });

  it('makes what an older version let in small enough to be fetched, and leaves the rest', async () => {
    await environment.publish('alpha', happened());
    await sql`insert into queues.delivery (queue, id, attributes, body)
      select 'beta', at || repeat('y', 500), jsonb_build_object('type', 'alpha.happened.v1', 'source', '/troupe/alpha'),
        convert_to(repeat('x', 20000000), 'UTF8') from generate_series(1, 3) as at`.execute(
      environment.database('broker').query,
    );
    await sql`update queues.delivery set attributes = attributes || jsonb_build_object('correlationid', repeat('x', 20000000))
      where id like '1y%'`.execute(environment.database('broker').query);
    await environment.database('broker').inTransaction((tx) => limits(tx as never));
    const beta = await client('broker', 'beta');
    const { rows } = await beta.query('select * from take(10, 1000)');
    expect(rows.map(({ body }) => body.length)).toEqual([expect.any(Number), 262_145, 262_145, 262_145]);
    expect(JSON.parse(rows[0].body)).toHaveProperty('id');
    expect(rows[0].attributes.id).toBe(rows[0].id);
    for (const { id, attributes } of rows.slice(1)) {
      expect(id).toHaveLength(32);
      expect(attributes).toEqual({ type: HAPPENED, source: '/troupe/alpha' });
    }
  });

  it('refuses a URL with an unknown scheme, and names the known ones', () => {
    expect(() => openBroker('kafka://localhost', () => {})).toThrow('BROKER_URL must start with postgres://');
  });

  describe('the life of a message', () => {
    /** What the queue should hold, in order of arrival, with the token of the current lease. */
    interface Waiting {
      id: string;
      token?: string;
      expired: boolean;
      handedOut: number;
    }
    type Step =
      | { do: 'publish'; id: number }
      | { do: 'take'; most: number }
      | { do: 'ack' | 'release'; lease: number }
      | { do: 'expire' };
    const step: fc.Arbitrary<Step> = fc.oneof(
      fc.record({ do: fc.constant('publish' as const), id: fc.nat(4) }),
      fc.record({ do: fc.constant('take' as const), most: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ do: fc.constantFrom('ack' as const, 'release' as const), lease: fc.nat(9) }),
      fc.record({ do: fc.constant('expire' as const) }),
    );

    it('matches a model, for any steps in any order', async () => {
      const beta = await client('broker', 'beta');
      await declare('beta', 'beta.happened.v1');
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const queue: Waiting[] = [];
          const leases: { seq: string; token: string; of: Waiting }[] = [];
          for (const one of steps) {
            if (one.do === 'publish') {
              const id = String(one.id);
              await beta.query('select publish($1::jsonb[], $2)', [
                [JSON.stringify({ id, type: 'beta.happened.v1' })],
                [Buffer.of()],
              ]);
              if (!queue.some((waiting) => waiting.id === id))
                queue.push({ id, expired: false, handedOut: 0 });
            } else if (one.do === 'take') {
              const { rows } = await beta.query('select * from take($1, 3600000)', [one.most]);
              const free = queue.filter(({ token, expired }) => !token || expired).slice(0, one.most);
              expect(rows.map(({ id, redelivered }) => ({ id, redelivered }))).toEqual(
                free.map(({ id, handedOut }) => ({ id, redelivered: handedOut > 0 })),
              );
              for (const [at, { seq, token }] of rows.entries()) {
                const of = Object.assign(free[at]!, {
                  token,
                  expired: false,
                  handedOut: free[at]!.handedOut + 1,
                });
                leases.push({ seq, token, of });
              }
            } else if (one.do === 'expire') {
              await engine.expireLeases();
              for (const waiting of queue) waiting.expired = waiting.token !== undefined;
            } else {
              const lease = leases[one.lease];
              if (!lease) continue;
              await beta.query(`select ${one.do}($1, $2)`, [[lease.seq], [lease.token]]);
              if (lease.of.token !== lease.token || !queue.includes(lease.of)) continue; // stale
              if (one.do === 'ack') queue.splice(queue.indexOf(lease.of), 1);
              else
                Object.assign(lease.of, {
                  token: undefined,
                  expired: false,
                  handedOut: lease.of.handedOut - 1,
                });
            }
          }
          await engine.expireLeases();
          const { rows } = await beta.query('select * from take(100, 3600000)');
          expect(rows.map(({ id }) => id)).toEqual(queue.map(({ id }) => id)); // nothing lost, nothing doubled
          await beta.query('select ack($1, $2)', [
            rows.map(({ seq }) => seq),
            rows.map(({ token }) => token),
          ]);
        }),
        { numRuns: 60 },
      );
    });
  });
});
