import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readInvoices } from '../src/chinook.js';
import { importInvoices } from '../src/import-invoices.js';
import { recommendations } from '../src/recommendations.module.js';
import { dispatched, erased, list, listed, priceChanged, record, returned, withdrawn } from './records.js';

const FIXTURE = join(import.meta.dirname, 'fixtures/chinook');
/** The whole store, where it is kept beside the project. */
const STORE = join(import.meta.dirname, '../../../../shared/data/chinook-music-store');

describe('recommendations', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(recommendations);
  });
  afterAll(() => environment.close());

  const recommended = async (recordId: string) =>
    (await service.get(`/recommendations/${recordId}`)).body.recommendations as { recordId: string }[];
  const run = async (...folders: string[]) => {
    let shown = '';
    const env = environment.settingsOf(recommendations);
    return { code: await importInvoices(folders, env, (text) => (shown += text)), shown };
  };

  it('are not made with a record of which nothing was heard', async () => {
    expect(await service.get(`/recommendations/${newId()}`)).toMatchObject({
      status: 404,
      body: { detail: 'There is no such resource: check its id.' },
    });
  });

  it('are records by the same artist, as they were heard last', async () => {
    const artist = 'The Same';
    const told = [
      record({ artist, title: 'A' }),
      record({ artist, title: 'B' }),
      record({ artist, title: 'C' }),
    ];
    const [first, second, third] = told as [(typeof told)[0], (typeof told)[0], (typeof told)[0]];
    await list(environment, service, first, third);
    await environment.deliver('catalog', service, priceChanged(second, 999, 2), withdrawn(third));
    await environment.deliver('catalog', service, listed(second), priceChanged(second, 1, 1));
    expect(await recommended(first.recordId)).toEqual([
      {
        ...second,
        price: { amount: 999, currency: 'USD' },
        because: { rule: 'same-artist', sentence: 'It is by The Same, too.' },
      },
    ]);
    const { headers } = await service.get(`/recommendations/${first.recordId}`);
    expect(headers.get('cache-control')).toBe('public, max-age=60, stale-if-error=86400');
  });

  it('are what invoices say was bought together, from two on, and an import again changes nothing', async () => {
    const [rock, balls] = await list(
      environment,
      service,
      record({ artist: 'AC/DC', title: 'For Those About To Rock We Salute You' }),
      record({ artist: 'Accept', title: 'Balls to the Wall' }),
    );
    expect(await run(FIXTURE)).toEqual({
      code: 1,
      shown:
        '5 of 6 purchases are new.\n' +
        '1 are of albums that the catalogue does not have: import its records, then try again.\n',
    });
    expect(await recommended(rock!.recordId)).toMatchObject([
      {
        recordId: balls!.recordId,
        because: { rule: 'bought-together', sentence: '2 of 3 orders with this record had it, too.' },
      },
    ]);
    await list(environment, service, record({ artist: 'Toquinho, Vinícius', title: 'Vozes' }));
    expect(await run(FIXTURE)).toEqual({ code: 0, shown: '1 of 6 purchases are new.\n' });
    expect(await run(FIXTURE)).toEqual({ code: 0, shown: '0 of 6 purchases are new.\n' });
    expect(await recommended(rock!.recordId)).toHaveLength(1);
  });

  it('are what was sent together and did not all come back, until a customer is erased', async () => {
    const both = await list(environment, service, record(), record());
    const [one, other] = both.map(({ recordId }) => recordId) as [string, string];
    const [kept, back] = [newId(), newId()].map((customerId) => ({ customerId, orderId: newId() })) as [
      { customerId: string; orderId: string },
      { customerId: string; orderId: string },
    ];
    const tell = (...messages: ReturnType<typeof dispatched>[]) =>
      environment.deliver('warehouse', service, ...messages);
    await tell(dispatched(both, kept), dispatched(both));
    expect(await recommended(one)).toMatchObject([
      { recordId: other, because: { sentence: '2 of 2 orders with this record had it, too.' } },
    ]);
    await tell(returned([both[1]!], back), dispatched(both, back));
    expect(await recommended(one)).toMatchObject([
      { because: { sentence: '2 of 3 orders with this record had it, too.' } },
    ]);
    await environment.deliver('customers', service, erased(kept.customerId));
    expect(await recommended(one)).toEqual([]);
    await tell(dispatched(both, kept));
    expect(await recommended(one)).toEqual([]);
    expect(await service.tablesWith(kept.orderId)).not.toContain('public.basket');
  });

  it('are not learnt from a folder that has no invoices, or none at all', async () => {
    expect(await run(import.meta.dirname)).toMatchObject({
      code: 1,
      shown: expect.stringMatching(/^Nothing was imported from .*:\nartists\.csv cannot be read: ENOENT/),
    });
    expect(await run()).toMatchObject({
      code: 2,
      shown: expect.stringMatching(/^FOLDER is missing: name the folder with albums\.csv/),
    });
  });

  const whole = existsSync(STORE) ? it : it.skip;
  whole('come from 412 invoices, where the whole store is there', async () => {
    const sold = await readInvoices(STORE);
    expect(new Set(sold.map(({ orderId }) => orderId)).size).toBe(412);
  });
});
