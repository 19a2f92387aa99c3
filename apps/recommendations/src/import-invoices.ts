import { BrokenCsv, type Env, missingArgument } from '#libs/service';
import type { Purchase } from './baskets.store.js';
import { type InvoicedAlbum, readInvoices } from './chinook.js';
import { job } from './import.job.js';
import { recommendations } from './recommendations.module.js';
import { RecommendationsService } from './recommendations.service.js';

/**
 * Learns from the invoices in a folder, as an admin process.
 * @returns the exit code: 1 when something in the folder is wrong, or albums are not in the catalogue; 2 when no folder is named
 */
export async function importInvoices(
  args: string[],
  env: Env,
  print: (text: string) => void,
): Promise<number> {
  const missing = missingArgument(job, args);
  if (missing !== undefined) {
    print(missing);
    return 2;
  }
  const [folder] = args as [string];
  try {
    const { all, known, added } = await learn(await readInvoices(folder), env);
    print(`${added} of ${all} purchases are new.\n`);
    if (known === all) return 0;
    print(
      `${all - known} are of albums that the catalogue does not have: import its records, then try again.\n`,
    );
  } catch (error) {
    if (!(error instanceof BrokenCsv)) throw error;
    print(`Nothing was imported from ${folder}:\n${error.message}\n`);
  }
  return 1;
}

const learn = (sold: InvoicedAlbum[], env: Env) =>
  recommendations.job({ ...env, PORT: '0', LOG_LEVEL: 'warn' }, async (get) => {
    const service = get(RecommendationsService);
    const ids = new Map((await service.listed()).map((record) => [keyOf(record), record.recordId]));
    const purchases = sold.flatMap((album): Purchase[] => {
      const recordId = ids.get(keyOf(album));
      return recordId === undefined ? [] : [{ orderId: album.orderId, recordId }];
    });
    return { all: sold.length, known: purchases.length, added: await service.learn(purchases) };
  });

const keyOf = ({ artist, title }: { artist: string; title: string }): string =>
  JSON.stringify([artist, title].map(canonical));

/** The form in which the catalogue stores texts. */
const canonical = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\p{Zs}+/gu, ' ')
    .trim();
