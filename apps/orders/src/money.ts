import { z } from 'zod';

/** The largest amount, in minor units: a million dollars. */
export const MOST_MONEY = 1_000_000_00;

/** An amount in minor units (cents) of a currency (ISO 4217). It is never rounded. */
export const Money = z.object({
  amount: z.int().min(0).max(MOST_MONEY),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code of three capital letters, such as USD')
    .meta({ example: 'USD' }),
});
export type Money = z.infer<typeof Money>;
