import { said } from '#libs/messaging';
import { z } from 'zod';
import { Count, ImportId, Line, MOST_ROWS } from './import-chunk.js';
import { CanonicalName, Sex } from './name.js';

export const noun = 'baby';

/** Said. */
export const BabyRegistered = said(
  'baby.registered.v1',
  z.object({ registrationId: z.uuid(), name: CanonicalName, sex: Sex }),
  { subject: 'registrationId' },
);

/** Consecutive rows of an official file, at most 1,000. */
export const BabiesImported = said(
  'baby.imported.v1',
  z.object({
    importId: ImportId,
    firstLine: Line,
    sex: Sex,
    names: z.array(z.object({ name: CanonicalName, count: Count })).max(MOST_ROWS),
  }),
  { subject: 'importId' },
);
