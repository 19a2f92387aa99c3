import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';

/* Loaded before a service (`--import`): the file `log` gets a line for each redelivery that an inbox absorbs. */

const log = new URL(import.meta.url).searchParams.get('log')!;

subscribe('troupe.failpoint.inbox.entered', (message) => {
  const { id, claim } = message as { id: string; claim?: string };
  if (claim === 'duplicate') appendFileSync(log, `${id}\n`);
});
