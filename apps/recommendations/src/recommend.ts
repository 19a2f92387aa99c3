import type { Price } from './price.js';

/** A record that the catalogue has listed. */
export interface KnownRecord {
  recordId: string;
  artist: string;
  title: string;
  genre: string;
  price: Price;
}

/** A record, and in how many orders it was bought together with another one. */
export interface Together extends KnownRecord {
  together: number;
}

/** Why a record is recommended. */
interface Because {
  rule: 'bought-together' | 'same-artist' | 'same-genre';
  sentence: string;
}

export interface Recommendation extends KnownRecord {
  because: Because;
}

/** With fewer orders, what one customer bought could be read from what is recommended. */
export const FEWEST_ORDERS = 2;

/**
 * What to recommend with a record: what was bought together with it most often, then others by its artist, then others of
 * its genre. The same facts in any order make the same recommendations.
 * @param orders in how many orders the record was bought
 * @param alike records by its artist or of its genre
 */
export function recommend(
  record: KnownRecord,
  { orders, together, alike }: { orders: number; together: Together[]; alike: KnownRecord[] },
  most: number,
): Recommendation[] {
  const often = together.filter((other) => other.together >= FEWEST_ORDERS);
  const found: Recommendation[] = [
    ...often
      .toSorted((one, other) => other.together - one.together || byTitle(one, other))
      .map(({ together: times, ...other }) => ({ ...other, because: boughtTogether(times, orders) })),
    ...alike
      .filter(({ artist }) => artist === record.artist)
      .toSorted(byTitle)
      .map((other) => ({ ...other, because: sameArtist(other) })),
    ...alike
      .filter(({ genre }) => genre === record.genre)
      .toSorted(byTitle)
      .map((other) => ({ ...other, because: sameGenre(other) })),
  ];
  const ids = found.map(({ recordId }) => recordId);
  const isNew = ({ recordId }: KnownRecord, at: number) =>
    recordId !== record.recordId && ids.indexOf(recordId) === at;
  return found.filter(isNew).slice(0, most);
}

/** By code units, and not by a language: every process must find the same order. */
const byTitle = (one: KnownRecord, other: KnownRecord): number => {
  const [first, second] = [one, other].map(({ artist, title, recordId }) => [artist, title, recordId]);
  const at = first!.findIndex((part, place) => part !== second![place]);
  return at < 0 ? 0 : first![at]! < second![at]! ? -1 : 1;
};

const boughtTogether = (together: number, orders: number): Because => ({
  rule: 'bought-together',
  sentence: `${together} of ${orders} orders with this record had it, too.`,
});
const sameArtist = ({ artist }: KnownRecord): Because => ({
  rule: 'same-artist',
  sentence: `It is by ${artist}, too.`,
});
const sameGenre = ({ genre }: KnownRecord): Because => ({
  rule: 'same-genre',
  sentence: `It is ${genre}, too.`,
});
