import { heard, said, total } from '#libs/messaging';
import { z } from 'zod';
import { Price } from './price.js';

export const noun = 'recommendations';

const RecordId = z.uuid();
const Customer = z.object({ customerId: z.uuid() });

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
const Parcel = Customer.extend({
  orderId: z.uuid(),
  lines: z
    .array(z.object({ recordId: RecordId, quantity: z.int().min(1).max(99) }))
    .min(1)
    .max(50),
});
const BY_WAREHOUSE = { from: 'warehouse', attributes: ['datasubject'] } as const;
export const StockDispatched = heard('stock.dispatched.v1', Parcel, { ...BY_WAREHOUSE, repeatable: true });
/** Not repeatable: what comes back is added up. */
export const StockReturned = heard('stock.returned.v1', Parcel, BY_WAREHOUSE);
/** What was sent and came back: nothing is published about it. */
export const Parcels = total('parcels', [StockDispatched, StockReturned]);
export const CustomerErased = heard('customer.erased.v1', Customer, { from: 'customers' });

/** Said. */
export const CustomerForgotten = said('recommendations.customer-forgotten.v1', Customer, {
  subject: 'customerId',
});
