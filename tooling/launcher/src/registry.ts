import type { Service } from '#libs/service';
import { checkPortsDiffer, UserError } from '#tooling/platform';
import { discoverThirdParties, type ThirdParty } from '#tooling/third-parties';

/** Everything that the embedded run starts. */
export interface Registry {
  services: Service[];
  thirdParties: ThirdParty[];
}

/**
 * Finds every service and every third party of this build. Services are imported late: loading them takes a second.
 * @throws UserError when a service has the port of another one
 */
export async function discoverRegistry(): Promise<Registry> {
  const { discoverServices } = await import('#libs/service');
  const [services, thirdParties] = await Promise.all([discoverServices(), discoverThirdParties()]);
  checkPortsDiffer(services, thirdParties);
  return { services, thirdParties };
}

/** The service at which people and programs reach the public API, if there is one. */
const gatewayOf = (services: readonly Service[]): Service | undefined =>
  services.find(({ settings }) => 'PUBLIC_API' in settings);

/** Where people and browsers reach the public routes of a service; the gateway itself has its own addresses. @param urlOf where a service itself answers */
export function publicUrlOf(
  service: Service,
  services: readonly Service[],
  urlOf: (service: Service) => string,
): string {
  const gateway = gatewayOf(services);
  return gateway && gateway !== service ? `${urlOf(gateway)}/api` : urlOf(service);
}

/** The issuer of tokens: the service that declares the setting with their clients. @throws UserError when there is none */
export function issuerOf({ services }: Registry): Service {
  const issuer = services.find(({ settings }) => 'OAUTH_CLIENTS' in settings);
  if (issuer) return issuer;
  throw new UserError('No service issues tokens: add the setting OAUTH_CLIENTS to the one that should.');
}
