import { urlBelow } from '#libs/service';
import { z } from 'zod';
import { Facts } from './facts.js';
import type { CatalogRecord } from './record.js';

const LIST = 'https://shop.example/api/records';

const Links = z.object({
  self: z.string().meta({ example: `${LIST}/0193a1b2-7c00-7000-8000-000000000401` }),
  artist: z
    .string()
    .meta({ description: 'the records by its artist', example: `${LIST}?artist=Miles+Davis` }),
  genre: z.string().meta({ description: 'the records of its genre', example: `${LIST}?genre=Jazz` }),
  label: z
    .string()
    .optional()
    .meta({ description: 'the records on its label', example: `${LIST}?label=Columbia` }),
});

/** A record as everybody reads it. */
export const View = Facts.extend({
  recordId: z.uuid(),
  listedAt: z.iso.datetime(),
  links: Links,
  version: z.int(),
}).meta({ id: 'Record' });

/** A record in the list. */
export const Entry = View.omit({ tracks: true }).meta({ id: 'RecordEntry' });

/** @param url where the public reaches the catalogue */
export function viewOf(record: CatalogRecord, url: string) {
  const { recordId, artist, genre, label } = record;
  const list = urlBelow(url, '/records');
  const linkTo = (filter: Record<string, string>) => `${list}?${new URLSearchParams(filter).toString()}`;
  return {
    ...record,
    links: {
      self: `${list}/${recordId}`,
      artist: linkTo({ artist }),
      genre: linkTo({ genre }),
      ...(label !== undefined && { label: linkTo({ label }) }),
    },
  };
}

/** @param url where the public reaches the catalogue */
export function entryOf(record: CatalogRecord, url: string) {
  const { tracks: _tracks, ...entry } = viewOf(record, url);
  return entry;
}
