import { heard } from '#libs/messaging';
import { z } from 'zod';
import { Price } from './price.js';

const RecordId = z.uuid();

/** Heard: only the fields that recommendations read; its pacts hold the senders to them. */
const BY_CATALOG = { from: 'catalog', attributes: ['entityversion'], repeatable: true } as const;
export const RecordListed = heard(
  'record.listed.v1',
  z.object({ recordId: RecordId, artist: z.string(), title: z.string(), genre: z.string(), price: Price }),
  BY_CATALOG,
);
export const RecordPriceChanged = heard(
  'record.price-changed.v1',
  z.object({ recordId: RecordId, price: Price }),
  BY_CATALOG,
);
export const RecordWithdrawn = heard('record.withdrawn.v1', z.object({ recordId: RecordId }), {
  from: 'catalog',
  repeatable: true,
});
