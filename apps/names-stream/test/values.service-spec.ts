import { eventually, message, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { up } from '../src/migrations/0002-canonical-names.js';
import { namesStream } from '../src/names-stream.module.js';
import { imported, registered, tell } from './reading.js';

describe('an entry of the log', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(namesStream);
  });
  afterAll(() => environment.close());

  const entries = async () =>
    (
      await sql<{ name: string; count: number }>`
        select name, count from entry order by entry."offset"`.execute(service.database.query)
    ).rows;

  it.each([1, 1_000_000])('has the count %d', async (count) => {
    await tell(environment, service, imported([{ name: 'TOM', count }]));
    expect((await entries()).at(-1)).toEqual({ name: 'TOM', count });
  });

  it('is not made of any other kind of count', async () => {
    const before = await entries();
    const wrong = [-(2 ** 53), -1, 0, 1.5, 1_000_001, 2 ** 31, 2 ** 53, 1e308, '1', null];
    const events = wrong.map((count) =>
      message('baby.imported.v1', { sex: 'male', names: [{ name: 'TOM', count }] }),
    );
    await environment.publish('names-intake', ...events);
    await eventually(async () => (await service.patients()).length === wrong.length);
    for (const { reason, attempts } of await service.patients())
      expect([reason, attempts]).toEqual(['malformed', 1]);
    expect(await entries()).toEqual(before);
  });

  it('has the canonical name, whichever spelling an earlier version published', async () => {
    await tell(environment, service, registered('D’ANGELO'));
    expect((await entries()).at(-1)?.name).toBe("D'ANGELO");
  });

  it('keeps its place when an earlier version stored it in another spelling', async () => {
    const { query } = environment.database('names-stream');
    await tell(environment, service, registered('ADA'), registered('EVA'));
    const before = await entries();
    await sql`update entry set name = case when "offset" % 2 = 0 then 'ZOE\u0308' else 'ＺＯＥ' end`.execute(
      query,
    );
    await up(query);
    const after = await entries();
    expect(after.map(({ count }) => count)).toEqual(before.map(({ count }) => count));
    expect(after.map(({ name }) => name)).toEqual(before.map((_, at) => (at % 2 ? 'ZOË' : 'ZOE')));
  });
});
