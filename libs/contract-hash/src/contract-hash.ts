import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The part of a pact that its hash and its participants need. */
export interface HashedPact {
  consumer: { name: string };
  provider: { name: string };
  interactions?: unknown[];
  messages?: unknown[];
  metadata?: { pactSpecification?: { version: string } };
}

/**
 * Hashes the part of a pact that decides whether two pacts are the same contract, as the Pact Broker does (its
 * `GenerateSha`, `SortContent` and `Content`), except for numbers such as 1.0, which Ruby prints in full.
 */
export function contractHash({ interactions, messages, metadata }: HashedPact): string {
  const version = metadata?.pactSpecification?.version;
  const lists = Object.entries({ interactions, messages }).filter(([, list]) => list);
  const parts = [
    ...lists.map(([name, list]) => `"${name}":[${(list ?? []).map(canonicalJson).sort().join()}]`),
    ...(version ? [`"pact_specification_version":${JSON.stringify(version)}`] : []),
  ];
  return createHash('sha1').update(`{${parts.join()}}`).digest('hex');
}

/**
 * The hashes of the contracts in which a service is consumer or provider, by file name.
 * @param folder the folder of pacts; without it, there are no contracts
 */
export async function contractHashesOf(service: string, folder: string): Promise<Record<string, string>> {
  const files = await readdir(folder).catch(() => []);
  const pacts = files
    .filter((name) => name.endsWith('.json'))
    .map(
      async (file) => [file, JSON.parse(await readFile(join(folder, file), 'utf8')) as HashedPact] as const,
    );
  return hashesByFile(service, await Promise.all(pacts));
}

/** The hashes of those pacts in which a service is consumer or provider, in the order of their files. */
export function hashesByFile(
  service: string,
  pacts: readonly (readonly [file: string, pact: HashedPact])[],
): Record<string, string> {
  const own = pacts.filter(([, { consumer, provider }]) => [consumer.name, provider.name].includes(service));
  const hashes = own.map(([file, pact]) => [file, contractHash(pact)] as const);
  return Object.fromEntries(hashes.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** JSON with the keys of every object in order. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join()}}`;
}
