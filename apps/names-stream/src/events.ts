import { heard, total } from '#libs/messaging';
import { z } from 'zod';
import { Count, Name } from './name.js';

const Sex = z.enum(['male', 'female']);

/** Heard: only the fields that the stream shows; its pacts hold the senders to them. */
export const BabyRegistered = heard('baby.registered.v1', z.object({ name: Name, sex: Sex }), {
  from: 'names-intake',
});
export const BabiesImported = heard(
  'baby.imported.v1',
  z.object({ sex: Sex, names: z.array(z.object({ name: Name, count: Count })) }),
  { from: 'names-intake' },
);

/** Publishes nothing, so it counts what it added to the log. */
export const Additions = total('additions', [BabyRegistered, BabiesImported]);
