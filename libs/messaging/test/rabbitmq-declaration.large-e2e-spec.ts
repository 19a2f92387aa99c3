import { eventually, GET_RABBITMQ, hasRabbitmq, message, RabbitmqServer } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RabbitmqBrokerAdmin } from '../src/engines/rabbitmq-broker-admin.js';
import { RabbitmqManagement } from '../src/engines/rabbitmq-management.js';
import { makingOf, presenceOf, queuesOf } from '../src/engines/rabbitmq-names.js';
import { rabbitmqUrl } from '../src/engines/rabbitmq-url.js';
import { type BrokerAdmin, openBroker, openBrokerAdmin } from '../src/index.js';
import { failureOf } from './failure-of.js';
import { thing } from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';
const ANSWER_MS = 10_000;
const NEVER_MS = 600_000;

if (!hasRabbitmq)
  console.warn(
    `SKIPPED: a crash of RabbitMQ during a declaration. This machine has no server; ${GET_RABBITMQ}`,
  );

(hasRabbitmq ? describe : describe.skip)('a RabbitMQ that is killed just after it has made a queue', () => {
  let folder: string;
  let server: RabbitmqServer;
  let admin: BrokerAdmin;
  const open: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rabbitmq-'));
    server = await RabbitmqServer.start({ folder });
  });
  const newVhost = async () => {
    const url = new URL(server.url);
    url.pathname = `test-${randomUUID()}`;
    admin = openBrokerAdmin(url.href);
    await admin.provision();
    for (const service of ['alpha', 'beta']) await admin.admit(service, service);
  };
  beforeEach(newVhost);
  afterEach(async () => {
    await Promise.all(open.splice(0).map((close) => close()));
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const connect = (service: string) => {
    const broker = openBroker(admin.urlFor(service, service), () => {});
    open.push(() => broker.stop());
    return broker;
  };
  const declare = (by: BrokerAdmin) =>
    by.declare(
      { service: 'alpha', says: { [HAPPENED]: [] }, hears: [] },
      { service: 'beta', says: {}, hears: [HAPPENED] },
    );
  const killAndRestart = async () => {
    await server.stop();
    server = await server.restart();
  };
  /** Resolves to the ids of what beta hears, once it has heard an event. */
  const heard = async () => {
    const ids: unknown[] = [];
    await connect('beta').consume(10, ({ attributes, ack }) => {
      ids.push(attributes.id);
      ack();
    });
    return eventually(() => ids.length && ids);
  };
  const ownerUrl = () => admin.urlFor('guest', new URL(server.url).password);
  const exists = async (...path: [string, string]) => {
    const [kind, name] = path;
    const url = rabbitmqUrl(ownerUrl());
    const found = new RabbitmqManagement(url, ANSWER_MS).get(kind, url.vhost, name);
    return found.then(() => true).catch(() => false);
  };

  it('keeps what was published at once', async () => {
    await declare(admin);
    const said = message(HAPPENED, thing());
    await connect('alpha').publish([said]);
    await killAndRestart();
    expect(await heard()).toEqual([said.attributes.id]);
  });

  it('would not keep it without the pause of a declaration', async () => {
    const failure = await eventually(async () => {
      await newVhost(); // on a busy machine, RabbitMQ may have stored the last ones in time
      await declare(new RabbitmqBrokerAdmin(ownerUrl(), 0));
      await connect('alpha').publish([message(HAPPENED, thing())]);
      await killAndRestart();
      return failureOf(connect('beta').consume(10, () => {}));
    });
    expect(failure.message).toContain(`RabbitMQ does not answer for the queue ${presenceOf('beta')}`);
  });

  it('makes the queues anew that a declaration has left behind', async () => {
    const brokenOff = declare(new RabbitmqBrokerAdmin(ownerUrl(), NEVER_MS)).catch(() => {});
    await eventually(() => exists('queues', presenceOf('beta')));
    await killAndRestart();
    await brokenOff;
    await declare(admin);
    const said = message(HAPPENED, thing());
    await connect('alpha').publish([said]);
    expect(await heard()).toEqual([said.attributes.id]);
    for (const queue of [...queuesOf('beta'), presenceOf('beta')])
      expect(await exists('exchanges', makingOf(queue))).toBe(false);
  });

  it('keeps what waits when a queue that was lost is made anew', async () => {
    await declare(admin);
    const said = message(HAPPENED, thing());
    await connect('alpha').publish([said]);
    const url = rabbitmqUrl(ownerUrl());
    await new RabbitmqManagement(url, ANSWER_MS).delete('queues', url.vhost, presenceOf('beta'));
    const brokenOff = declare(new RabbitmqBrokerAdmin(ownerUrl(), NEVER_MS)).catch(() => {});
    await eventually(() => exists('queues', presenceOf('beta')));
    await killAndRestart();
    await brokenOff;
    await declare(admin);
    expect(await heard()).toEqual([said.attributes.id]);
  });
});
