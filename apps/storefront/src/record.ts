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

/** What the shop says of the stock; nothing when it is unknown. */
export function availability(available: number | undefined): string | undefined {
  if (available === undefined) return undefined;
  if (available === 0) return 'Sold out';
  return available < FEW ? `Only ${available} left` : 'In stock';
}
