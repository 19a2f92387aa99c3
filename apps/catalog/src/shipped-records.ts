import { Facts } from './facts.js';
import type { ListedRecord } from './record.js';
import { recordIdOf } from './record-id.js';
import { JAZZ_AND_SOUL } from './shipped/jazz-and-soul.js';
import { POP_AND_ELECTRONIC } from './shipped/pop-and-electronic.js';
import { ROCK } from './shipped/rock.js';

/** The number of the record, which never changes, then what is known of it: `1 Artist: Title (Label, 1959) 12.99`. */
const HEAD =
  /^(?<number>\d+) (?<artist>.+?): (?<title>.+) \((?<label>.+), (?<year>\d{4})\) (?<dollars>\d+)\.(?<cents>\d\d)$/;
const TRACK = /^(?<title>.+) (?<minutes>\d+):(?<seconds>[0-5]\d)$/;

/** The records that the shop comes with. */
export const shippedRecords = (): ListedRecord[] =>
  [JAZZ_AND_SOUL, ROCK, POP_AND_ELECTRONIC].flatMap(readShipped);

/**
 * Reads a list: a genre on a line of its own, and below it two lines for each record, the second with its tracks.
 * @throws Error naming the line that is not understood
 */
export function readShipped(text: string): ListedRecord[] {
  const lines = text.split('\n').filter(Boolean);
  const records: ListedRecord[] = [];
  let genre = '';
  for (let at = 0; at < lines.length; at++) {
    const head = HEAD.exec(lines[at]!)?.groups;
    if (!head) genre = lines[at]!;
    else records.push(recordOf(head, genre, lines[++at] ?? ''));
  }
  return records;
}

function recordOf(head: Record<string, string>, genre: string, tracks: string): ListedRecord {
  const { number, artist, title, label, year, dollars, cents } = head;
  const facts = {
    artist,
    title,
    label,
    year: Number(year),
    genre,
    tracks: tracks.split('; ').map(trackOf),
    price: { amount: Number(`${dollars}${cents}`), currency: 'USD' },
  };
  return { recordId: recordIdOf('shipped', Number(number)), facts: Facts.parse(facts) };
}

function trackOf(text: string) {
  const { title, minutes, seconds } = TRACK.exec(text)?.groups ?? {};
  if (!title) throw new Error(`This is not a track with its length, such as So What 9:22: ${text}`);
  return { title, seconds: 60 * Number(minutes) + Number(seconds) };
}
