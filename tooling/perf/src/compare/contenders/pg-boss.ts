import { openBoss, QUEUE, REDELIVERED_AFTER_MS, TAKE_ALL, valuesOf, WORK } from '../boss.js';
import { CONSUMER, type Servers, type Thing } from '../contender.js';
import { openPool } from '../things.js';

export { prepare, publish } from '../boss.js';
export const title = 'pg-boss, each service with a database of its own';
export const redeliveredAfterMs = REDELIVERED_AFTER_MS;

export async function consume(servers: Servers): Promise<void> {
  const boss = await openBoss(servers);
  const pool = openPool(servers, CONSUMER);
  await boss.work<Thing>(QUEUE, WORK, async (jobs) => {
    await pool.query(TAKE_ALL, valuesOf(jobs));
  });
}
