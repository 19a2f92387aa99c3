import { z } from 'zod';

/** The largest amount of an order, in minor units. */
const MOST_MONEY = 1_000_000_00;

const Amount = z.int().min(0).max(MOST_MONEY);
const Currency = z.string().regex(/^[A-Z]{3}$/);
/** An amount in minor units, such as cents. Nothing rounds it. */
export const Money = z.object({ amount: Amount, currency: Currency });
export type Money = z.infer<typeof Money>;
