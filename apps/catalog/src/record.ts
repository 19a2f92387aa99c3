import { mergePatchOf } from '#libs/service';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { RecordListed, RecordPriceChanged, RecordWithdrawn } from './events.js';
import { Facts, type Price } from './facts.js';

/** A record that is for sale. */
export interface CatalogRecord extends Facts {
  recordId: string;
  listedAt: Date;
  version: number;
}

/** A record that a list gives, with the id that it always has there. */
export interface ListedRecord {
  recordId: string;
  facts: Facts;
}

/** What may change of a record that is for sale. */
export const Change = mergePatchOf(Facts.pick({ price: true })).meta({ id: 'RecordChange' });
export type Change = z.infer<typeof Change>;

export const listed = (recordId: string, { tracks: _tracks, ...facts }: Facts) =>
  RecordListed({ recordId, ...facts }, { entityversion: 1 });

/** The record at another price and the event, or undefined when nothing changes. */
export function changePrice(record: CatalogRecord, price: Price) {
  if (isDeepStrictEqual(record.price, price)) return undefined;
  const next: CatalogRecord = { ...record, price, version: record.version + 1 };
  const { recordId, version: entityversion } = next;
  return { next, event: RecordPriceChanged({ recordId, price }, { entityversion }) };
}

export const withdrawn = ({ recordId, version }: CatalogRecord) =>
  RecordWithdrawn({ recordId }, { entityversion: version + 1 });
