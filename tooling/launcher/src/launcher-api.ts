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
import { eventually, HOST, LAUNCHER, LAUNCHER_PORT, type Secrets, UserError } from '#tooling/platform';
import { HospitalClient } from './hospital-client.js';
import { Operator } from './operator.js';
import { issuerOf, publicUrlOf, type Registry } from './registry.js';
import type { ServiceGroup } from './service-group.js';
import type { StatePaths } from './state-paths.js';

/** Why the launcher acts on messages. */
const WHY = 'the fault behind it was turned off';
/** How long what waits is tried again, and how often, in milliseconds. */
const RETRY_MS = 15_000;
const RETRY_PAUSE_MS = 1_000;
/** The service whose page shows the faults. */
const PAGE_OF = 'monitor';

/** Everything that the launcher has started. */
export interface Started {
  paths: StatePaths;
  postgres: EmbeddedPostgres;
  closeBroker: FaultyPlatform['closeBroker'];
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
      issuer: publicUrlOf(issuer, registry.services, ({ name }) => urlOf(name)),
      // oxlint-disable-next-line node/no-process-env -- the launcher reads the environment
      audience: issuer.schema.shape.AUTH_AUDIENCE?.parse(process.env.AUTH_AUDIENCE) as string,
    }),
    signUp: () => signSomebodyUp(urlOf('signup')),
  });
}

const platformOf = (
  { paths, postgres, closeBroker, registry, secrets, mountebank, standIns, group }: Started,
  urlOf: FaultyPlatform['urlOf'],
): FaultyPlatform => ({
  mountebank,
  standIns,
  signingKey: secrets.signingKey,
  urlOf,
  databaseUrl: (database) => postgres.url(database),
  closeBroker,
  stopService: (name) => group.stopOne(name),
  startChanged: (name, change) => group.startChanged(name, change),
  startAgain: (name) => group.startAgain(name),
  discard: async (service, id) => {
    const messages = [{ kind: 'event', id }];
    await hospitalOf(service, { paths, registry }).act({ act: 'discard', why: WHY, messages });
  },
  retry: (service, event) => retryUntilNoneWaits(hospitalOf(service, { paths, registry }), event),
});

const hospitalOf = (service: string, { paths, registry }: Pick<Started, 'paths' | 'registry'>) =>
  new HospitalClient(new Operator(paths, registry, LAUNCHER), registry, service);

/** An attempt that runs just now may still fail, and an open circuit takes a moment to close. The schedule has the rest. */
async function retryUntilNoneWaits(hospital: HospitalClient, event: string): Promise<void> {
  const noneHasFailed = async () => {
    await hospital.act({ act: 'retry', why: WHY, event });
    const waiting = await hospital.get<{ attempts: number }[]>('waiting', { event });
    return waiting.every(({ body }) => body.every(({ attempts }) => !attempts));
  };
  await eventually(noneHasFailed, RETRY_MS, RETRY_PAUSE_MS).catch(() => {});
}

const addresses =
  ({ services }: Registry, portOffset: number): FaultyPlatform['urlOf'] =>
  (name) => {
    const service = services.find((one) => one.name === name);
    if (service) return `http://${HOST}:${service.port + portOffset}`;
    throw new UserError(`There is no service ${name}: this platform lacks it.`);
  };
