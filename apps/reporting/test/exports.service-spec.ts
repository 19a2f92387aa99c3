import { newId } from '#libs/telemetry';
import { type Answer, eventually, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { reporting } from '../src/reporting.module.js';
import { bookedUpTo } from './made-facts.js';

const as = { operator: 'ops' };
const YEAR = { from: '2026-01-01', to: '2026-12-31' };

describe('an export', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(reporting);
  });
  afterAll(() => environment.close());

  const request = (period: object = YEAR, headers = {}) => service.post('/exports', period, { as, headers });
  const finished = async ({ headers }: Answer): Promise<string> => {
    const location = headers.get('location') ?? '';
    const answer = await eventually(async () => {
      const polled = await service.get(location, { as });
      expect(polled.status).toBe(303);
      return polled;
    });
    return answer.headers.get('location') ?? '';
  };

  it('is accepted, polled, and read as CSV', async () => {
    await bookedUpTo(service, 3, '2026-02-28');
    const accepted = await request();
    expect(accepted).toMatchObject({ status: 202, body: { ...YEAR, sequence: 3 } });
    const { status, headers, body } = await service.get(await finished(accepted), { as });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
    const [header, ...lines] = (body as string).split('\r\n');
    expect(header).toBe('sequence,time,kind,order,record,artist,genre,amount,currency');
    const [one, other] = ['0193a1b2-7c00-7000-8000-000000000400', '0193a1b2-7c00-7000-8000-000000000401'];
    expect(lines.map((line) => line.replace(/[\da-f-]{36}/, 'ORDER'))).toEqual([
      `1,2026-02-28T12:00:00.000Z,payment,ORDER,${other},"The ""5"" Royales",Soul,100,USD`,
      `2,2026-02-28T12:00:00.000Z,payment,ORDER,${one},"Earth, Wind & Fire",Soul,100,USD`,
      `3,2026-02-28T12:00:00.000Z,payment,ORDER,${other},"The ""5"" Royales",Soul,100,USD`,
      '',
    ]);
  });

  it('has every booking once when it is written in many parts, and none outside its days', async () => {
    await bookedUpTo(service, 2_500, '2026-02-28');
    const all = await service.get(await finished(await request()), { as });
    const sequences = (all.body as string).split('\r\n').slice(1, -1).map(Number.parseFloat);
    expect(sequences).toEqual(Array.from({ length: 2_500 }, (_, at) => at + 1));
    const none = await service.get(await finished(await request({ from: '2026-03-01', to: '2026-03-01' })), {
      as,
    });
    expect((none.body as string).split('\r\n')).toHaveLength(2);
  });

  it('breaks off when a part of it is gone, instead of ending early', async () => {
    await bookedUpTo(service, 2_500, '2026-02-28');
    const location = await finished(await request());
    await sql`delete from export_part where number = 2 and export_id = ${location.split('/').at(-2)}`.execute(
      service.database.query,
    );
    await expect(service.get(location, { as })).rejects.toThrow(/terminated/);
  });

  it('ends where the ledger is known without a gap', async () => {
    await bookedUpTo(service, 3, '2026-02-28');
    await sql`update ledger_heard set sequences = '{[1,2),[3,4)}'`.execute(service.database.query);
    const { body } = await service.get(await finished(await request()), { as });
    expect((body as string).split('\r\n')).toHaveLength(3);
  });

  it('is made once for an Idempotency-Key', async () => {
    const headers = { 'idempotency-key': newId() };
    const [first, again] = [await request(YEAR, headers), await request(YEAR, headers)];
    expect(again).toMatchObject({ status: 202, body: first.body });
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
  });

  it('cannot be read before it is finished, nor when there is none', async () => {
    const exportId = newId();
    await sql`insert into export (export_id, first_day, last_day, sequence, written_to, last_sequence)
      values (${exportId}, '2026-01-01', '2026-01-02', 9, 0, 9)`.execute(service.database.query);
    const waiting = await service.get(`/exports/${exportId}`, { as });
    expect(waiting).toMatchObject({
      status: 200,
      body: { exportId, from: '2026-01-01', to: '2026-01-02', sequence: 9 },
    });
    expect(waiting.headers.get('retry-after')).toBe('1');
    expect((await service.get(`/exports/${exportId}/sales.csv`, { as })).status).toBe(404);
    expect((await service.get(`/exports/${newId()}`, { as })).status).toBe(404);
    expect((await service.get(`/exports/${newId()}/sales.csv`, { as })).status).toBe(404);
  });

  it('is for operators only, and of a year at most', async () => {
    expect((await service.post('/exports', YEAR, { as: { service: 'finance' } })).status).toBe(403);
    expect(await request({ from: '2026-01-01', to: '2027-01-02' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/to' }] },
    });
  });
});
