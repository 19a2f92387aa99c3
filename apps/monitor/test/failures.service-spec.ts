import { discoverServices } from '#libs/service';
import { newId } from '#libs/telemetry';
import { eventually, message, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { monitor } from '../src/monitor.module.js';

const OPERATOR = { as: { operator: 'olga' } };

describe('a process in which something fails', () => {
  let environment: TestEnvironment;
  let loyalty: ServiceUnderTest;
  let service: ServiceUnderTest;
  let customerId: string;
  let registered: ReturnType<typeof message>;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    const services = await discoverServices();
    loyalty = await environment.start(
      services.find(({ name }) => name === 'loyalty')!,
      {
        RETRY_SCHEDULE: '1h,2h',
      },
    );
    // A handler that works on the accounts fails until the test ends.
    await sql`alter table account rename to account_elsewhere`.execute(loyalty.database.query);
    service = await environment.start(monitor, {
      SERVICE_URLS: `loyalty=${loyalty.url},postal=http://127.0.0.1:9`,
    });
  });
  beforeEach(async () => {
    customerId = newId();
    registered = message(
      'customer.registered.v1',
      { customerId },
      { subject: customerId, datasubject: customerId, correlationid: newId() },
    );
    await environment.publish('customers', registered);
    await service.hasHeard(registered.id);
    await eventually(async () => (await waiting()).length);
  });
  afterAll(() => environment.close());

  const waiting = async () => (await loyalty.get(`/hospital/waiting?about=${registered.id}`, OPERATOR)).body;
  const process = async (id: unknown = registered.attributes.correlationid) =>
    (await service.get(`/processes/${String(id)}`, OPERATOR)).body[0];
  const giveUp = () =>
    sql`
      with given as (delete from messaging.retry where id = ${registered.id} returning *)
      insert into messaging.hospital (id, kind, type, attributes, body, datasubject, correlation_id, reason,
        error_class, message, attempts, errors)
      select id, kind, type, attributes, body, datasubject, attributes ->> 'correlationid', 'exhausted',
        'DatabaseError', 'no table', attempts, errors from given`.execute(loyalty.database.query);

  it('names the step in retry, its service and cause, its next attempt, and when it is given up', async () => {
    const [{ nextAt, hospitalAt }] = await waiting();
    expect((await process()).failures).toEqual([
      {
        service: 'loyalty',
        steps: ['open-account'],
        state: 'retry',
        kind: 'event',
        id: registered.id,
        event: 'customer.registered.v1',
        eventId: registered.id,
        attempts: 1,
        cause: { error: expect.any(String), message: expect.stringContaining('account') },
        waitsFor: null,
        isRunning: false,
        nextAt,
        hospitalAt,
      },
    ]);
    expect(Date.parse(hospitalAt) - Date.parse(nextAt)).toBe(7_200_000);
  });

  it('names the step in the hospital, and why it was given up', async () => {
    await giveUp();
    expect((await process()).failures).toEqual([
      expect.objectContaining({
        service: 'loyalty',
        steps: ['open-account'],
        state: 'hospital',
        reason: 'exhausted',
        cause: { error: 'DatabaseError', message: 'no table' },
        fingerprint: expect.any(String),
        admittedAt: expect.any(String),
      }),
    ]);
  });

  it('is found by its key, too', async () => {
    expect(await process(customerId)).toMatchObject({ key: customerId, failures: [{ id: registered.id }] });
  });

  it('names each service that could not be asked, and why', async () => {
    expect((await process()).unasked).toEqual(
      expect.arrayContaining([
        // after five failures, its circuit is open
        { service: 'postal', because: expect.stringMatching(/^postal (cannot be reached|has failed)/) },
        { service: 'email', because: 'SERVICE_URLS does not name email' },
      ]),
    );
  });

  it('keeps nothing of what the services say', async () => {
    await process();
    expect(await service.tablesWith('account_elsewhere')).toEqual([]);
    expect(await service.tablesWith('does not exist')).toEqual([]);
  });

  it('has nothing of another process under the same correlation ID', async () => {
    const other = newId();
    const event = message(
      'customer.registered.v1',
      { customerId: other },
      { subject: other, correlationid: registered.attributes.correlationid },
    );
    await environment.publish('customers', event);
    await service.hasHeard(event.id);
    const { body } = await service.get(`/processes/${String(registered.attributes.correlationid)}`, OPERATOR);
    const ids = body.map(({ failures }: { failures: { id: string }[] }) => failures.map(({ id }) => id));
    expect(body).toHaveLength(2);
    await eventually(async () => {
      const found = await service.get(`/processes/${other}`, OPERATOR);
      return found.body[0].failures.length;
    });
    expect(ids).toContainEqual([registered.id]);
    expect((await process(other)).failures.map(({ id }: { id: string }) => id)).toEqual([event.id]);
  });
});
