import type { Env } from '#libs/service';
import { z } from 'zod';
import { customers } from './customers.module.js';
import { CustomersService } from './customers.service.js';

const Ids = z.array(z.uuid().toLowerCase());

/**
 * Erases customers whom a backup brought back, as an admin process.
 * @param ids one a line
 * @returns the exit code: 1 when one of them is no id, and nobody is erased then
 */
export async function eraseAgain(
  ids: string,
  env: Env,
  say: Pick<Console, 'log' | 'error'>,
): Promise<number> {
  const { data, error } = Ids.safeParse(ids.split(/\s+/).filter(Boolean));
  if (!data) {
    say.error(
      `These are no ids of customers: lines ${error.issues.map(({ path }) => Number(path[0]) + 1).join(', ')}.`,
    );
    return 1;
  }
  await customers.job({ ...env, LOG_LEVEL: 'warn' }, async (get) => {
    for (const id of data) await get(CustomersService).eraseAgain(id);
  });
  say.log(`${data.length} customers are erased again; the other services hear of it as soon as they run.`);
  return 0;
}
