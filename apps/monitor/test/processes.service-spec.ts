import { newId } from '#libs/telemetry';
import { eventually, message, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import { FLOW_EVENTS } from '../src/flows.js';
import { up as judgeAgain } from '../src/migrations/0004-without-start.js';
import { up as judgeAllAgain } from '../src/migrations/0005-another-way.js';
import { monitor } from '../src/monitor.module.js';
import { Processes } from '../src/processes.js';
import { ProcessesStore } from '../src/processes.store.js';

const OPERATOR = { as: { operator: 'olga' } };
const REQUIRED = [
  'credential.activated.v1',
  'loyalty.account-opened.v1',
  'email.verification-sent.v1',
  'postal.welcome-pack-dispatched.v1',
];

/** The statements that some work sends, which nothing executes. */
async function statementsOf(work: (tx: never) => Promise<unknown>): Promise<CompiledQuery[]> {
  const statements: CompiledQuery[] = [];
  const recording = new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => void statements.push(query),
  });
  await work(recording as never);
  return statements;
}

describe('the monitor', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  const start = () => environment.start(monitor, { DEADLINES_EVERY: '50ms' });
  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await start();
  });
  afterAll(() => environment.close());

  const eventOf = (type: string, customerId: string, correlationid = customerId) =>
    message(type, { customerId, email: 'ann@example.com' }, { subject: customerId, correlationid });
  const publish = async (event: ReturnType<typeof message>) => {
    const from = FLOW_EVENTS.find(({ type }) => type === event.attributes.type)?.from ?? '';
    await environment.publish(from, event);
  };
  const hear = async (event: ReturnType<typeof message>) => {
    await publish(event);
    await service.hasHeard(event.id);
    return event;
  };
  const signUp = async (customerId = newId()) => {
    await hear(eventOf('customer.registered.v1', customerId));
    await hear(eventOf('customer.registered.v2', customerId));
    return customerId;
  };
  const processOf = async (customerId: string, flow = 'sign-up') => {
    const { body } = await service.get(`/processes?flow=${flow}&key=${customerId}`, OPERATOR);
    return (body.processes as { state: string; steps: { name: string; state: string }[] }[])[0];
  };
  const stepsIn = async (state: string, customerId: string) =>
    (await processOf(customerId))?.steps.filter((step) => step.state === state).map(({ name }) => name);
  /** Lets time pass for one process: everything that it has seen moves into the past. */
  const pass = (customerId: string, time: string) =>
    sql`
    update process set began_at = began_at - ${time}::interval, next_deadline = next_deadline - ${time}::interval,
      seen = (select jsonb_object_agg(type, jsonb_set(value, '{at}', to_jsonb(to_char(
        (value ->> 'at')::timestamptz at time zone 'utc' - ${time}::interval, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))))
        from jsonb_each(seen) as s (type, value))
    where key = ${customerId}`.execute(service.database.query);
  /** Waits for a look that knows of an event which the monitor could not handle. */
  const looksWithout = async (id: string) => {
    const judging = jest.spyOn(Processes.prototype, 'judgeDue');
    try {
      await eventually(() =>
        judging.mock.calls.some(([, unhandled]) => unhandled.some(({ attributes }) => attributes.id === id)),
      );
    } finally {
      judging.mockRestore();
    }
  };
  const metric = async (name: string, labels: Record<string, string>) => {
    const { body } = await service.get('/metrics');
    const line = (body as string)
      .split('\n')
      .find(
        (one) =>
          one.startsWith(`${name}{`) &&
          Object.entries(labels).every(([key, value]) => one.includes(`${key}="${value}"`)),
      );
    return Number(/} (\S+)/.exec(line ?? '')?.[1]);
  };

  it('shows a sign-up step by step, until it is done', async () => {
    const customerId = await signUp();
    expect(await processOf(customerId)).toMatchObject({ state: 'running' });
    for (const type of REQUIRED) await hear(eventOf(type, customerId));
    expect(await processOf(customerId)).toMatchObject({ state: 'done' });
    expect(await stepsIn('done', customerId)).toEqual([
      'enable-login',
      'open-account',
      'send-verification',
      'dispatch-welcome-pack',
    ]);
    expect(await stepsIn('waiting', customerId)).toEqual(['verify-address']);
  });

  it('names the step, the service and its owner when a deadline passes, and takes it back when the step happens', async () => {
    const labels = { flow: 'sign-up', step: 'open-account', step_service: 'loyalty', owner: 'engagement' };
    const missing = await metric('flow_steps_total', { ...labels, outcome: 'missing' });
    const before = await metric('flow_steps_missing', labels);
    const customerId = await signUp();
    for (const type of REQUIRED.filter((one) => !one.startsWith('loyalty')))
      await hear(eventOf(type, customerId));
    await pass(customerId, '1 minute');
    await eventually(async () => (await processOf(customerId))?.state === 'stuck');
    expect((await processOf(customerId))?.steps).toContainEqual(
      expect.objectContaining({
        name: 'open-account',
        service: 'loyalty',
        owner: 'engagement',
        state: 'missing',
      }),
    );
    expect(await metric('flow_steps_missing', labels)).toBe(before + 1);
    const { body } = await service.get('/processes?stuck', OPERATOR);
    expect(body.processes).toContainEqual(expect.objectContaining({ key: customerId }));

    await hear(eventOf('loyalty.account-opened.v1', customerId));
    expect(await stepsIn('late', customerId)).toEqual(['open-account']);
    expect(await processOf(customerId)).toMatchObject({ state: 'done' });
    expect(await metric('flow_steps_missing', labels)).toBe(before);
    expect(await metric('flow_steps_total', { ...labels, outcome: 'missing' })).toBe(missing + 1);
  });

  it('accuses nobody while it has not heard everything itself', async () => {
    const customerId = await signUp();
    for (const type of REQUIRED.slice(1)) await hear(eventOf(type, customerId));
    const last = eventOf('credential.activated.v1', customerId);
    await service.database.query.transaction().execute(async (tx) => {
      await sql`lock table messaging.inbox in exclusive mode`.execute(tx); // the handler waits for this transaction
      await publish(last);
      const { rows } = await sql<{ left: number }>`
        select extract(epoch from next_deadline - clock_timestamp())::float8 as left from process
        where key = ${customerId}`.execute(tx);
      await pass(customerId, `${rows[0]!.left - 0.5} seconds`); // the deadline is in half a second
      await eventually(async () => {
        const { rows } = await sql<{ isPast: boolean }>`
          select min(next_deadline) < clock_timestamp() - interval '1.5 seconds' as "isPast" from process
          where key = ${customerId}`.execute(tx);
        return rows[0]?.isPast;
      });
      expect(await stepsIn('missing', customerId)).toEqual([]);
    });
    await service.hasHeard(last.id);
    expect(await processOf(customerId)).toMatchObject({ state: 'done' });
    expect(await stepsIn('late', customerId)).toEqual([]);
  });

  it('accuses nobody in a process of which it could not handle an event', async () => {
    const [whole, lacking] = [await signUp(), await signUp()];
    const given = eventOf('loyalty.account-opened.v1', whole);
    await sql`
      insert into messaging.hospital (id, kind, type, attributes, body, reason, error_class, message, attempts, errors)
      values (${given.id}, 'event', 'loyalty.account-opened.v1', ${JSON.stringify(given.attributes)}, ${given.body},
        'exhausted', 'Error', 'locked', 6, '[]')`.execute(service.database.query);
    await looksWithout(given.id);
    for (const customerId of [whole, lacking]) await pass(customerId, '1 hour');
    await eventually(async () => (await processOf(lacking))?.state === 'stuck');
    expect(await processOf(whole)).toMatchObject({ state: 'running' });
    await sql`delete from messaging.hospital`.execute(service.database.query);
    await eventually(async () => (await processOf(whole))?.state === 'stuck');
  });

  it('counts a step once, also when its end is heard before its beginning', async () => {
    const labels = { flow: 'sign-up', step: 'open-account' };
    const counts = async () => [
      await metric('flow_steps_total', { ...labels, outcome: 'in_time' }),
      await metric('flow_step_duration_seconds_count', labels),
    ];
    const before = await counts();
    const customerId = newId();
    await hear(eventOf('loyalty.account-opened.v1', customerId));
    expect(await counts()).toEqual(before);
    await signUp(customerId);
    expect(await counts()).toEqual(before.map((count) => count + 1));
  });

  it('ends, by a migration, what an older build has kept open because it never heard its start', async () => {
    const customerId = newId();
    await hear(eventOf('loyalty.account-opened.v1', customerId));
    const { query } = service.database;
    await sql`update process set state = 'running', next_deadline = null where key = ${customerId}`.execute(
      query,
    );
    expect(await processOf(customerId)).toMatchObject({ state: 'running' });
    await judgeAgain(query);
    await eventually(async () => (await processOf(customerId))?.state === 'done');
  });

  it('takes back, by a migration, that a step is done which nothing began', async () => {
    const orderId = newId();
    const said = [
      'order.placed',
      'stock.reserved',
      'payment.taken',
      'stock.dispatched',
      'email.order-mail-sent',
    ];
    for (const type of said) await hear(message(`${type}.v1`, { orderId }, { subject: orderId }));
    const decision = async () =>
      (await processOf(orderId, 'order'))?.steps.find(({ name }) => name === 'decide-cancellation')?.state;
    expect(await decision()).toBe('unneeded');
    const { query } = service.database;
    await sql`
      update process set next_deadline = null, steps = jsonb_set(steps, '{decide-cancellation,state}', '"done"')
      where key = ${orderId}`.execute(query);
    expect(await decision()).toBe('done');
    await judgeAllAgain(query);
    await eventually(async () => (await decision()) === 'unneeded');
  });

  it('tells what became of a process, and counts no step that nothing began', async () => {
    const orderId = newId();
    const counted = (step: string) => metric('flow_steps_total', { flow: 'order', step, outcome: 'in_time' });
    const steps = ['charge', 'dispatch', 'refund', 'cancel'];
    const before = await Promise.all(steps.map(counted));
    const said = [
      'order.placed',
      'order.cancellation-requested',
      'stock.released',
      'order.cancelled',
      'email.order-mail-sent',
    ];
    for (const type of said) await hear(message(`${type}.v1`, { orderId }, { subject: orderId }));
    expect(await processOf(orderId, 'order')).toMatchObject({ state: 'done', outcome: 'cancelled' });
    const after = await Promise.all(steps.map(counted));
    expect(after.map((count, at) => count - before[at]!)).toEqual([0, 0, 0, 1]);
  });

  it('finds a process by each correlation ID under which it went on, with its events in order', async () => {
    const customerId = await signUp();
    const verified = await hear(eventOf('email.verified.v1', customerId, newId()));
    const path = `/processes/${String(verified.attributes.correlationid)}`;
    const { status, body } = await service.get(path, OPERATOR);
    expect({ status, flows: body.map(({ flow }: { flow: string }) => flow) }).toEqual({
      status: 200,
      flows: ['sign-up'],
    });
    expect(body[0].events.map(({ type }: { type: string }) => type)).toEqual([
      'customer.registered.v1',
      'customer.registered.v2',
      'email.verified.v1',
    ]);
    const noneOf = async (id: string) => (await service.get(`/processes/${id}`, OPERATOR)).body;
    expect(await noneOf(newId())).toMatchObject({
      status: 404,
      detail: expect.stringMatching(/^No event of a flow has .* until \d+ s ago\.$/),
    });
    expect(await noneOf('ann@example.com')).toMatchObject({
      status: 404,
      detail: expect.stringContaining('no e-mail address'),
    });
  });

  it('never gets the body of an event', async () => {
    const customerId = await signUp();
    expect(await service.tablesWith(customerId)).toContain('public.process');
    expect(await service.tablesWith('ann@example.com')).toEqual([]);
  });

  it('forgets an erased customer, and watches the others forget', async () => {
    const customerId = await signUp();
    await hear(eventOf('customer.erased.v1', customerId));
    expect(await processOf(customerId)).toBeUndefined();
    expect(await processOf(customerId, 'erasure')).toMatchObject({ state: 'running' });
    expect(await service.said('monitor.person-forgotten.v1')).toContainEqual(
      expect.objectContaining({ body: { person: customerId } }),
    );
    await hear(
      message('customer.registered.v2', { customerId }, { subject: customerId, datasubject: customerId }),
    );
    expect(await processOf(customerId)).toBeUndefined();
  });

  it('forgets the orders of an erased customer', async () => {
    const [orderId, customerId] = [newId(), newId()];
    await hear(message('order.placed.v1', { orderId }, { subject: orderId, datasubject: customerId }));
    expect(await processOf(orderId, 'order')).toMatchObject({ state: 'running' });
    await hear(eventOf('customer.erased.v1', customerId));
    expect(await processOf(orderId, 'order')).toBeUndefined();
  });

  it('lists what a key or a correlation ID belongs to, and counts it', async () => {
    const customerId = await signUp();
    const verified = await hear(eventOf('email.verified.v1', customerId, newId()));
    const listed = async (query: string) => (await service.get(`/processes?${query}`, OPERATOR)).body;
    for (const about of [customerId, String(verified.attributes.correlationid)])
      expect(await listed(`about=${about}`)).toMatchObject({
        processes: [{ key: customerId }],
        next: null,
        count: 1,
      });
    expect(await listed(`about=${newId()}`)).toMatchObject({ processes: [], count: 0 });
    await signUp();
    const all = await listed('limit=1');
    expect(all.count).toBeGreaterThan(1);
    expect(await listed(`limit=1&after=${all.next}`)).toMatchObject({ count: all.count });
  });

  it('lists pages without losing or repeating a process, newest first', async () => {
    const all: string[] = [];
    for (let count = 0; count < 5; count++) all.unshift(await signUp());
    const listed: string[] = [];
    let after = '';
    do {
      const { body } = await service.get(`/processes?flow=sign-up&limit=2${after}`, OPERATOR);
      listed.push(...body.processes.map(({ key }: { key: string }) => key));
      after = body.next ? `&after=${body.next}` : '';
    } while (after);
    expect(listed.slice(0, 5)).toEqual(all);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it.each([
    '/processes?state=lost',
    '/processes?limit=0',
    '/processes?after=e30',
    '/processes?after=%',
    '/processes?after=garbage',
    '/processes?key=%00',
    '/processes?olderThan=999999999d',
    '/processes?stuck=maybe',
    '/processes?stuck&state=done',
    '/processes?olderThan=soon',
    '/processes/%00',
  ])('refuses %s with the reason', async (path) => {
    const { status, body } = await service.get(path, OPERATOR);
    expect({ status, type: body.type }).toEqual({
      status: 400,
      type: expect.stringContaining('urn:troupe:problem:'),
    });
  });

  it('tells nothing to people and services', async () => {
    for (const path of ['/processes', '/flows', '/queues']) {
      expect(await service.get(path)).toMatchObject({ status: 401 });
      expect(await service.get(path, { as: { person: newId() } })).toMatchObject({ status: 403 });
    }
  });

  it('shows the flows, and the queue of every consumer', async () => {
    const flows = await service.get('/flows', OPERATOR);
    expect(flows.body.map(({ name }: { name: string }) => name)).toEqual([
      'baby-names',
      'erasure',
      'order',
      'password-reset',
      'sign-up',
    ]);
    const { body } = await service.get('/queues', OPERATOR);
    expect(body).toContainEqual(expect.objectContaining({ queue: 'monitor', waiting: 0 }));
    expect(await metric('queue_depth', { queue: 'names-board', state: 'waiting' })).toBe(0);
    expect(await metric('queue_oldest_age_seconds', { queue: 'names-board' })).toBe(0);
    expect(await metric('monitor_lag_seconds', {})).toBeGreaterThan(0);
    expect(await metric('broker_dead_rows', {})).toBeGreaterThanOrEqual(0);
    expect(await metric('broker_oldest_transaction_age_seconds', {})).toBeGreaterThanOrEqual(0);
  });

  it('answers a scrape in time while its table is locked, without what it cannot count', async () => {
    await service.database.query.transaction().execute(async (tx) => {
      await sql`lock table process`.execute(tx);
      expect(await metric('flow_steps_missing', {})).toBeNaN();
      expect(await metric('queue_depth', { queue: 'names-board', state: 'waiting' })).toBe(0);
      expect(await metric('metrics_reads_failed_total', { source: 'processes' })).toBeGreaterThan(0);
    });
    await eventually(async () => (await metric('flow_steps_missing', {})) >= 0);
  });

  it('passes over a process of a flow that is gone, and does not look at it for ever', async () => {
    await sql`
      insert into process (flow, key, expected, began_at, next_deadline)
      values ('gone', 'one', '{}', now(), now() - interval '1 day')`.execute(service.database.query);
    const judging = jest.spyOn(Processes.prototype, 'judgeDue');
    try {
      await eventually(async () => {
        const counts = await Promise.all(judging.mock.results.map(({ value }) => value as Promise<number>));
        return counts.includes(0); // a look ends only when nothing is due any more
      });
    } finally {
      judging.mockRestore();
      await sql`delete from process where flow = 'gone'`.execute(service.database.query);
    }
  });

  it('lists 10,000 processes page by page, each page through an index', async () => {
    await sql`
      insert into process (flow, key, expected, began_at, state)
      select 'sign-up', 'listed-' || n, '{}', timestamptz '2020-01-01' + n * interval '1 second',
        case when n % 2 = 0 then 'done' else 'abandoned' end from generate_series(1, 20000) n`.execute(
      service.database.query,
    );
    await sql`analyze process`.execute(service.database.query);
    const listed = new Set<string>();
    let after = '';
    do {
      const { body } = await service.get(`/processes?state=abandoned&limit=200${after}`, OPERATOR);
      expect(body.count).toBe(10_000);
      for (const { key } of body.processes) listed.add(key);
      after = body.next ? `&after=${body.next}` : '';
    } while (after);
    expect(listed.size).toBe(10_000);
    for (const condition of [`state = any('{abandoned}')`, `flow = 'sign-up'`, 'true']) {
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain select from process where ${sql.raw(condition)}
          and (began_at, flow, key) < ('2020-01-01T02:00:00Z', 'sign-up', 'listed-1')
        order by began_at desc, flow desc, key desc limit 201`.execute(service.database.query);
      expect(rows.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Seq Scan');
    }
    await sql`delete from process where key like 'listed-%'`.execute(service.database.query);
  });

  it('looks for missed deadlines by one statement through an index, however many processes are open', async () => {
    const plan = await service.database.query.transaction().execute(async (tx) => {
      await sql`
        insert into process (flow, key, expected, began_at, next_deadline)
        select 'sign-up', 'open-' || n, '{}', now(), now() + interval '1 day' from generate_series(1, 20000) n`.execute(
        tx,
      );
      await sql`analyze process`.execute(tx);
      const [look, ...more] = await statementsOf((recording) =>
        new ProcessesStore().due(
          recording,
          ['sign-up'],
          new Date().toISOString(),
          [{ flow: 'sign-up', key: 'open-1' }],
          200,
        ),
      );
      expect(more).toEqual([]);
      const { rows } = await tx.executeQuery<{ 'QUERY PLAN': string }>(
        CompiledQuery.raw(`explain ${look?.sql}`, [...(look?.parameters ?? [])]),
      );
      await sql`delete from process where key like 'open-%'`.execute(tx);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/Index Scan using process_next_deadline_idx/);
    expect(plan).not.toContain('Seq Scan');
  });
});
