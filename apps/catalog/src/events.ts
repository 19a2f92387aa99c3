import { said } from '#libs/messaging';
import { z } from 'zod';
import { Facts, Price } from './facts.js';

export const noun = 'record';

const RecordId = z.uuid();

/** Said. The version of a record is the `entityversion` of its events; the first one is 1. */
export const RecordListed = said(
  'record.listed.v1',
  Facts.omit({ tracks: true }).extend({ recordId: RecordId }),
  { subject: 'recordId' },
);
export const RecordPriceChanged = said(
  'record.price-changed.v1',
  z.object({ recordId: RecordId, price: Price }),
  { subject: 'recordId' },
);
export const RecordWithdrawn = said('record.withdrawn.v1', z.object({ recordId: RecordId }), {
  subject: 'recordId',
});
