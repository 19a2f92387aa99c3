import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FEWEST_ORDERS, type KnownRecord, recommend, type Together } from '../src/recommend.js';

const price = { amount: 1_299, currency: 'USD' };
const known = (recordId: string, artist = 'A', genre = 'G'): KnownRecord => ({
  recordId,
  artist,
  title: `Title ${recordId}`,
  genre,
  price,
});
const THIS = known('this');
const MANY = 100;

const shown = (found: ReturnType<typeof recommend>) =>
  found.map(({ recordId, because: { rule } }) => [recordId, rule]);

describe('what is recommended with a record', () => {
  it('is what was bought together with it most often, then its artist’s others, then others of its genre', () => {
    const together = [
      { ...known('seldom', 'B', 'H'), together: 2 },
      { ...known('often', 'B', 'H'), together: 3 },
    ];
    const alike = [known('genre', 'B'), known('artist', 'A', 'H'), known('both')];
    expect(shown(recommend(THIS, { orders: 5, together, alike }, MANY))).toEqual([
      ['often', 'bought-together'],
      ['seldom', 'bought-together'],
      ['artist', 'same-artist'],
      ['both', 'same-artist'],
      ['genre', 'same-genre'],
    ]);
  });

  it('says why', () => {
    const together = [{ ...known('often', 'B', 'H'), together: 3 }];
    const alike = [known('artist', 'A', 'H'), known('genre', 'B')];
    const found = recommend(THIS, { orders: 5, together, alike }, MANY);
    expect(found.map(({ because }) => because.sentence)).toEqual([
      '3 of 5 orders with this record had it, too.',
      'It is by A, too.',
      'It is G, too.',
    ]);
  });

  it('never tells what a single customer bought', () => {
    const together = [{ ...known('once', 'B', 'H'), together: FEWEST_ORDERS - 1 }];
    expect(recommend(THIS, { orders: 1, together, alike: [] }, MANY)).toEqual([]);
  });

  const names = fc.constantFrom('a', 'b', 'c');
  const some = fc
    .record({ id: fc.constantFrom('this', '1', '2', '3', '4', '5', '6'), artist: names, genre: names })
    .map(({ id, artist, genre }) => known(id, artist, genre));
  const unique = { selector: ({ recordId }: KnownRecord) => recordId, maxLength: 7 };
  const facts = fc.record({
    orders: fc.nat(9),
    together: fc.uniqueArray(
      fc.tuple(some, fc.nat(4)).map(([one, times]): Together => ({ ...one, together: times })),
      unique,
    ),
    alike: fc.array(some, { maxLength: 9 }),
    most: fc.nat(5),
    record: some,
  });

  it('does not depend on the order of the facts', () => {
    fc.assert(
      fc.property(facts, fc.infiniteStream(fc.nat()), ({ record, most, ...one }, random) => {
        const shuffled = <Entry>(list: Entry[]) =>
          list
            .map((entry) => [random.next().value, entry] as const)
            .toSorted(([first], [second]) => first - second)
            .map(([, entry]) => entry);
        const alike = [...new Map(one.alike.map((other) => [other.recordId, other])).values()];
        const other = { ...one, alike: shuffled(alike), together: shuffled(one.together) };
        expect(recommend(record, other, most)).toEqual(recommend(record, { ...one, alike }, most));
      }),
    );
  });

  it('is each record once, never the record itself, and not more than asked for', () => {
    fc.assert(
      fc.property(facts, ({ record, most, ...one }) => {
        const ids = recommend(record, one, most).map(({ recordId }) => recordId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).not.toContain(record.recordId);
        expect(ids.length).toBeLessThanOrEqual(most);
      }),
    );
  });
});
