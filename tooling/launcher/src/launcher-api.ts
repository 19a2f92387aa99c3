import type { EmbeddedPostgres } from '#tooling/embedded-postgres';
import {
  FaultsApi,
  Faults,
  type FaultyPlatform,
  operatorTokens,
  signSomebodyUp,
  type StandIn,
} from '#tooling/faults';
import type { Mountebank } from '#tooling/mountebank';
import { HOST, LAUNCHER_PORT, type Secrets, UserError } from '#tooling/platform';
import { HospitalClient } from './hospital-client.js';
import { Operator } from './operator.js';
import { issuerOf, type Registry } from './registry.js';
import type { ServiceGroup } from './service-group.js';
import type { StatePaths } from './state-paths.js';

/** Why the launcher discards what a fault has published. */
const WHY = 'the fault that published it was turned off';
/** The service whose page shows the faults. */
const PAGE_OF = 'monitor';

/** Everything that the launcher has started. */
export interface Started {
  paths: StatePaths;
  postgres: EmbeddedPostgres;
  registry: Registry;
  secrets: Secrets;
  mountebank: Mountebank;
  standIns: Map<string, StandIn>;
  group: ServiceGroup;
}

/** Serves the launcher's own API beside the platform that it has started. @throws Error when its port is in use */
export function startLauncherApi(started: Started): Promise<FaultsApi> {
  const { paths, registry, secrets } = started;
  const { portOffset } = paths;
  const issuer = issuerOf(registry);
  const urlOf = addresses(registry, portOffset);
  const page = registry.services.find(({ name }) => name === PAGE_OF);
  const hosts = page ? [HOST, 'localhost'] : [];
  return FaultsApi.start(LAUNCHER_PORT + portOffset, HOST, {
    faults: new Faults(platformOf(started, urlOf)),
    origins: hosts.map((host) => `http://${host}:${page!.port + portOffset}`),
    isOperator: operatorTokens(secrets.signingKey, {
      issuer: urlOf(issuer.name),
      // oxlint-disable-next-line node/no-process-env -- the launcher reads the environment
      audience: issuer.schema.shape.AUTH_AUDIENCE?.parse(process.env.AUTH_AUDIENCE) as string,
    }),
    signUp: () => signSomebodyUp(urlOf('signup')),
  });
}

const platformOf = (
  { paths, postgres, registry, secrets, mountebank, standIns, group }: Started,
  urlOf: FaultyPlatform['urlOf'],
): FaultyPlatform => ({
  mountebank,
  standIns,
  signingKey: secrets.signingKey,
  urlOf,
  databaseUrl: (database) => postgres.url(database),
  stopService: (name) => group.stopOne(name),
  startChanged: (name, change) => group.startChanged(name, change),
  startAgain: (name) => group.startAgain(name),
  discard: async (service, id) => {
    const client = new HospitalClient(new Operator(paths, registry), registry, service);
    await client.act({ act: 'discard', why: WHY, messages: [{ kind: 'event', id }] });
  },
});

const addresses =
  ({ services }: Registry, portOffset: number): FaultyPlatform['urlOf'] =>
  (name) => {
    const service = services.find((one) => one.name === name);
    if (service) return `http://${HOST}:${service.port + portOffset}`;
    throw new UserError(`There is no service ${name}: this platform lacks it.`);
  };
