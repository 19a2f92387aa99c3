import type { ReleaseReason } from './events.js';
import type { Line } from './lines.js';
import { z } from 'zod';

/** What the warehouse has decided on an order. `open` is no decision yet; `missing`, `dispatched` and `released` are final. */
export const OrderState = z.enum(['open', 'reserved', 'missing', 'picking', 'dispatched', 'released']);
export type OrderState = z.infer<typeof OrderState>;

/** What was heard of an order, and what the warehouse has decided. */
export interface Order {
  orderId: string;
  /** Null once the customer was erased. */
  customerId: string | null;
  state: OrderState;
  /** Null until the placement was heard. */
  lines: Line[] | null;
  isPaid: boolean;
  cancellationRequested: boolean;
  isCancelled: boolean;
  trackingId: string | null;
  /** When the state ends at the latest. */
  dueAt: Date | null;
  isOverdue: boolean;
  /** Whether it is overdue, and no attempt to send it can still go on, or has left it open whether it was sent. */
  isLeft: boolean;
  /** Whether the carrier was asked to book the parcel, and did not say that it has not. */
  mayBeSent: boolean;
  /** Whether it was asked so recently that it may not know the parcel yet. */
  isOnItsWay: boolean;
}

type Facts = Pick<Order, 'state' | 'lines' | 'isPaid' | 'cancellationRequested' | 'isCancelled'>;

/**
 * What to do next with an order. It follows from what was heard, in whatever order that came, and from the decisions so far:
 * a cancellation wins until the parcel is being picked, and comes too late then.
 */
export function nextStep(order: Facts): 'reserve' | 'pick' | 'release' | undefined {
  const { state, lines, isPaid, cancellationRequested, isCancelled } = order;
  if (cancellationRequested || isCancelled)
    return state === 'open' || state === 'reserved' ? 'release' : undefined;
  if (state === 'open' && lines) return 'reserve';
  if (state === 'reserved' && isPaid) return 'pick';
  return undefined;
}

/** Why an order is released whose time is over; undefined when it has ended. */
export function overdueReason({ state, isPaid }: Pick<Facts, 'state' | 'isPaid'>): ReleaseReason | undefined {
  if (state !== 'open' && state !== 'reserved' && state !== 'picking') return undefined;
  return isPaid ? 'undeliverable' : 'expired';
}

/** The copies of an order that are reserved. */
export const reservedLines = ({ state, lines }: Pick<Facts, 'state' | 'lines'>): Line[] =>
  state === 'reserved' || state === 'picking' ? (lines ?? []) : [];

/** How many are missing of the lines of an order that cannot be reserved as a whole; none when it can. */
export function missingFrom(
  lines: readonly Line[],
  levels: readonly { recordId: string; available: number }[],
): { recordId: string; wanted: number; available: number }[] {
  const available = new Map(levels.map((level) => [level.recordId, level.available]));
  return lines
    .map(({ recordId, quantity }) => ({
      recordId,
      wanted: quantity,
      available: available.get(recordId) ?? 0,
    }))
    .filter((line) => line.available < line.wanted);
}

/**
 * The lines of `wanted` that exceed what there is: of what came back, what was sent and has not come back before.
 */
export function excessOf(
  wanted: readonly Line[],
  there: readonly Line[],
  gone: readonly Line[] = [],
): string[] {
  const sum = (lines: readonly Line[], id: string) =>
    lines.reduce((total, { recordId, quantity }) => total + (recordId === id ? quantity : 0), 0);
  return wanted
    .filter(({ recordId, quantity }) => quantity > sum(there, recordId) - sum(gone, recordId))
    .map(({ recordId }) => recordId);
}
