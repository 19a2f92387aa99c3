import { describe, expect, it } from '@jest/globals';
import { readShipped, shippedRecords } from '../src/shipped-records.js';

describe('the records that the shop comes with', () => {
  const records = shippedRecords();

  it('are 128, each with an id, an artist and a title of its own', () => {
    expect(records).toHaveLength(128);
    expect(new Set(records.map(({ recordId }) => recordId)).size).toBe(128);
    expect(new Set(records.map(({ facts: { artist, title } }) => `${artist}: ${title}`)).size).toBe(128);
  });

  it('have plausible lengths: a side of a record has some twenty minutes', () => {
    const minutes = records.map(
      ({ facts: { title, tracks } }) =>
        [title, tracks.reduce((sum, { seconds }) => sum + seconds, 0) / 60] as const,
    );
    expect(minutes.filter(([, length]) => length < 24 || length > 95)).toEqual([]);
  });

  it('are read with artist, title, label, year, genre, price and tracks', () => {
    const [record] = readShipped('Jazz\n1 A: B: C (D, 1959) 12.99\nSo What 9:22; 11:59 3:19');
    expect(record?.facts).toEqual({
      artist: 'A',
      title: 'B: C',
      label: 'D',
      year: 1959,
      genre: 'Jazz',
      price: { amount: 1_299, currency: 'USD' },
      tracks: [
        { title: 'So What', seconds: 562 },
        { title: '11:59', seconds: 199 },
      ],
    });
  });

  it.each([
    [
      'Jazz\n1 A: B (C, 1959) 12.99\nSo What',
      'This is not a track with its length, such as So What 9:22: So What',
    ],
    ['Jazz\n1 A: B (C, 1959) 12.99', 'This is not a track'],
    ['1 A: B (C, 1959) 12.99\nSo What 9:22', 'genre'],
  ])('are refused when a line is wrong: %j', (text, sentence) => {
    expect(() => readShipped(text)).toThrow(sentence);
  });
});
