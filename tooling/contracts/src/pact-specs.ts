import { globSync } from 'node:fs';

/** What a service proves with its pact specs: what it needs, or what it offers. */
export type Kind = 'consumer-pact' | 'provider-pact';

/** The services that have specs of this kind. */
export const servicesWith = (kind: Kind): string[] =>
  [...new Set(globSync(`apps/*/test/*.${kind}-spec.ts`).map((file) => file.split(/[/\\]/)[1] ?? ''))].sort();

/** The arguments that name services with specs of a kind. */
export const CONSUMERS = { name: 'CONSUMER', oneOf: () => servicesWith('consumer-pact') };
export const PROVIDERS = { name: 'PROVIDER', oneOf: () => servicesWith('provider-pact') };
