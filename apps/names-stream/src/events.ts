import { heard } from '#libs/messaging';
import { z } from 'zod';

const Sex = z.enum(['male', 'female']);
/** Memory for each reader is bounded, so the length of a line must be. */
const Name = z.string().min(1).max(200);

/** Heard: only the fields that the stream shows; its pacts hold the senders to them. */
export const BabyRegistered = heard('baby.registered.v1', z.object({ name: Name, sex: Sex }), {
  from: 'names-intake',
});
export const BabiesImported = heard(
  'baby.imported.v1',
  z.object({ sex: Sex, names: z.array(z.object({ name: Name, count: z.int().min(1) })) }),
  { from: 'names-intake' },
);
