import { z } from 'zod';

/** What a record costs, in minor units of a currency: cents. */
export const Price = z.object({
  amount: z.int().min(0).max(1_000_000_00),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type Price = z.infer<typeof Price>;
