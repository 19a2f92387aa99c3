import { bearer, newCustomer, send, Shop, signSomebodyUp } from '#tooling/faults';
import {
  DEADLINE,
  eventually,
  GET_RABBITMQ,
  hasRabbitmq,
  LauncherFixture,
  RabbitmqServer,
} from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LaunchedRabbitmqPlatform } from './rabbitmq-platform.js';

jest.setTimeout(4 * DEADLINE);

const BACKUP_KEY = randomBytes(32).toString('base64');
/** So that a message that fails is soon given up. */
const RETRY_SCHEDULE = '50ms';
const WHY = ['--why', 'a test'];

if (!hasRabbitmq)
  console.warn(`SKIPPED: the platform on RabbitMQ. This machine has no server; ${GET_RABBITMQ}`);

/** A busy machine may answer 503 first. */
const signUpOn = ({ platform }: LaunchedRabbitmqPlatform): Promise<string> =>
  eventually(async () => (await signSomebodyUp(platform.urlOf('signup'))).customerId, DEADLINE);

(hasRabbitmq ? describe : describe.skip)('the platform on RabbitMQ', () => {
  let on: LaunchedRabbitmqPlatform;

  beforeAll(async () => {
    on = await LaunchedRabbitmqPlatform.open({ BACKUP_KEY, RETRY_SCHEDULE });
    await on.start('--broker', 'rabbitmq');
  });
  afterAll(() => on?.close());

  const processOf = (flow: string, key: string) =>
    eventually(async () => {
      const { processes } = await on.platform.ask<{ processes: object[] }>(
        'monitor',
        `/processes?flow=${flow}&key=${key}`,
      );
      expect(processes).toMatchObject([{ key, state: 'done' }]);
      return true;
    }, DEADLINE);
  const queueOf = async (name: string) => {
    const queues = await on.platform.ask<{ queue: string; waiting: number }[]>('monitor', '/queues');
    return queues.find(({ queue }) => queue === name);
  };
  const accounts = async (...customers: string[]) => {
    const rows = await on.databases().rows('loyalty', 'select customer_id::text as id from account');
    return rows.filter(({ id }) => customers.includes(id as string)).length;
  };
  const signUp = () => signUpOn(on);
  /** Runs `work` while a fault is on. */
  const during = async (fault: string, work: () => Promise<void>) => {
    await on.platform.turn(fault, 'on');
    await work().finally(() => on.platform.turn(fault, 'off'));
  };

  it('carries a sign-up to its last reaction, and an order to its dispatch', async () => {
    const shop = await Shop.open(on.platform);
    const { customerId, customer } = await newCustomer(on.platform);
    const orderId = await shop.order(customer);
    await eventually(async () => {
      const answer = await send(
        'GET',
        `${on.platform.urlOf('orders')}/orders/${orderId}`,
        undefined,
        customer,
      );
      expect(await answer.json()).toMatchObject({ state: 'dispatched' });
      return true;
    }, DEADLINE);
    await processOf('sign-up', customerId);
    await processOf('order', orderId);
    await on.hasLostNothing();
  });

  it('keeps what is for a hearer that is stopped, and tells how much', async () => {
    const customers: string[] = [];
    await during('hearer-stopped', async () => {
      customers.push(await signUp(), await signUp());
      await eventually(async () => (await queueOf('loyalty'))!.waiting >= 2, DEADLINE);
      expect(await on.fixture.run('drained')).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/^\d+ events in the queue of loyalty$/m),
      });
      expect(await accounts(...customers)).toBe(0);
    });
    await eventually(async () => (await accounts(...customers)) === 2, DEADLINE);
    expect(await on.fixture.run('drained', '--wait', '60')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^No event is under way: every outbox is empty, and every queue of RabbitMQ at \S+\.\n$/,
      ),
    });
  });

  it('loses nothing while RabbitMQ is down', async () => {
    const customers: string[] = [];
    await during('broker-down', async () => void customers.push(await signUp(), await signUp()));
    await eventually(async () => (await accounts(...customers)) === 2, DEADLINE);
    await on.hasLostNothing();
  });

  it('gives a message up that fails, and replays it', async () => {
    const databases = on.databases();
    await databases.rows(
      'loyalty',
      `create function fail() returns trigger language plpgsql as $$ begin raise 'on purpose'; end $$;
       create trigger fail before insert on account for each row execute function fail()`,
    );
    const customer = await signUp();
    await eventually(async () => {
      const found = await on.fixture.run('hospital', 'list', '--service', 'loyalty');
      return found.stdout.includes('customer.registered.v1');
    }, DEADLINE);
    await databases.rows('loyalty', 'drop function fail() cascade');
    const replayed = await on.fixture.run('hospital', 'replay', '--service', 'loyalty', '--all', ...WHY);
    expect(replayed).toMatchObject({ code: 0 });
    await eventually(async () => (await accounts(customer)) === 1, DEADLINE);
    await on.hasLostNothing();
  });

  it('delivers again what was sent, and it has no effect twice', async () => {
    const customer = await signUp();
    await eventually(async () => (await accounts(customer)) === 1, DEADLINE);
    const since = new Date(Date.now() - 86_400_000).toISOString();
    const replayed = await on.fixture.run('events-replay', '--to', 'loyalty', '--since', since, ...WHY);
    expect(replayed).toMatchObject({ code: 0, stdout: expect.stringMatching(/loyalty has got \d+ events?/) });
    await on.hasLostNothing();
    expect(await accounts(customer)).toBe(1);
  });

  it('takes a service away, and brings it back', async () => {
    await on.fixture.run('drained', '--wait', '60');
    expect(await on.fixture.run('migrate', 'names-stream', '--decommission')).toMatchObject({ code: 0 });
    const back = { code: 0, stdout: 'names-stream is up to date.\n', stderr: '' };
    expect(await on.fixture.run('migrate', 'names-stream')).toMatchObject(back);
    expect(await on.fixture.run('migrate', 'broker')).toMatchObject({
      code: 0,
      stdout: 'broker is up to date.\n',
    });
  });

  it('is young, so that there is nothing to archive', async () => {
    const archived = await on.fixture.run('archive', join(on.fixture.data, 'archive'), '--dry-run');
    expect(archived).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing is old enough.\n') });
  });

  it('lets nobody take a message without the login of a service', async () => {
    const answer = await send('GET', `${on.launched.addresses('RabbitMQ')[0]}/api/users`, undefined, {
      authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}`,
    });
    expect(answer.status).toBe(401);
    const operator = bearer(await on.platform.operatorToken());
    expect((await send('GET', `${on.platform.urlOf('monitor')}/queues`, undefined, operator)).status).toBe(
      200,
    );
  });
});

(hasRabbitmq ? describe : describe.skip)('the state of a platform on RabbitMQ', () => {
  let first: LaunchedRabbitmqPlatform;
  let folder: string;

  beforeAll(async () => {
    first = await LaunchedRabbitmqPlatform.open({ BACKUP_KEY });
    folder = await mkdtemp(join(tmpdir(), 'troupe-rabbitmq-'));
    await chmod(folder, 0o755); // root runs PostgreSQL as another user, who must be able to enter
    await first.start('--broker', 'rabbitmq');
  });
  afterAll(async () => {
    await first?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const accountsOn = async (on: LaunchedRabbitmqPlatform) =>
    (await on.databases().rows('loyalty', 'select customer_id::text as id from account')).map(
      ({ id }) => id as string,
    );

  it('moves to PostgreSQL and back when no event waits, and is restored with those that wait', async () => {
    await first.platform.turn('hearer-stopped', 'on');
    const waiting = await signUpOn(first);
    await eventually(async () => ((await first.depth()).get('loyalty') ?? 0) >= 1, DEADLINE);
    expect(await accountsOn(first)).not.toContain(waiting);
    const file = join(folder, 'state.backup');
    expect(await first.fixture.run('backup', file)).toMatchObject({ code: 0, stderr: '' });
    await first.stop();

    const second = await LaunchedRabbitmqPlatform.open({ BACKUP_KEY });
    try {
      const restored = await second.fixture.run('restore', file, '--erased', first.fixture.data);
      expect(restored).toMatchObject({ code: 0, stderr: '' });
      await second.start();
      expect(second.launched.addresses('RabbitMQ')).toHaveLength(1);
      await second.hasLostNothing();
      expect(await accountsOn(second)).toContain(waiting);
      await second.stop();
    } finally {
      await second.close();
    }

    const refused = await first.fixture.run(
      'start',
      '--port-offset',
      String(first.fixture.portOffset),
      '--broker',
      'postgres',
    );
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^Events wait in the RabbitMQ of this folder \([^)]*loyalty \d+[^)]*\): start with --broker rabbitmq, and stop once `npm run drained -- --data \S+` says that none does\.\n$/,
      ),
    });
    await first.start();
    await first.hasLostNothing();
    expect(await accountsOn(first)).toContain(waiting);
    await first.stop();
    for (const broker of ['postgres', 'rabbitmq']) {
      await first.start('--broker', broker);
      const customerId = await signUpOn(first);
      await first.hasLostNothing();
      expect(await accountsOn(first)).toContain(customerId);
      await first.stop();
    }
  });
});

(hasRabbitmq ? describe : describe.skip)('a platform on a RabbitMQ that runs already', () => {
  let server: RabbitmqServer;
  let on: LaunchedRabbitmqPlatform;

  beforeAll(async () => {
    server = await RabbitmqServer.start();
    on = await LaunchedRabbitmqPlatform.open({ BROKER_OWNER_URL: server.url });
  });
  afterAll(async () => {
    await on?.close();
    await server?.stop();
  });

  it('uses it by its owner, leaves it alone, and does not start on what another platform left there', async () => {
    await on.start('--broker', 'rabbitmq');
    expect(on.launched.addresses('RabbitMQ')).toEqual([]);
    await signUpOn(on);
    await on.hasLostNothing();
    await expect(on.platform.turn('broker-down', 'on')).rejects.toThrow(/is not this launcher's to stop/);
    await on.platform.turn('hearer-stopped', 'on');
    await signUpOn(on);
    await eventually(async () => ((await on.depth()).get('loyalty') ?? 0) >= 1, DEADLINE);
    await on.stop();

    const start = ['start', '--port-offset', String(on.fixture.portOffset)];
    const withoutUrl = await LauncherFixture.open({ BROKER_OWNER_URL: '' });
    const refused = await withoutUrl.run(
      'start',
      '--port-offset',
      String(on.fixture.portOffset),
      '--data',
      on.fixture.data,
    );
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('set BROKER_OWNER_URL to that URL'),
    });
    await withoutUrl.close();

    expect(await on.fixture.run('reset')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^RabbitMQ at amqp:\S+ keeps its queues: delete the virtual host/m),
    });
    for (const _again of [1, 2])
      expect(await on.fixture.run(...(start as [string]), '--broker', 'rabbitmq')).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          /^Events of another platform wait in RabbitMQ at \S+ \([^)]*loyalty \d+[^)]*\): name another virtual host/,
        ),
      });
  });
});
