import { heard, total } from '#libs/messaging';
import { z } from 'zod';

const Names = z.array(z.object({ name: z.string().min(1), count: z.int().min(1) })).max(10);

/** Heard: only the fields that the board shows. */
export const Top10Changed = heard(
  'top10.changed.v1',
  z.object({ scope: z.literal('all'), boys: Names, girls: Names }),
  { from: 'names-ranking', repeatable: true, attributes: ['entityversion'] },
);

/** Publishes nothing, so it counts the lists that it has compared with the one that it shows. */
export const Lists = total('lists', [Top10Changed]);
