import {
  freePort,
  gitIn,
  HOST,
  LAUNCHER_PORT,
  LAUNCHER,
  OPERATOR,
  ROOT,
  type Secrets,
  UserError,
} from '#tooling/platform';
import type { Env, Service } from '#libs/service';
import { urlOf } from '#tooling/mountebank';
import { withSource } from './explain-error.js';
import { type ThirdParty } from '#tooling/third-parties';
import { type ServiceToStart } from './service-group.js';
import { issuerOf, publicUrlOf, type Registry } from './registry.js';

/** Everything, because `npm run logs` shows how a business process went. */
const LOG_LEVEL = 'debug';
const DEPLOYMENT_ENVIRONMENT = 'development';

/** A database server, and the broker: they know the URL of each database for each role. */
export interface DatabaseServer {
  url(database: string, role: string, password: string): string;
  brokerUrl(service: string, password: string): string;
}

/** The commit of the checkout, with `-dirty` when files differ from it; undefined outside of a repository. */
function checkedOutRevision(): string | undefined {
  try {
    return gitIn(ROOT)('describe', '--always', '--dirty', '--abbrev=40', '--exclude=*');
  } catch {
    return undefined; // git is not installed, or these are the files of an archive
  }
}

/** The settings of each service in the embedded run. Services learn nothing else about it. */
export class ServiceSettings {
  private readonly revision = checkedOutRevision();

  constructor(
    private readonly env: Env,
    private readonly registry: Registry,
    private readonly secrets: Secrets,
    private readonly postgres: DatabaseServer,
    private readonly portOffset: number,
    /** The options of commands that a service shows to people. */
    private readonly commandOptions = '',
  ) {}

  /** Every service with its settings. The first replica gets the service's own port, the others get free ports. */
  async servicesToStart(scale: Map<string, number>): Promise<ServiceToStart[]> {
    const servicesToStart = this.registry.services.flatMap((service) =>
      Array.from({ length: scale.get(service.name) ?? 1 }, async (_, replica) => {
        const port = replica ? await freePort() : service.port + this.portOffset;
        return { service, env: this.of(service, port) };
      }),
    );
    return Promise.all(servicesToStart);
  }

  /** @throws UserError with the settings of all services that are missing or wrong */
  check(): void {
    const problems = this.registry.services.flatMap((service) => {
      try {
        service.checkSettings(this.of(service, service.port));
        return [];
      } catch (error) {
        if ((error as Error).name !== 'ConfigError') throw error;
        return [(error as Error).message];
      }
    });
    if (problems.length) throw new UserError(withSource(problems.join('\n')));
  }

  /** The settings of one service. @param port 0 for a free one */
  of(service: Service, port: number): Env {
    const provided = this.provided(service.name, port);
    const declared = Object.entries(service.settings).flatMap(
      ([key, { peer, services, link, origins, outside, secret, optional }]) => {
        if (provided[key]) return [[key, provided[key]]];
        if (services) return [[key, this.urlsFor(service)]];
        if (peer) return [[key, this.urlOf(this.serviceNamed(peer, service, key))]];
        if (link) return [[key, this.publicUrlOf(this.serviceNamed(link, service, key))]];
        if (origins) return [[key, this.originsOf(origins, this.env[key])]];
        if (outside) return [[key, this.thirdPartyUrl(this.thirdPartyNamed(outside, service, key))]];
        return secret && !optional ? [[key, this.secrets.setting(key)]] : [];
      },
    );
    return {
      LOG_LEVEL,
      DEPLOYMENT_ENVIRONMENT,
      REVISION: this.revision,
      ...this.env,
      ...Object.fromEntries(declared),
    };
  }

  /** Settings that the launcher knows by their names; a service gets those that it declares. */
  private provided(name: string, port: number): Env {
    const password = this.secrets.password(name);
    return {
      HOST,
      PORT: String(port),
      DATABASE_URL: this.postgres.url(name, name, password),
      BROKER_URL: this.postgres.brokerUrl(name, password),
      ...this.issuer(),
      CLIENT_SECRET: this.secrets.clientSecret(name),
      OAUTH_CLIENTS: this.secrets.clients(
        this.registry.services.flatMap(({ name: client, isStateless }) => (isStateless ? [] : [client])),
      ),
      OPERATOR_CLIENTS: this.secrets.clients([OPERATOR, LAUNCHER]),
      SESSION_KEY: this.secrets.signingKey,
      COMMAND_OPTIONS: this.commandOptions,
      FAULTS_URL: `http://${HOST}:${LAUNCHER_PORT + this.portOffset}/`,
    };
  }

  private issuer(): Env {
    const issuer = issuerOf(this.registry);
    const url = this.urlOf(issuer);
    return {
      AUTH_ISSUER: this.publicUrlOf(issuer),
      AUTH_JWKS_URL: `${url}/.well-known/jwks.json`,
      AUTH_TOKEN_URL: `${url}/oauth/token`,
    };
  }

  private serviceNamed(name: string, { name: user }: Service, setting: string): Service {
    return findByName(name, this.registry.services, `The setting ${setting} of ${user} names ${name}`);
  }

  private thirdPartyNamed(name: string, { name: user }: Service, setting: string): ThirdParty {
    return findByName(name, this.registry.thirdParties, `The setting ${setting} of ${user} names ${name}`);
  }

  private thirdPartyUrl({ imposter, port }: ThirdParty): string {
    return urlOf(imposter, port + this.portOffset);
  }

  /** Where people and browsers reach the public routes of a service. */
  publicUrlOf(service: Service): string {
    return publicUrlOf(service, this.registry.services, (one) => this.urlOf(one));
  }

  /** The origins of the pages of one service, or of all, by both names of this machine, and those that a person names. */
  private originsOf(of: string | true, more?: string): string {
    const services = this.registry.services.filter(({ name }) => of === true || name === of);
    const urls = services.map((service) => this.urlOf(service));
    const origins = urls.flatMap((url) => [url, url.replace(HOST, 'localhost')]);
    return [...origins, ...(more ? [more] : [])].join(',');
  }

  /** Where all other services answer that have messages, as `services()` reads it. */
  private urlsFor({ name: user }: Service): string {
    const others = this.registry.services.filter(({ name, isStateless }) => name !== user && !isStateless);
    return others.map((service) => `${service.name}=${this.urlOf(service)}`).join(',');
  }

  private urlOf({ port }: Service): string {
    return `http://${HOST}:${port + this.portOffset}`;
  }
}

function findByName<Named extends { name: string }>(name: string, all: Named[], problem: string): Named {
  const found = all.find((one) => one.name === name);
  if (found) return found;
  throw new UserError(`${problem}, but there is no such service or third party: check the name.`);
}
