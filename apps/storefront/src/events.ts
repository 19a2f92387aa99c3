import { heard, total } from '#libs/messaging';
import { z } from 'zod';
import { Money } from './money.js';

const About = z.object({ recordId: z.uuid() });

/** Heard: only the fields that the shop shows; its pacts hold the senders to them. */
const BY_CATALOG = { from: 'catalog', attributes: ['entityversion'], repeatable: true } as const;
export const RecordListed = heard(
  'record.listed.v1',
  About.extend({ artist: z.string(), title: z.string(), genre: z.string(), price: Money }),
  BY_CATALOG,
);
export const RecordPriceChanged = heard(
  'record.price-changed.v1',
  About.extend({ price: Money }),
  BY_CATALOG,
);
export const RecordWithdrawn = heard('record.withdrawn.v1', About, BY_CATALOG);
export const LevelChanged = heard('stock.level-changed.v1', About.extend({ available: z.int().min(0) }), {
  from: 'warehouse',
  attributes: ['entityversion'],
  repeatable: true,
});

/** Publishes nothing, so it counts what it has noted of records. */
export const Notes = total('notes', [RecordListed, RecordPriceChanged, RecordWithdrawn, LevelChanged]);
