import { z } from 'zod';

/** How many of a record an order has. */
const Quantity = z.int().min(1).max(99);
/** How many of a record one delivery brings. */
const Delivered = z.int().min(1).max(10_000);
const MOST_IN_ORDER = 50;
const MOST_IN_DELIVERY = 1_000;

export const Line = z.object({ recordId: z.uuid().toLowerCase(), quantity: Quantity });

export type Line = z.infer<typeof Line>;

const isOnce = (lines: { recordId: string }[]) =>
  new Set(lines.map(({ recordId }) => recordId)).size === lines.length;
const ONCE = { error: 'must have each record once' };

/** What an order, a parcel or a return has. */
export const Lines = z.array(Line).min(1).max(MOST_IN_ORDER).refine(isOnce, ONCE);

/** What a delivery brings. */
export const DeliveredLines = z
  .array(z.object({ recordId: z.uuid().toLowerCase(), quantity: Delivered }))
  .min(1)
  .max(MOST_IN_DELIVERY)
  .refine(isOnce, ONCE);

export type DeliveredLines = z.infer<typeof DeliveredLines>;
