import { newId } from '#libs/telemetry';
import { eventually, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { things } from './fixtures/things.js';

const MADE = 'thing.made.v1';
const OPERATOR = { as: { operator: 'olga' } };
const SINCE = new Date(Date.now() - 3_600_000).toISOString();

describe('what a service has sent', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let eventId: string;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(things);
    await environment.addDatabase({ name: 'late', migrations: [] });
    await service.post('/things', { label: 'a lamp', parts: [], about: null });
    const [made] = await service.said(MADE);
    eventId = String(made?.attributes.id);
    await eventually(async () => (await get(`sent/${eventId}`)).status === 200);
    await environment.broker.declare({ service: 'late', says: {}, hears: [MADE] });
  });
  afterAll(() => environment.close());

  const get = (path: string) => service.get(`/hospital/${path}`, OPERATOR);
  const post = (path: string, body: object) => service.post(`/hospital/${path}`, body, OPERATOR);
  const order = { to: 'late', types: [MADE], since: SINCE, why: 'late is new' };

  it.each([
    ['GET', 'sent'],
    ['GET', 'sent/an-id'],
    ['GET', 'replays'],
    ['POST', 'replays'],
    ['POST', 'replays/an-id'],
  ])('is closed to all but operators: %s %s', async (method, path) => {
    const callers = [undefined, { person: 'p1' }, { service: 'alpha' }];
    const body = method === 'POST' ? {} : undefined;
    const statuses = callers.map(
      async (as) => (await service.request(method, `/hospital/${path}`, { as, body })).status,
    );
    expect(await Promise.all(statuses)).toEqual([401, 403, 403]);
  });

  it('is counted, and delivered step by step to one hearer', async () => {
    const { body: plan } = await get(`sent?to=late&type=${MADE}&since=${SINCE}`);
    expect(plan).toEqual([
      { type: MADE, events: 1, erased: 0, oldest: expect.any(String), newest: expect.any(String) },
    ]);
    const { status, body: begun } = await post('replays', order);
    expect({ status, begun }).toMatchObject({
      status: 200,
      begun: { hearer: 'late', total: 1, delivered: 0, who: 'olga', why: 'late is new' },
    });
    const { body: done } = await post(`replays/${begun.replayId}`, { most: 10 });
    expect(done).toMatchObject({ delivered: 1, nextAt: null, endedAt: expect.any(String) });
    expect((await get('replays')).body).toContainEqual(done);
    expect(environment.logs).toContainEqual(
      expect.objectContaining({ msg: 'an operator began a replay', who: 'olga', hearer: 'late' }),
    );
  });

  it('is asked for by a date, too, and a refusal says what to give', async () => {
    const day = SINCE.slice(0, 10);
    expect((await get(`sent?to=late&type=${MADE}&since=${day}`)).status).toBe(200);
    const { status, body } = await get('sent?to=late&since=yesterday');
    expect({ status, errors: body.errors }).toEqual({
      status: 400,
      errors: [
        { pointer: '/query/type', detail: 'name a type of event, once or more: type=order.made.v1' },
        { pointer: '/query/since', detail: expect.stringContaining('2026-07-01, or 2026-07-01T12:00Z') },
      ],
    });
  });

  it('is shown without what it says', async () => {
    const { body } = await get(`sent/${eventId}`);
    expect(body).toMatchObject({ id: eventId, type: MADE, isErased: false });
    expect(JSON.stringify(body)).not.toContain('lamp');
    expect((await get(`sent/${newId()}`)).status).toBe(404);
  });

  it.each([
    ['before what is kept', { since: '2001-01-01T00:00:00Z' }, 422, 'keeps what it sent for 30 days'],
    ['of another service', { types: ['other.happened.v1'] }, 422, 'things does not publish'],
    ['without a reason', { why: '' }, 400, ''],
  ])('is not delivered %s', async (_what, more, status, detail) => {
    const answer = await post('replays', { ...order, ...more });
    expect(answer.status).toBe(status);
    expect(String(answer.body.detail)).toContain(detail);
  });

  it('is not delivered to a service without a subscription', async () => {
    const { body } = await post('replays', { ...order, to: 'nobody' });
    const answer = await post(`replays/${body.replayId}`, {});
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain('run npm run migrate -- nobody');
    expect((await post(`replays/${newId()}`, {})).status).toBe(404);
  });
});
