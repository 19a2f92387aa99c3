import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Pact {
  consumer: { name: string };
  provider: { name: string };
  interactions?: unknown[];
  messages?: unknown[];
}

/** JSON with the keys of every object in order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, canonical(inner)]));
}

/** The part of a pact that decides whether it is the same contract, hashed as the Pact Broker hashes it. */
export function contractHash({ interactions, messages }: Pact): string {
  const parts = Object.entries({ interactions, messages }).filter(([, list]) => list);
  const sorted = parts.map(([name, list]) => [
    name,
    (list ?? []).map((one) => JSON.stringify(canonical(one))).sort().map((text) => JSON.parse(text) as unknown),
  ]);
  return createHash('sha1').update(JSON.stringify(canonical(Object.fromEntries(sorted)))).digest('hex');
}

/** The contracts a service takes part in, by file name, with their hashes. Empty where no contracts are at hand. */
export async function contractHashes(folder: string, service: string): Promise<Record<string, string>> {
  const files = await readdir(folder).catch(() => []);
  const hashes: Record<string, string> = {};
  for (const file of files.filter((name) => name.endsWith('.json')).sort()) {
    const pact = JSON.parse(await readFile(join(folder, file), 'utf8')) as Pact;
    if ([pact.consumer.name, pact.provider.name].includes(service)) hashes[file] = contractHash(pact);
  }
  return hashes;
}
