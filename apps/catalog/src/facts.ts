import { z } from 'zod';
import { someText } from './text.js';

/** The shop has one currency. Its amounts are integers of minor units: cents. */
const CURRENCY = 'USD';
const MOST_CENTS = 1_000_000_00;

export const Price = z.object({
  amount: z.int().min(0).max(MOST_CENTS).describe('in cents'),
  currency: z.literal(CURRENCY),
});
export type Price = z.infer<typeof Price>;

const DAY_S = 86_400;

const Track = z.object({
  title: someText(300).meta({ example: 'So What' }),
  seconds: z.int().min(1).max(DAY_S).meta({ example: 562 }),
});
export type Track = z.infer<typeof Track>;

/** Tracks of a record at most. */
const MOST_TRACKS = 200;

/** What is known of a record, and what it costs. Imported records may lack the label and the year. */
export const Facts = z.object({
  artist: someText(200).meta({ example: 'Miles Davis' }),
  title: someText(200).meta({ example: 'Kind of Blue' }),
  label: someText(100).meta({ example: 'Columbia' }).optional(),
  /** Edison made the first record in 1877. */
  year: z.int().min(1877).max(2100).optional(),
  genre: someText(50).meta({ example: 'Jazz' }),
  tracks: z.array(Track).min(1).max(MOST_TRACKS),
  price: Price,
});
export type Facts = z.infer<typeof Facts>;
