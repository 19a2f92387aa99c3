import { heard, said } from '#libs/messaging';
import { z } from 'zod';
import { Count, Name } from './name.js';

export const noun = 'top10';

const Sex = z.enum(['male', 'female']);
/** Of all events: `total.count` holds as much. */
const Total = z.object({ name: z.string(), count: z.int().min(1) });

/** Heard. */
export const BabyRegistered = heard('baby.registered.v1', z.object({ name: Name, sex: Sex }), {
  from: 'names-intake',
});
export const BabiesImported = heard(
  'baby.imported.v1',
  z.object({ sex: Sex, names: z.array(z.object({ name: Name, count: Count })) }),
  { from: 'names-intake' },
);

/** Said. There is one list, of all babies ever registered; `entityversion` counts its changes. */
export const Top10Changed = said(
  'top10.changed.v1',
  z.object({ scope: z.literal('all'), boys: z.array(Total).max(10), girls: z.array(Total).max(10) }),
  { subject: 'scope' },
);
