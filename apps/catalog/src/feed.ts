import { escapeHtml as escape, urlBelow } from '#libs/service';
import type { CatalogRecord } from './record.js';

/** The media type of a feed. */
export const ATOM = 'application/atom+xml';

/** Records in the feed at most. */
export const MOST_NEW = 50;

/** When nothing is new, since nothing has been for sale. */
const NEVER = new Date(0);

/**
 * What is new as an Atom feed (RFC 4287).
 * @param newest the newest first
 * @param url where the public reaches the catalogue
 */
export function atomFeed(newest: CatalogRecord[], url: string): string {
  const list = escape(urlBelow(url, '/records'));
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${list}.atom</id>
  <title>New records</title>
  <updated>${(newest[0]?.listedAt ?? NEVER).toISOString()}</updated>
  <link rel="self" type="${ATOM}" href="${list}.atom"/>
  <link rel="alternate" type="application/json" href="${list}"/>
${newest.map((record) => entry(record, list)).join('')}</feed>
`;
}

/** @param list the address of the list, escaped */
const entry = (record: CatalogRecord, list: string): string => `  <entry>
    <id>urn:uuid:${record.recordId}</id>
    <title>${escape(`${record.artist}: ${record.title}`)}</title>
    <published>${record.listedAt.toISOString()}</published>
    <updated>${record.listedAt.toISOString()}</updated>
    <author><name>${escape(record.artist)}</name></author>
    <category term="${escape(record.genre)}"/>
    <link rel="alternate" type="application/json" href="${list}/${record.recordId}"/>
    <summary>${escape(summaryOf(record))}</summary>
  </entry>
`;

/** What never changes, so that an entry stays true. */
const summaryOf = ({ label, year, tracks }: CatalogRecord): string =>
  [label, year, tracks.length === 1 ? '1 track' : `${tracks.length} tracks`]
    .filter((part) => part !== undefined)
    .join(', ');
