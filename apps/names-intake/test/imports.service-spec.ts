import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { namesIntake } from '../src/names-intake.module.js';
import { chunk, importChunk, newImport } from './babies.js';

describe('an import', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let importId: string;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(namesIntake);
  });
  beforeEach(() => {
    importId = newImport();
  });
  afterAll(() => environment.close());

  const said = async () =>
    (await service.said('baby.imported.v1')).filter(({ attributes }) => attributes.subject === importId);
  const take = (different: object) => importChunk(service, chunk(different), importId);
  const rest = { firstLine: 3, names: [{ name: 'eve', count: 1 }], lines: 3 };

  it('continues chunk by chunk, and says each', async () => {
    expect((await take({ lines: 3 })).body).toEqual({ nextLine: 3, lines: 3 });
    expect((await take(rest)).body).toEqual({ nextLine: 4, lines: 3 });
    expect((await said()).map(({ body }) => [body.firstLine, body.names.length])).toEqual([
      [1, 2],
      [3, 1],
    ]);
    expect((await said())[1]?.body.names).toEqual([{ name: 'EVE', count: 1 }]);
  });

  it('counts each chunk once, even when it is sent many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => take({})));
    for (const { status, body } of answers) expect([status, body.nextLine]).toEqual([200, 3]);
    expect(await said()).toHaveLength(1);
  });

  it.each([
    ['skips lines', rest, 1],
    ['has more lines than the file', { lines: 1 }, 1],
  ])('refuses a chunk that %s, and says where to continue', async (_what, different, nextLine) => {
    expect(await take(different)).toMatchObject({
      status: 409,
      body: { type: 'urn:troupe:problem:baby.import-out-of-step', nextLine },
    });
    expect(await said()).toEqual([]);
  });

  it.each([{ sex: 'female' }, { lines: 9 }])(
    'refuses a chunk of another file under its id: %j',
    async (different) => {
      await take({ lines: 3 });
      for (const again of [rest, { lines: 3 }])
        expect(await take({ ...again, ...different })).toMatchObject({
          status: 409,
          body: { type: 'urn:troupe:problem:baby.import-other-file' },
        });
      expect(await said()).toHaveLength(1);
      expect((await take(rest)).body).toEqual({ nextLine: 4, lines: 3 });
    },
  );

  describe.each(['lines', 'firstLine', 'count'])('with a number in %s', (field) => {
    const of = (number: number) => ({
      lines: 1_000_000,
      ...(field !== 'count' && { [field]: number }),
      names: [{ name: 'BEN', count: field === 'count' ? number : 1 }],
    });

    it.each([1, 1_000_000])('takes %d', async (number) => {
      if (field === 'firstLine')
        await sql`insert into import (id, sex, lines, next_line) values (${importId}, 'male', 1000000, ${number})`.execute(
          service.database.query,
        );
      const { status, body } = await take(of(number));
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { nextLine: field === 'firstLine' ? number + 1 : 2 },
      });
      expect(await said()).toHaveLength(1);
    });

    it.each([
      -(2 ** 53),
      -(2 ** 31),
      -1,
      0,
      1.5,
      1_000_001,
      2 ** 31 - 1,
      2 ** 31,
      2 ** 53 - 1,
      2 ** 53,
      1e308,
      '1',
      null,
    ])('refuses %p', async (number) => {
      const { status, body } = await take(of(number as number));
      expect(status).toBe(400);
      expect(body.errors[0].pointer).toBe(field === 'count' ? '/names/0/count' : `/${field}`);
      expect(await said()).toEqual([]);
    });
  });

  it.each([{ person: 'p1' }, { service: 'loyalty' }])('is forbidden to %j', async (as) => {
    expect((await importChunk(service, chunk(), importId, as)).status).toBe(403);
  });

  it('is allowed to an operator', async () => {
    expect((await importChunk(service, chunk(), importId, { operator: 'o1' })).status).toBe(200);
  });
});
