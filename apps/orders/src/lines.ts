import { z } from 'zod';
import { Money } from './money.js';

const Quantity = z.int().min(1).max(99).meta({ example: 1 });
export const MOST_LINES = 50;

/** How many of a record. */
export const Item = z.object({ recordId: z.uuid().toLowerCase(), quantity: Quantity });
export type Item = z.infer<typeof Item>;

/** An item with the price of each. */
export const Line = Item.extend({ price: Money });
export type Line = z.infer<typeof Line>;

/** One line or more, and no record twice. */
export const linesOf = <Schema extends z.ZodType<Item>>(line: Schema) =>
  z
    .array(line)
    .min(1)
    .max(MOST_LINES)
    .refine((lines) => new Set(lines.map(({ recordId }) => recordId)).size === lines.length, {
      error: 'must have each record once',
    });
