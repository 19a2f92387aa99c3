import type { Service } from '#libs/service';
import { discoverThirdParties, type ThirdParty } from '#tooling/third-parties';

/** Everything that the embedded run starts. */
export interface Registry {
  services: Service[];
  thirdParties: ThirdParty[];
}

/** Finds every service and every third party of this build. Services are imported late: loading them takes a second. */
export async function discoverRegistry(): Promise<Registry> {
  const { discoverServices } = await import('#libs/service');
  const [services, thirdParties] = await Promise.all([discoverServices(), discoverThirdParties()]);
  return { services, thirdParties };
}
