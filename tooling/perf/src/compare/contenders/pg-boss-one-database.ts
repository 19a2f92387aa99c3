import { openBoss, QUEUE, REDELIVERED_AFTER_MS, TAKE_ALL, valuesOf, WORK } from '../boss.js';
import { PUBLISHER, type Servers, type Thing } from '../contender.js';

export { prepare, publish } from '../boss.js';
export const title = 'pg-boss, both services in one database, `transactional`';
export const effectsIn = PUBLISHER;
export const redeliveredAfterMs = REDELIVERED_AFTER_MS;

/** The effects and the end of their jobs are one transaction. */
export async function consume(servers: Servers): Promise<void> {
  const boss = await openBoss(servers);
  await boss.work<Thing, void, { transactional: true } & typeof WORK>(
    QUEUE,
    { ...WORK, transactional: true },
    async (jobs, db) => {
      await db.executeSql(TAKE_ALL, valuesOf(jobs));
    },
  );
}
