import { type Env, missingArgument } from '#libs/service';
import { readFile } from 'node:fs/promises';
import { BrokenFile, readDeliveryFile } from './delivery-file.js';
import { job } from './receive.job.js';
import { warehouse } from './warehouse.module.js';

/** Prints what became of the delivery. */
type Print = (text: string) => void;

/** How long the service may take for the delivery, in milliseconds. */
const BOOK_MS = 60_000;

/**
 * Books a delivery, as an admin process: one more replica of the service, which sends the file to itself.
 * @returns the exit code: 1 when the delivery was not booked, 2 when an argument is missing
 */
export async function receiveDelivery(args: string[], env: Env, print: Print): Promise<number> {
  const missing = missingArgument(job, args);
  if (missing !== undefined) {
    print(missing);
    return 2;
  }
  const [deliveryId, path] = args as [string, string];
  try {
    const lines = readDeliveryFile(await readFile(path, 'utf8'));
    const isNew = await book(env, deliveryId, lines);
    print(isNew ? `${deliveryId}: ${lines.length} lines booked.\n` : `${deliveryId} was booked before.\n`);
    return 0;
  } catch (error) {
    const what = error instanceof BrokenFile ? 'Nothing was booked' : `${deliveryId} was not booked`;
    print(`${what}:\n${(error as Error).message}\n`);
    return 1;
  }
}

/** @throws Error with what the service says of the delivery */
async function book(env: Env, deliveryId: string, lines: object[]): Promise<boolean> {
  const replica = await warehouse.start({ ...env, PORT: '0', LOG_LEVEL: 'warn' });
  try {
    const response = await fetch(`${replica.url}/deliveries/${encodeURIComponent(deliveryId)}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${await replica.tokenFor(replica.name)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ lines }),
      signal: AbortSignal.timeout(BOOK_MS),
    });
    if (response.ok) return response.status === 201;
    const problem = (await response.json().catch(() => ({}))) as { detail?: string; recordIds?: string[] };
    const named = (problem.recordIds ?? []).map((recordId) => `\n  ${recordId}`).join('');
    throw new Error(`The service answered ${response.status}: ${problem.detail ?? ''}${named}`);
  } finally {
    await replica.stop();
  }
}
