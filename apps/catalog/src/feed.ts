import { escapeHtml as escape } from '#libs/service';
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
export const atomFeed = (newest: CatalogRecord[], url: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${escape(url)}/records.atom</id>
  <title>New records</title>
  <updated>${(newest[0]?.listedAt ?? NEVER).toISOString()}</updated>
  <link rel="self" type="${ATOM}" href="${escape(url)}/records.atom"/>
  <link rel="alternate" type="application/json" href="${escape(url)}/records"/>
${newest.map((record) => entry(record, url)).join('')}</feed>
`;

const entry = (record: CatalogRecord, url: string): string => `  <entry>
    <id>urn:uuid:${record.recordId}</id>
    <title>${escape(`${record.artist}: ${record.title}`)}</title>
    <published>${record.listedAt.toISOString()}</published>
    <updated>${record.listedAt.toISOString()}</updated>
    <author><name>${escape(record.artist)}</name></author>
    <category term="${escape(record.genre)}"/>
    <link rel="alternate" type="application/json" href="${escape(url)}/records/${record.recordId}"/>
    <summary>${escape(summaryOf(record))}</summary>
  </entry>
`;

/** What never changes, so that an entry stays true. */
const summaryOf = ({ label, year, tracks }: CatalogRecord): string =>
  [label, year, tracks.length === 1 ? '1 track' : `${tracks.length} tracks`]
    .filter((part) => part !== undefined)
    .join(', ');
