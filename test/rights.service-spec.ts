import { openSession } from '#libs/database';
import { discoverServices, provisionService, type Service } from '#libs/service';
import { eventually, message, TestEnvironment, testPostgresUrl } from '#tooling/testing';
import { openBroker } from '#libs/messaging';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';

describe('the role of a service', () => {
  let environment: TestEnvironment;
  let services: Service[];
  const clients: Client[] = [];

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    services = (await discoverServices()).filter(({ isStateless }) => !isStateless);
    for (const service of services) await environment.addDatabase(service);
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()));
    await environment.close();
  });

  async function connect(url: string): Promise<Client> {
    const client = await openSession(url);
    clients.push(client);
    return client;
  }

  const publishAs = async (name: string, ...types: string[]) => {
    const broker = openBroker(environment.brokerUrl(name), () => {});
    const messages = types.map((type) => message(type, {}));
    return broker.publish(messages).finally(() => broker.stop());
  };

  it('publishes what its service says, and nothing else', async () => {
    const typesOf = ({ events }: Service) => events.said.map(({ type }) => type);
    for (const service of services) {
      const own = typesOf(service);
      const others = services.flatMap(typesOf).filter((type) => !own.includes(type));
      expect(others.length).toBeGreaterThan(10);
      const { refused } = await publishAs(service.name, ...own, ...others);
      expect([...refused.keys()].toSorted()).toEqual(others.toSorted());
    }
  });

  it('is subscribed to what its service hears, and to nothing else', async () => {
    for (const { name, events } of services) {
      const broker = openBroker(environment.brokerUrl(name), () => {});
      const { hears } = await broker.topology().finally(() => broker.stop());
      expect(hears.toSorted()).toEqual(events.heard.map(({ type }) => type).toSorted());
    }
  });

  it('cannot subscribe the board of names to the addresses of customers', async () => {
    const board = await connect(environment.brokerUrl('names-board'));
    for (const statement of [
      `select declare_queue(array['customer.registered.v2'])`,
      `insert into queues.subscription values ('customer.registered.v2', 'names-board', 'active')`,
      `update queues.subscription set type = 'customer.registered.v2'`,
    ])
      await expect(board.query(statement)).rejects.toThrow(/permission denied|does not exist/);
    await environment.publish('customers', message('customer.registered.v2', {}));
    const { rows } = await board.query('select * from take(100, 1000)');
    expect(rows.filter(({ attributes }) => attributes.type !== 'top10.changed.v1')).toEqual([]);
  });

  it('cannot hide a type that it may not say behind one that it may', async () => {
    const ranking = await connect(environment.brokerUrl('names-ranking'));
    const attributes = { ...message('customer.erased.v1', {}).attributes, types: ['top10.changed.v1'] };
    const { rows } = await ranking.query('select * from publish($1::jsonb[], $2)', [
      [JSON.stringify(attributes)],
      [Buffer.from('{}')],
    ]);
    expect(rows).toMatchObject([{ type: 'customer.erased.v1', outcome: 'forbidden' }]);
  });

  it('connects to its own database only, and makes no temporary table there', async () => {
    for (const { name } of services) {
      const own = await connect(environment.url(name, name));
      await expect(own.query('create temp table mine (id int)')).rejects.toThrow(/permission denied/);
      for (const other of services.filter((one) => one.name !== name))
        await expect(connect(environment.url(other.name, name))).rejects.toThrow(
          /permission denied for database/,
        );
    }
  });

  it('stops no outbox but its own by a lock', async () => {
    const board = await connect(environment.url('names-board', 'names-board'));
    await board.query(`select pg_advisory_lock(hashtext('outbox'))`);
    const intake = services.find(({ name }) => name === 'names-intake')!;
    const started = await environment.start(intake);
    await started.database.query
      .withSchema('messaging')
      .insertInto('outbox')
      .values({
        id: randomUUID(),
        type: 'baby.registered.v1',
        subject: 's',
        attributes: '{"id":"1","type":"baby.registered.v1"}',
        body: '{}',
        created_at: new Date(0),
      })
      .execute();
    await eventually(async () => {
      const rows = await started.database.query.selectFrom('messaging.outbox').select('sent_at').execute();
      return rows.length === 1 && rows[0]?.sent_at;
    });
  });

  it('makes no large object, which would fill the disk and keep the role from being dropped', async () => {
    const functions = `select oid::regprocedure as call from pg_proc
      where proname ~ '^lo_|^lo(read|write)$' and has_function_privilege(oid, 'execute')`;
    for (const { name } of services)
      for (const url of [environment.url(name, name), environment.brokerUrl(name)]) {
        const client = await connect(url);
        await expect(client.query(`select lo_from_bytea(0, 'x')`)).rejects.toThrow(/permission denied/);
        expect((await client.query(functions)).rows).toEqual([]);
      }
  });

  it.each(['postgres', 'template1'])('does not connect to %s', async (database) => {
    const url = new URL(environment.url('names-board', 'names-board'));
    url.pathname = `/${database}`;
    await expect(connect(url.href)).rejects.toThrow(/permission denied for database/);
  });

  it('is made with its database although a session is open in template1', async () => {
    const template = new URL(testPostgresUrl());
    template.pathname = '/template1';
    await connect(template.href);
    const name = `thing-${randomUUID()}`;
    await expect(provisionService(testPostgresUrl(), { name, migrations: [] }, 'p')).resolves.toEqual([]);
  });
});
