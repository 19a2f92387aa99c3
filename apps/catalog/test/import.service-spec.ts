import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseAtomFeed } from 'feedsmith';
import { join } from 'node:path';
import { catalog } from '../src/catalog.module.js';
import { importChinook } from '../src/import-chinook.js';
import { listRecords, summaryOf } from '../src/list-records.js';
import { shippedRecords } from '../src/shipped-records.js';
import { listRecord, withdraw } from './records.js';

const FIXTURE = join(import.meta.dirname, 'fixtures/chinook');
const PUBLIC = 'https://shop.example/api';

describe('records from lists', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(catalog, { PUBLIC_URL: PUBLIC });
  });
  afterAll(() => environment.close());

  const run = async (...folders: string[]) => {
    let shown = '';
    const code = await importChinook(folders, environment.settingsOf(catalog), (text) => (shown += text));
    return { code, shown };
  };
  const said = async () => (await service.said('record.listed.v1')).length;
  const feed = async () => {
    const answer = await service.get('/records.atom');
    return { ...answer, feed: parseAtomFeed(answer.body as string) };
  };

  it('are put up for sale once, and each is said', async () => {
    const before = await said();
    expect(await run(FIXTURE)).toEqual({
      code: 0,
      shown: '3 of 3 records were put up for sale; the catalogue knew the other 0.\n',
    });
    expect((await said()) - before).toBe(3);
    const { body } = await service.get('/records?q=balls');
    expect(body.records).toMatchObject([{ artist: 'Accept', price: { amount: 99 } }]);
    await withdraw(service, body.records[0].recordId);
    expect((await run(FIXTURE)).shown).toBe(
      '0 of 3 records were put up for sale; the catalogue knew the other 3.\n',
    );
    expect((await said()) - before).toBe(3);
  });

  it('are not imported from a folder that has none, or none at all', async () => {
    expect(await run(import.meta.dirname)).toMatchObject({
      code: 1,
      shown: expect.stringMatching(/^Nothing was imported from .*:\nartists\.csv cannot be read: ENOENT/),
    });
    expect(await run()).toMatchObject({
      code: 2,
      shown: expect.stringMatching(/^FOLDER is missing: name the folder with albums\.csv/),
    });
  });

  it('of the shop itself are put up for sale once', async () => {
    const records = shippedRecords();
    const env = environment.settingsOf(catalog);
    expect(await listRecords(records, env)).toBe(records.length);
    expect(await listRecords(records, env)).toBe(0);
    expect(summaryOf(0, 2)).toBe('0 of 2 records were put up for sale; the catalogue knew the other 2.\n');
    const { body } = await service.get('/records?q=getz joao');
    expect(body.records).toMatchObject([{ title: 'Getz/Gilberto', label: 'Verve', year: 1964 }]);
  });

  it('and all others are in a feed that a reader of feeds understands, the newest first', async () => {
    const { body } = await listRecord(service, {
      artist: 'R & B <Band>',
      title: 'It’s “new”',
      label: undefined,
    });
    const { status, headers, feed: found } = await feed();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(found).toMatchObject({
      id: `${PUBLIC}/records.atom`,
      title: expect.objectContaining({ value: 'New records' }),
      updated: body.listedAt,
    });
    expect(found.entries?.length).toBeLessThanOrEqual(50);
    expect(found.entries?.[0]).toMatchObject({
      id: `urn:uuid:${body.recordId}`,
      title: expect.objectContaining({ value: 'R & B <Band>: It’s “new”' }),
      authors: [{ name: 'R & B <Band>' }],
      categories: [{ term: 'Jazz' }],
      links: [{ rel: 'alternate', href: `${PUBLIC}/records/${body.recordId}` }],
      summary: expect.objectContaining({ value: '1959, 1 track' }),
    });
    const asking = { headers: { 'if-none-match': headers.get('etag')! } };
    expect((await service.get('/records.atom', asking)).status).toBe(304);
    await withdraw(service, body.recordId);
    expect((await feed()).feed.entries?.[0]?.id).not.toBe(`urn:uuid:${body.recordId}`);
  });
});
