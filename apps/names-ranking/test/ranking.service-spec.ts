import { eventually, type ServiceUnderTest, message, TestEnvironment } from '#tooling/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { up } from '../src/migrations/0002-canonical-names-and-large-totals.js';
import { namesRanking } from '../src/names-ranking.module.js';
import type { Counted } from '../src/ranking.store.js';

const CHANGED = 'top10.changed.v1';
const NAMES = 'ABCDEFGHIJKLMNOP';

describe('names-ranking', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeEach(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(namesRanking);
  });
  afterEach(() => environment.close());

  const registered = (name: string, sex = 'male') => message('baby.registered.v1', { name, sex });
  const imported = (sex: string, ...names: Counted[]) => message('baby.imported.v1', { sex, names });
  const tell = (...events: ReturnType<typeof message>[]) =>
    environment.deliver('names-intake', service, ...events);
  const last = async () => (await service.said(CHANGED)).at(-1);
  const counts = (...names: [string, number][]) => names.map(([name, count]) => ({ name, count }));
  const letters = (size: number, count: number) =>
    counts(...Array.from(NAMES.slice(0, size), (letter): [string, number] => [letter, count]));

  it('ranks by count, then by name, and says every change', async () => {
    await tell(registered('TOM'));
    await tell(registered('BEN'));
    await tell(registered('TOM'));
    await tell(registered('ADA', 'female'));
    const said = await service.said(CHANGED);
    expect(said.map(({ body }) => body.boys)).toEqual([
      counts(['TOM', 1]),
      counts(['BEN', 1], ['TOM', 1]),
      counts(['TOM', 2], ['BEN', 1]),
      counts(['TOM', 2], ['BEN', 1]),
    ]);
    expect(said[3]?.body).toMatchObject({ scope: 'all', girls: counts(['ADA', 1]) });
    expect(said.map(({ attributes }) => attributes.entityversion)).toEqual([1, 2, 3, 4]);
  });

  it('counts each registration once, even when it is delivered twice', async () => {
    const once = registered('TOM');
    await tell(once, registered('TOM'));
    await environment.publish('names-intake', once, once);
    await tell(registered('BEN'));
    expect((await last())?.body.boys).toEqual(counts(['TOM', 2], ['BEN', 1]));
  });

  it('lists ten names, and says nothing when others change', async () => {
    await tell(imported('male', ...letters(12, 5)));
    expect((await last())?.body.boys).toEqual(letters(10, 5));
    const said = (await service.said(CHANGED)).length;
    await tell(registered('Z'), registered('Y'));
    expect(await service.said(CHANGED)).toHaveLength(said);
    await tell(registered('L'));
    expect((await last())?.body.boys).toEqual([...counts(['L', 6]), ...letters(9, 5)]);
  });

  it('adds imported counts to registrations, even when a name appears twice', async () => {
    await tell(registered('TOM'));
    await tell(imported('male', ...counts(['TOM', 10], ['BEN', 4], ['TOM', 1])));
    expect((await last())?.body.boys).toEqual(counts(['TOM', 12], ['BEN', 4]));
  });

  it('adds up totals that are larger than any count', async () => {
    const chunk = () =>
      imported('male', ...Array.from({ length: 1_000 }, () => ({ name: 'TOM', count: 1_000_000 })));
    await tell(chunk(), chunk(), chunk(), chunk());
    expect((await last())?.body.boys).toEqual(counts(['TOM', 4_000_000_000]));
    expect(await service.patients()).toEqual([]);
  });

  it('counts up to the largest exact number, and keeps what goes beyond it', async () => {
    await tell(registered('TOM'));
    await sql`update total set count = ${Number.MAX_SAFE_INTEGER - 1}`.execute(service.database.query);
    await tell(registered('TOM'));
    expect((await last())?.body.boys).toEqual(counts(['TOM', Number.MAX_SAFE_INTEGER]));
    await expect(tell(registered('TOM'))).rejects.toThrow('total_is_exact');
    await tell(registered('BEN'));
    expect(await service.patients()).toHaveLength(1);
  });

  it.each([1, 1_000_000])('takes the count %d', async (count) => {
    await tell(imported('male', { name: 'TOM', count }));
    expect((await last())?.body.boys).toEqual(counts(['TOM', count]));
  });

  it('refuses every other kind of count at once', async () => {
    const wrong = [-(2 ** 53), -1, 0, 1.5, 1_000_001, 2 ** 31, 2 ** 53, 1e308, '1', null];
    const events = wrong.map((count) => imported('male', { name: 'TOM', count: count as number }));
    await environment.publish('names-intake', ...events);
    await tell(registered('BEN'));
    await eventually(async () => (await service.patients()).length === wrong.length);
    for (const { reason, attempts } of await service.patients())
      expect([reason, attempts]).toEqual(['malformed', 1]);
    expect((await last())?.body.boys).toEqual(counts(['BEN', 1]));
  });

  it('counts spellings of earlier versions as one name', async () => {
    await tell(
      registered('D’ANGELO'),
      registered("D'ANGELO"),
      registered('Ι\u0308\u0301RIS'),
      registered('Ϊ\u0301RIS'),
    );
    expect((await last())?.body.boys).toEqual(counts(["D'ANGELO", 2], ['Ϊ\u0301RIS', 2]));
  });

  it('merges totals that earlier versions stored by spelling, and loses none', async () => {
    const { query } = environment.database('names-ranking');
    await sql`alter table total drop constraint total_is_exact`.execute(query);
    await sql`
      insert into total (sex, name, count) values
        ('male', 'D’ANGELO', 7), ('male', 'D''ANGELO', 5), ('male', 'DʼANGELO', 1), ('female', 'D’ANGELO', 3),
        ('male', 'ＢＥＮ', 2000000000), ('male', 'TOM', 2000000000), ('male', ${'\u3164'}, 4)`.execute(query);
    await up(query);
    const { rows } =
      await sql`select sex, name, count::float8 as count from total order by sex, name`.execute(query);
    expect(rows).toEqual([
      { sex: 'female', name: "D'ANGELO", count: 3 },
      { sex: 'male', name: 'BEN', count: 2_000_000_000 },
      { sex: 'male', name: "D'ANGELO", count: 13 },
      { sex: 'male', name: 'TOM', count: 2_000_000_000 },
      { sex: 'male', name: '\u3164', count: 4 },
    ]);
    await tell(registered('BEN'));
    expect((await last())?.body.boys[0]).toEqual({ name: 'BEN', count: 2_000_000_001 });
  });

  it('counts correctly with several replicas at once, and says the final list last', async () => {
    await environment.start(namesRanking);
    await environment.start(namesRanking);
    const events = Array.from({ length: 200 }, (_, at) => registered(NAMES[(at * at) % 16]!));
    const chunks = Array.from({ length: 5 }, () => imported('male', ...letters(16, 3)));
    await Promise.all([events, chunks].map((some) => environment.publish('names-intake', ...some)));
    for (const { id } of [...events, ...chunks]) await service.hasHeard(id);
    const { rows } = await sql<Counted>`
      select name, count::float8 as count from total where sex = 'male' order by total.count desc, name limit 10`.execute(
      service.database.query,
    );
    const said = await service.said(CHANGED);
    const newest = said.toSorted(
      (one, other) => Number(one.attributes.entityversion) - Number(other.attributes.entityversion),
    );
    expect(newest.at(-1)?.body.boys).toEqual(rows);
    expect(new Set(said.map(({ attributes }) => attributes.entityversion)).size).toBe(said.length);
    expect(rows.length).toBe(10);
    const { rows: sums } = await sql`select sum(count)::int as babies from total`.execute(
      service.database.query,
    );
    expect(sums).toEqual([{ babies: 200 + 5 * 16 * 3 }]);
    expect(await service.patients()).toEqual([]);
  });
});
