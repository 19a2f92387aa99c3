import { newId } from '#libs/telemetry';
import { type As, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { receiveDelivery } from '../src/receive-delivery.js';
import { warehouse } from '../src/warehouse.module.js';
import { level, levelsSaid, listed } from './shelves.js';

const OPERATOR = { operator: 'ops' };

describe('the stock', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(warehouse);
  });
  afterAll(() => environment.close());

  const book = (deliveryId: string, lines: object[], as: As = OPERATOR) =>
    service.put(`/deliveries/${deliveryId}`, { lines }, { as });

  it('tells everyone how many of a record are available, with a tag by the version', async () => {
    const [recordId] = await listed(service, 7);
    const answer = await service.get(`/stock/${recordId}`);
    expect(answer).toMatchObject({ status: 200, body: { recordId, available: 7, version: 0 } });
    const headers = { 'if-none-match': answer.headers.get('etag')! };
    expect((await service.get(`/stock/${recordId}`, { headers })).status).toBe(304);
    expect(await service.get(`/stock/${newId()}`)).toMatchObject({
      status: 404,
      body: { detail: 'There is no such resource: check its id.' },
    });
  });

  it('takes the id of a record in capitals', async () => {
    const [recordId = ''] = await listed(service, 1);
    expect(
      (await book(`capitals-${newId()}`, [{ recordId: recordId.toUpperCase(), quantity: 2 }])).status,
    ).toBe(201);
    expect(await level(service, recordId)).toBe(3);
  });

  it('tells of many records at once, and leaves unknown ones out', async () => {
    const known = await listed(service, 1, 0, 3);
    const { status, body } = await service.get(`/stock?records=${[...known, newId()].join(',')}`);
    expect(status).toBe(200);
    expect(body.records).toEqual(
      known
        .map((recordId, at) => ({ recordId, available: [1, 0, 3][at], version: 0 }))
        .toSorted((one, other) => (one.recordId < other.recordId ? -1 : 1)),
    );
    expect((await service.get('/stock?records=nonsense')).status).toBe(400);
    expect((await service.get('/stock')).status).toBe(400);
  });

  describe('of a delivery', () => {
    it('is on the shelf at once, and said with a new version for each record', async () => {
      const [one = '', other = ''] = await listed(service, 2, 0);
      const lines = [
        { recordId: one, quantity: 3 },
        { recordId: other, quantity: 10_000 },
      ];
      const answer = await book('DN-1', lines);
      expect(answer.status).toBe(201);
      expect([await level(service, one), await level(service, other)]).toEqual([5, 10_000]);
      expect(await levelsSaid(service, one)).toEqual([[1, 5]]);
      const found = await service.get(answer.headers.get('location') ?? '', { as: OPERATOR });
      expect(found.body).toMatchObject({ deliveryId: 'DN-1', lines });
    });

    it('is booked once for each delivery note', async () => {
      const [recordId = ''] = await listed(service, 0);
      const lines = [{ recordId, quantity: 3 }];
      const answers = await Promise.all([book('DN-2', lines), book('DN-2', lines), book('DN-2', lines)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 204, 204]);
      const other = await book('DN-2', [{ recordId, quantity: 4 }]);
      expect(other).toMatchObject({
        status: 409,
        body: { type: 'urn:troupe:problem:stock.other-delivery' },
      });
      expect(await level(service, recordId)).toBe(3);
      expect(await levelsSaid(service, recordId)).toEqual([[1, 3]]);
    });

    it('is refused as a whole while the catalogue does not list a record, and can be booked later', async () => {
      const [recordId = ''] = await listed(service, 0);
      const unknown = newId();
      const lines = [recordId, unknown].map((one) => ({ recordId: one, quantity: 3 }));
      const refused = await book('DN-3', lines);
      expect(refused).toMatchObject({ status: 409, body: { recordIds: [unknown] } });
      expect(await level(service, recordId)).toBe(0);
      expect((await book('DN-3', lines.slice(0, 1))).status).toBe(201);
    });

    it.each([
      ['no lines', []],
      [
        'a record twice',
        [1, 2].map((quantity) => ({ recordId: '0193a1b2-7c00-7000-8000-000000000401', quantity })),
      ],
      ['no copy', [{ recordId: '0193a1b2-7c00-7000-8000-000000000401', quantity: 0 }]],
      ['too many copies', [{ recordId: '0193a1b2-7c00-7000-8000-000000000401', quantity: 10_001 }]],
    ])('is refused with %s', async (_what, lines) => {
      expect((await book('DN-4', lines)).status).toBe(400);
    });

    it('is booked by operators only', async () => {
      const lines = [{ recordId: newId(), quantity: 1 }];
      expect((await book('DN-5', lines, { person: newId() })).status).toBe(403);
      expect((await book('DN-5', lines, { service: 'orders' })).status).toBe(403);
    });
  });

  describe('of a file', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'deliveries-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    const receive = async (deliveryId: string, text: string) => {
      const path = join(folder, `${deliveryId}.csv`);
      await writeFile(path, text);
      let shown = '';
      const code = await receiveDelivery([deliveryId, path], environment.settingsOf(warehouse), (part) => {
        shown += part;
      });
      return { code, shown };
    };

    it('is on the shelf once, however often the file is booked', async () => {
      const [one = '', other = ''] = await listed(service, 0, 1);
      const text = `${one},5\r\n${other.toUpperCase()},2\r\n`;
      expect(await receive('DN-6', text)).toEqual({ code: 0, shown: 'DN-6: 2 lines booked.\n' });
      expect(await receive('DN-6', text)).toEqual({ code: 0, shown: 'DN-6 was booked before.\n' });
      expect([await level(service, one), await level(service, other)]).toEqual([5, 3]);
    });

    it('is refused by the line that is wrong', async () => {
      const [recordId = ''] = await listed(service, 0);
      const { code, shown } = await receive('DN-7', `${recordId},5\n${recordId};2\n`);
      expect(code).toBe(1);
      expect(shown).toBe('Nothing was booked:\nLine 2 is not of the form RECORD-ID,QUANTITY.\n');
      expect(await level(service, recordId)).toBe(0);
    });

    it('is refused with the records that are not listed', async () => {
      const unknown = newId();
      const { code, shown } = await receive('DN-8', `${unknown},5\n`);
      expect(code).toBe(1);
      expect(shown).toContain(
        'DN-8 was not booked:\nThe service answered 409: The catalogue does not list 1 of',
      );
      expect(shown).toContain(unknown);
    });

    it('asks for what is missing', async () => {
      let shown = '';
      expect(await receiveDelivery(['DN-9'], {}, (text) => void (shown += text))).toBe(2);
      expect(shown).toBe('FILE is missing: name a file with lines of the form RECORD-ID,QUANTITY.\n');
    });
  });
});
