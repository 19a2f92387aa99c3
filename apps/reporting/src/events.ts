import { effect, heard, total } from '#libs/messaging';
import { z } from 'zod';

/** Heard: only the fields that reports need. None names a person. */
export const RecordListed = heard(
  'record.listed.v1',
  z.object({ recordId: z.uuid(), artist: z.string().max(200), genre: z.string().max(50) }),
  { from: 'catalog', attributes: ['entityversion'], repeatable: true },
);

/** Publishes nothing, so it counts what it has kept. */
export const Kept = total('kept', [RecordListed]);

/** Effects. */
export const WriteExport = effect('export.write', z.object({ exportId: z.uuid() }), { limitMs: 300_000 });
