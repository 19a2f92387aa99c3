import { describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readChinook } from '../src/chinook.js';

const FIXTURE = join(import.meta.dirname, 'fixtures/chinook');
/** The whole store, where it is kept beside the project. */
const STORE = join(import.meta.dirname, '../../../../shared/data/chinook-music-store');

/** The fixture with a text of a file replaced. */
async function broken(file: string, text: string, by: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chinook-'));
  await cp(FIXTURE, folder, { recursive: true });
  await writeFile(join(folder, file), (await readFile(join(folder, file), 'utf8')).replace(text, by));
  return folder;
}

describe('an album of the Chinook music store', () => {
  it('costs the sum of its tracks, and has the genre of most of them', async () => {
    const records = await readChinook(FIXTURE);
    expect(
      records.map(({ facts: { artist, title, genre, price } }) => [artist, title, genre, price.amount]),
    ).toEqual([
      ['AC/DC', 'For Those About To Rock We Salute You', 'Rock', 397],
      ['Accept', 'Balls to the Wall', 'Metal', 99],
      ['Toquinho, Vinícius', 'Vozes, "Ao Vivo"', 'Jazz', 198],
    ]);
    expect(records[2]?.facts.tracks).toEqual([
      { title: 'Canto', seconds: 1 },
      { title: 'Outro Canto', seconds: 2 },
    ]);
  });

  it('has the same id each time, and another one than every other album', async () => {
    const ids = (await readChinook(FIXTURE)).map(({ recordId }) => recordId);
    expect((await readChinook(FIXTURE)).map(({ recordId }) => recordId)).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
  });

  it.each([
    ['tracks.csv', '1.99', '1,99', 'tracks.csv is not CSV with a header line: '],
    ['tracks.csv', '1.99', '1.9', 'tracks.csv, row 4: unit_price: must be dollars and cents, such as 0.99'],
    ['albums.csv', '2,Balls', 'x,Balls', 'albums.csv, row 2: album_id: must be a number'],
    ['albums.csv', '7,', '8,', 'The album 8 makes no record: '],
    ['artists.csv', '2,Accept', '4,Accept', 'The album 2 makes no record: artist: '],
  ])(
    'of a folder whose %s has %p replaced by %p is refused, with the place',
    async (file, text, by, sentence) => {
      const folder = await broken(file, text, by);
      await expect(readChinook(folder)).rejects.toThrow(sentence);
      await rm(folder, { recursive: true });
    },
  );

  it('of a folder without the files is refused', async () => {
    await expect(readChinook(import.meta.dirname)).rejects.toThrow('artists.csv cannot be read: ENOENT');
  });

  const whole = existsSync(STORE) ? it : it.skip;
  whole('is read with 346 others by 204 artists, where the whole store is there', async () => {
    const records = await readChinook(STORE);
    expect(records).toHaveLength(347);
    expect(new Set(records.map(({ facts }) => facts.artist)).size).toBe(204);
    expect(new Set(records.map(({ recordId }) => recordId)).size).toBe(347);
    const tracks = records.flatMap(({ facts }) => facts.tracks);
    expect(tracks).toHaveLength(3_503);
    expect(records.reduce((sum, { facts }) => sum + facts.price.amount, 0)).toBe(368_097);
  });
});
