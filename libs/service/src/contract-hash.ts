import { createHash } from 'node:crypto';

/** As much of a pact as its hash needs. */
export interface HashedPact {
  consumer: { name: string };
  provider: { name: string };
  interactions?: unknown[];
  messages?: unknown[];
  metadata?: { pactSpecification?: { version: string } };
}

/** JSON with the keys of every object in order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`;
}

/**
 * The part of a pact that decides whether it is the same contract, hashed as the Pact Broker hashes it (its
 * `GenerateSha`, `SortContent` and `Content`), except for numbers such as 1.0, which Ruby prints in full.
 */
export function contractHash({ interactions, messages, metadata }: HashedPact): string {
  const version = metadata?.pactSpecification?.version;
  const lists = Object.entries({ interactions, messages }).filter(([, list]) => list);
  const parts = [
    ...lists.map(([name, list]) => `"${name}":[${(list ?? []).map(canonical).sort().join()}]`),
    ...(version ? [`"pact_specification_version":${JSON.stringify(version)}`] : []),
  ];
  return createHash('sha1').update(`{${parts.join()}}`).digest('hex');
}
