import { z } from 'zod';

/** An amount in minor units (cents) of a currency (ISO 4217). */
export const Money = z.object({
  amount: z.int().min(0).max(1_000_000_00),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters, such as USD'),
});
export type Money = z.infer<typeof Money>;

/** As people read it: `$12.99`. */
export const formatMoney = ({ amount, currency }: Money): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount / 100);
