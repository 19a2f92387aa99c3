import type { Service } from '#libs/service';
import { isHttp, type Pact } from '#tooling/pacts';

/** A service that calls another over HTTP. */
export interface Call {
  from: string;
  to: string;
}

/**
 * Who calls whom inside the platform: a consumer with a pact about requests, a service of operations that asks all others, and
 * every service that has a token, the issuer.
 */
export function callsAmong(services: Service[], pacts: Pact[]): Call[] {
  const names = services.map(({ name }) => name);
  const keepers = services.filter(({ isStateless }) => !isStateless).map(({ name }) => name);
  const issuer = services.find(({ settings }) => 'OAUTH_CLIENTS' in settings)?.name;
  const agreed = pacts
    .filter(({ interactions }) => interactions.some(isHttp))
    .map(({ consumer, provider }) => ({ from: consumer.name, to: provider.name }))
    .filter(({ from, to }) => names.includes(from) && names.includes(to));
  const asking = services
    .filter(({ settings }) => Object.values(settings).some((meta) => meta.services))
    .flatMap(({ name: from }) => keepers.map((to) => ({ from, to })));
  const identified = issuer ? keepers.map((from) => ({ from, to: issuer })) : [];
  const all = [...agreed, ...asking, ...identified].filter(({ from, to }) => from !== to);
  return [...new Map(all.map((call) => [`${call.from} ${call.to}`, call])).values()].sort((one, other) =>
    `${one.from} ${one.to}` < `${other.from} ${other.to}` ? -1 : 1,
  );
}
