import { z } from 'zod';

/** Points as every column holds them: 32 bits. */
export const MOST_POINTS = 2 ** 31 - 1;

export const Balance = z.int().min(0).max(MOST_POINTS);
/** Points that are redeemed. */
export const Amount = z.int().min(1).max(MOST_POINTS);
