import { NoBroker, openBrokerAdmin } from '#libs/messaging';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { GET_RABBITMQ, hasRabbitmq, RabbitmqServer } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from 'rabbitmq-client';
import { declareAgain } from '../src/missing-queues.js';
import { checkDrained, checkEmpty } from '../src/servers.js';
import { StatePaths } from '../src/state-paths.js';
import { underWay } from '../src/under-way.js';

const PATHS = new StatePaths('nowhere', 0);

describe('a PostgreSQL that has no broker', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drained-'));
    server = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres') });
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is not called drained', async () => {
    const urls = { databases: server.url(), broker: server.url() };
    await expect(underWay([], urls)).rejects.toThrow(NoBroker);
  });

  it('holds no first start up', async () => {
    await expect(checkDrained({ engine: 'postgres' }, server.url(), PATHS)).resolves.toBeUndefined();
  });
});

if (!hasRabbitmq)
  console.warn(`SKIPPED: what is under way at RabbitMQ. This machine has no server; ${GET_RABBITMQ}`);

(hasRabbitmq ? describe : describe.skip)('a RabbitMQ', () => {
  let server: RabbitmqServer;
  beforeAll(async () => {
    server = await RabbitmqServer.start();
  });
  afterAll(() => server?.stop());

  const at = (vhost: string) => {
    const url = new URL(server.url);
    url.pathname = vhost;
    return url.href;
  };
  const place = { engine: 'rabbitmq', at: 'amqp://host/troupe' } as const;
  const found = (broker: string) => underWay([], { databases: broker, broker });

  it('is not called drained without a broker in its virtual host, and may take over', async () => {
    for (const url of [at('nowhere'), at('%2F')]) {
      await expect(found(url)).rejects.toThrow(NoBroker);
      await checkEmpty(place, url);
      await checkDrained(place, url, PATHS);
    }
  });

  const declarationAt = async (url: string) => {
    const admin = openBrokerAdmin(url);
    await admin.provision();
    for (const service of ['alpha', 'beta']) await admin.admit(service, service);
    return () =>
      admin.declare(
        { service: 'alpha', says: { 'alpha.happened.v1': [] }, hears: [] },
        { service: 'beta', says: {}, hears: ['alpha.happened.v1'] },
      );
  };

  const REPLAY =
    'What was said to beta meanwhile is delivered by npm run events:replay -- --to beta --since TIME --why "…"';
  const declareAgainAt = (url: string, declare: () => Promise<unknown>) =>
    declareAgain(
      openBrokerAdmin(url),
      (command) => command,
      async () => void (await declare()),
    );

  it.each(['beta', 'beta.again', 'figures.beta'])(
    'is not called drained without the queue %s',
    async (queue) => {
      const url = at(`without-${queue}`);
      const declare = await declarationAt(url);
      await declare();
      const connection = new Connection({ url });
      await connection.queueDelete({ queue });
      await connection.close();
      const replay = queue === 'figures.beta' ? '' : '.*`npm run events:replay -- --to beta --since TIME';
      const sentence = new RegExp(
        `^The queue ${queue.replace('.', '\\.')} is gone.*\`npm run migrate -- beta\`${replay}`,
      );
      await expect(found(url)).rejects.toThrow(sentence);
      await expect(checkDrained(place, url, PATHS)).rejects.toThrow(sentence);
      await checkEmpty(place, url);
      await declare();
      expect(await found(url)).toEqual([]);
    },
  );

  it('is not called drained without a binding, past which events have gone', async () => {
    const url = at('without-a-binding');
    const declare = await declarationAt(url);
    await declare();
    const connection = new Connection({ url });
    await connection.queueUnbind({ queue: 'beta', exchange: 'events', routingKey: 'alpha.happened.v1' });
    await connection.close();
    const sentence =
      'The binding of alpha.happened.v1 from events to the queue beta is gone, and what was said since has not reached beta: run `npm run migrate -- beta`, which makes it anew, then `npm run events:replay -- --to beta --since TIME --why "…"`, which delivers them again.';
    await expect(found(url)).rejects.toThrow(sentence);
    await expect(checkDrained(place, url, PATHS)).rejects.toThrow(sentence);
    expect(await declareAgainAt(url, declare)).toEqual([
      'Made the binding of alpha.happened.v1 from events to the queue beta again, which somebody had deleted.',
      REPLAY,
    ]);
    expect(await found(url)).toEqual([]);
  });

  it('says which queues a declaration has made again, and nothing when it has made none', async () => {
    const url = at('made-again');
    const declare = await declarationAt(url);
    expect(await declareAgainAt(url, declare)).toEqual([]);
    const connection = new Connection({ url });
    for (const queue of ['beta.again', 'figures.beta']) await connection.queueDelete({ queue });
    await connection.close();
    expect(await declareAgainAt(url, declare)).toEqual([
      'Made the queue beta.again again, which somebody had deleted.',
      'Made the queue figures.beta again, which somebody had deleted.',
      REPLAY,
    ]);
    expect(await declareAgainAt(url, declare)).toEqual([]);
  });
});
