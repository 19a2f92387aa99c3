import { said } from '#libs/messaging';
import { z } from 'zod';
import { Lines } from './lines.js';

export const noun = 'stock';

const Order = z.object({ orderId: z.uuid(), customerId: z.uuid() });

/** Said. */
export const LevelChanged = said(
  'stock.level-changed.v1',
  z.object({ recordId: z.uuid(), available: z.int().min(0) }),
  { subject: 'recordId' },
);

const ABOUT_ORDER = { subject: 'orderId', person: 'customerId' } as const;

export const StockReserved = said(
  'stock.reserved.v1',
  Order.extend({ until: z.iso.datetime() }),
  ABOUT_ORDER,
);
export const MissingLine = z.object({
  recordId: z.uuid(),
  wanted: z.int().min(1),
  available: z.int().min(0),
});
export const StockMissing = said(
  'stock.missing.v1',
  Order.extend({ lines: z.array(MissingLine).min(1) }),
  ABOUT_ORDER,
);
export const ReleaseReason = z.enum(['expired', 'requested', 'undeliverable']);
export const StockReleased = said('stock.released.v1', Order.extend({ reason: ReleaseReason }), ABOUT_ORDER);
export const StockDispatched = said(
  'stock.dispatched.v1',
  Order.extend({ lines: Lines, trackingId: z.string() }),
  ABOUT_ORDER,
);
export const StockReturned = said(
  'stock.returned.v1',
  Order.extend({ returnId: z.uuid(), lines: Lines }),
  ABOUT_ORDER,
);
export const ReturnRejected = said(
  'stock.return-rejected.v1',
  Order.extend({ returnId: z.uuid(), reason: z.string() }),
  ABOUT_ORDER,
);
