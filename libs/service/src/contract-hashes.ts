import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractHash, type HashedPact } from './contract-hash.js';

/** The contracts a service takes part in, by file name, with their hashes. Empty where no contracts are at hand. */
export async function contractHashes(folder: string, service: string): Promise<Record<string, string>> {
  const files = await readdir(folder).catch(() => []);
  const hashes: Record<string, string> = {};
  for (const file of files.filter((name) => name.endsWith('.json')).sort()) {
    const pact = JSON.parse(await readFile(join(folder, file), 'utf8')) as HashedPact;
    if ([pact.consumer.name, pact.provider.name].includes(service)) hashes[file] = contractHash(pact);
  }
  return hashes;
}
