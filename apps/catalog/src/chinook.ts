import { BrokenCsv, readCsv } from '#libs/service';
import { z } from 'zod';
import { Facts } from './facts.js';
import type { ListedRecord } from './record.js';
import { recordIdOf } from './record-id.js';

const Id = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a number')
  .transform(Number);
/** `0.99`, as cents. */
const Dollars = z
  .string()
  .regex(/^\d{1,6}\.\d\d$/, 'must be dollars and cents, such as 0.99')
  .transform((text) => Number(text.replace('.', '')));

const Artists = z.object({ artist_id: Id, name: z.string() });
const Genres = z.object({ genre_id: Id, name: z.string() });
const Albums = z.object({ album_id: Id, title: z.string(), artist_id: Id });
const Tracks = z.object({
  album_id: Id,
  genre_id: Id,
  name: z.string(),
  milliseconds: Id,
  unit_price: Dollars,
});
type Track = z.infer<typeof Tracks>;

/**
 * The albums of the Chinook music store (https://github.com/lerocha/chinook-database) as records: the genre is that of most
 * of its tracks, and the price the sum of theirs. It knows no labels and no years.
 * @throws BrokenCsv
 */
export async function readChinook(folder: string): Promise<ListedRecord[]> {
  const artists = named(await readCsv(folder, 'artists.csv', Artists), 'artist_id');
  const genres = named(await readCsv(folder, 'genres.csv', Genres), 'genre_id');
  const albums = await readCsv(folder, 'albums.csv', Albums);
  const tracks = Map.groupBy(await readCsv(folder, 'tracks.csv', Tracks), ({ album_id }) => album_id);
  return albums.map(({ album_id, title, artist_id }) => {
    const of = tracks.get(album_id) ?? [];
    const facts = {
      artist: artists.get(artist_id),
      title,
      genre: genres.get(mostFrequent(of.map(({ genre_id }) => genre_id))),
      tracks: of.map(trackOf),
      price: { amount: of.reduce((sum, { unit_price }) => sum + unit_price, 0), currency: 'USD' },
    };
    return { recordId: recordIdOf('chinook', album_id), facts: factsOf(facts, album_id) };
  });
}

const trackOf = ({ name, milliseconds }: Track) => ({
  title: name,
  seconds: Math.max(1, Math.round(milliseconds / 1_000)),
});

function factsOf(facts: object, albumId: number): Facts {
  const { data, error } = Facts.safeParse(facts);
  if (data) return data;
  throw new BrokenCsv(`The album ${albumId} makes no record: ${sentencesOf(error)}`);
}

const sentencesOf = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');

/** Of several, the smallest. */
function mostFrequent(numbers: number[]): number {
  const times = Map.groupBy(numbers, (number) => number);
  const [[most] = [0]] = [...times].toSorted(
    ([one, ones], [other, others]) => others.length - ones.length || one - other,
  );
  return most;
}

const named = <Key extends string>(rows: ({ name: string } & Record<Key, number>)[], id: Key) =>
  new Map(rows.map((row) => [row[id] as number, row.name]));
