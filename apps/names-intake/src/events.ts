import { said } from '#libs/messaging';
import { z } from 'zod';
import { Sex } from './name.js';

export const noun = 'baby';

/** Said. */
export const BabyRegistered = said(
  'baby.registered.v1',
  z.object({ registrationId: z.uuid(), name: z.string(), sex: Sex }),
  { subject: 'registrationId' },
);

/** Consecutive rows of an official file, at most 1,000. */
export const BabiesImported = said(
  'baby.imported.v1',
  z.object({
    importId: z.string(),
    firstLine: z.int().min(1),
    sex: Sex,
    names: z.array(z.object({ name: z.string(), count: z.int().min(1) })).max(1_000),
  }),
  { subject: 'importId' },
);
