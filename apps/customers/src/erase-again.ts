import type { Env } from '#libs/service';
import { z } from 'zod';
import { customers } from './customers.module.js';
import { CustomersService } from './customers.service.js';

const Ids = z.array(z.uuid().toLowerCase());

/**
 * Erases customers whom a restored backup brought back, as an admin process.
 * @param ids one per line
 * @returns the exit code: 1 when a line is not an id; then no customer is erased
 */
export async function eraseAgain(
  ids: string,
  env: Env,
  say: Pick<Console, 'log' | 'error'>,
): Promise<number> {
  const { data, error } = Ids.safeParse(ids.split(/\s+/).filter(Boolean));
  if (!data) {
    const lines = error.issues.map(({ path }) => Number(path[0]) + 1).join(', ');
    say.error(`No customer was erased: these lines are not customer ids: ${lines}. Give one UUID per line.`);
    return 1;
  }
  await customers.job({ ...env, LOG_LEVEL: 'warn' }, async (get) => {
    for (const id of data) await get(CustomersService).eraseAgain(id);
  });
  say.log(`${data.length} customers are erased again; the other services follow as soon as they run.`);
  return 0;
}
