import { type EventContext, eventsOf, heard } from '#libs/messaging';
import type { MessageHandler } from '@nestjs/microservices';
import { sql } from 'kysely';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

export const WATCHER = 'watcher';
const TYPE = 'thing.happened.v1';
const Part = z.object({ id: z.string() });
/** As the monitor hears events: the envelope, and of the data only what names a process. */
export const WATCHES = eventsOf({
  Happened: heard(TYPE, Part, { from: 'sender', part: ['id'], attributes: ['traceparent'] }),
});

const watch = async ({ id }: z.infer<typeof Part>, { tx }: EventContext) => {
  await sql`insert into thing (id) values (${id})`.execute(tx);
};
export const handleSighting = new Map([[TYPE, watch as MessageHandler]]);

/**
 * Starts the watcher, whose CPU time is not that of this process.
 * @returns what stops it
 */
export async function startWatcher(owner: string): Promise<() => Promise<void>> {
  const child = fork(new URL('watcher-process.js', import.meta.url), [owner], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const failed = ended.then(([code]) => Promise.reject(new Error(`the watcher ended with ${code}`)));
  await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => {});
  return async () => {
    child.disconnect();
    await ended;
  };
}
