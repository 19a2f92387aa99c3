import type { Money } from './money.js';

/** A record as it was listed. */
export interface Listed {
  recordId: string;
  artist: string;
  title: string;
  genre: string;
  price: Money;
}

/** A record as the shop shows it. */
export interface ShownRecord extends Listed {
  isForSale: boolean;
  year?: number | undefined;
  label?: string | undefined;
  tracks?: { title: string; seconds: number }[] | undefined;
}

/** Below this many copies, the shop says how many there are. */
const FEW = 5;

/** As many copies of a record as a cart may have. */
export const MOST_COPIES = 99;

/** How many copies of a record a cart may have, by what is known of its stock. */
export const mostOf = (available = MOST_COPIES): number => Math.min(available, MOST_COPIES);

/** What the shop says of the stock of one record, in full; nothing when it is unknown. */
export const stockInWords = (available: number | undefined): string | undefined =>
  available === undefined || available < FEW ? availability(available) : `${available} in stock`;

/** What the shop says of the stock; nothing when it is unknown. */
export function availability(available: number | undefined): string | undefined {
  if (available === undefined) return undefined;
  if (available === 0) return 'Sold out';
  return available < FEW ? `Only ${available} left` : 'In stock';
}
