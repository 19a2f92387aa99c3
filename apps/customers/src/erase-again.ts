import type { Env } from '#libs/service';
import { z } from 'zod';
import { customers } from './customers.module.js';
import { CustomersService } from './customers.service.js';

/** How many wrong lines a message names. */
const MOST_NAMED = 5;

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
    const lines = error.issues.map(({ path }) => Number(path[0]) + 1);
    const more = lines.length > MOST_NAMED ? ` and ${lines.length - MOST_NAMED} more` : '';
    say.error(
      `No customer was erased: these lines are not customer ids: ${lines.slice(0, MOST_NAMED).join(', ')}${more}. Give one UUID per line.`,
    );
    return 1;
  }
  const people = [...new Set(data)];
  const back: string[] = [];
  await customers.job({ ...env, LOG_LEVEL: 'warn' }, async (get) => {
    for (const id of people) if (await get(CustomersService).eraseAgain(id)) back.push(id);
  });
  const who = people.length === 1 ? '1 customer is' : `${people.length} customers are`;
  say.log(
    `${who} erased again, ${back.length} of whom had come back; the other services follow as soon as they run.`,
  );
  return 0;
}
