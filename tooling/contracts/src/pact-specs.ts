import { existsSync, globSync } from 'node:fs';

/** What a service proves with its pact specs: what it needs, or what it offers. */
export type Kind = 'consumer-pact' | 'provider-pact';

/** The services that have specs of this kind. */
export const servicesWith = (kind: Kind): string[] =>
  [...new Set(globSync(`apps/*/test/*.${kind}-spec.ts`).map((file) => file.split(/[/\\]/)[1] ?? ''))].sort();

/** When a service needs a spec of each kind. */
const NEEDED = {
  'consumer-pact': 'it needs one when it calls or consumes what another service offers',
  'provider-pact': 'it needs one when a consumer has a pact with it',
};

const namesWith = (name: string, kind: Kind) => ({
  name,
  about: `services with a spec as docs/contracts.md shows, apps/${name}/test/*.${kind}-spec.ts`,
  kind: `${kind}-spec of`,
  oneOf: () => servicesWith(kind),
  explain: (service: string) =>
    existsSync(`apps/${service}`)
      ? `${service} has no apps/${service}/test/*.${kind}-spec.ts: ${NEEDED[kind]}.`
      : undefined,
});

/** The arguments that name services with specs of a kind. */
export const CONSUMERS = namesWith('CONSUMER', 'consumer-pact');
export const PROVIDERS = namesWith('PROVIDER', 'provider-pact');
