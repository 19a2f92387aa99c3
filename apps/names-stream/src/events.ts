import { heard } from '#libs/messaging';
import { z } from 'zod';

const Sex = z.enum(['male', 'female']);
/** A reader's share of memory is bounded, so a line must be. */
const Name = z.string().min(1).max(200);

/** Heard: only the fields the stream shows; the pacts keep their senders honest about them. */
export const BabyRegistered = heard('baby.registered.v1', z.object({ name: Name, sex: Sex }));
export const BabiesImported = heard(
  'baby.imported.v1',
  z.object({ sex: Sex, names: z.array(z.object({ name: Name, count: z.int().min(1) })) }),
);
