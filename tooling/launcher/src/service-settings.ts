import { freePort, HOST, type Secrets, UserError } from '#tooling/platform';
import type { Env, Service } from '#libs/service';
import { type ThirdParty, urlOf } from '#tooling/third-parties';
import { type ServiceToStart } from './service-group.js';
import { type Registry } from './registry.js';

/** Everything, as `npm run logs` is to tell how a business process went. */
const LOG_LEVEL = 'debug';

/** A database server, by the URLs that its roles reach its databases at. */
export interface Server {
  url(database: string, role: string, password: string): string;
  brokerUrl(service: string, password: string): string;
}

/** What the services are told about the embedded run: nothing but settings, as everywhere. */
export class ServiceSettings {
  constructor(
    private readonly given: Env,
    private readonly registry: Registry,
    private readonly secrets: Secrets,
    private readonly postgres: Server,
    private readonly portOffset: number,
  ) {}

  /** Every service with its settings; replicas beyond the first get free ports. */
  async servicesToStart(scale: Map<string, number>): Promise<ServiceToStart[]> {
    const servicesToStart = this.registry.services.flatMap((service) =>
      Array.from({ length: scale.get(service.name) ?? 1 }, async (_, replica) => {
        const port = replica ? await freePort() : service.port + this.portOffset;
        return { service, env: this.of(service, port) };
      }),
    );
    return Promise.all(servicesToStart);
  }

  /** One service's settings; with port 0 it takes a free one. */
  of(service: Service, port: number): Env {
    const { name, settings } = service;
    const password = this.secrets.password(name);
    const own: Env = {
      HOST,
      PORT: String(port),
      DATABASE_URL: this.postgres.url(name, name, password),
      BROKER_URL: this.postgres.brokerUrl(name, password),
      ...this.issuer(),
      CLIENT_SECRET: this.secrets.clientSecret(name),
      OAUTH_CLIENTS: this.secrets.clients(this.registry.services.map((service) => service.name)),
      SESSION_KEY: this.secrets.signingKey,
      // The lines go to files: the one for each request and each event is worth having there.
      LOG_LEVEL: this.given.LOG_LEVEL ?? 'debug',
    };
    const declared = Object.entries(settings).flatMap(
      ([key, { peer, link = peer, outside, secret, optional }]) => {
        if (own[key]) return [[key, own[key]]];
        if (link) return [[key, this.urlOf(one(link, this.registry.services, name))]];
        if (outside) return [[key, this.thirdParty(one(outside, this.registry.thirdParties, name))]];
        return secret && !optional ? [[key, this.secrets.setting(key)]] : [];
      },
    );
    return { LOG_LEVEL, ...this.given, ...Object.fromEntries(declared) };
  }

  /** The service that gives tokens is known by the setting that names its clients. */
  private issuer(): Env {
    const issuer = this.registry.services.find(({ settings }) => 'OAUTH_CLIENTS' in settings);
    if (!issuer) throw new UserError('No service gives tokens: one of them must have OAUTH_CLIENTS.');
    const url = this.urlOf(issuer);
    return {
      AUTH_ISSUER: url,
      AUTH_JWKS_URL: `${url}/.well-known/jwks.json`,
      AUTH_TOKEN_URL: `${url}/oauth/token`,
    };
  }

  private thirdParty({ imposter, port }: ThirdParty): string {
    return urlOf(imposter, port + this.portOffset);
  }

  private urlOf({ port }: Service): string {
    return `http://${HOST}:${port + this.portOffset}`;
  }
}

function one<Player extends { name: string }>(name: string, registry: Player[], asking: string): Player {
  const service = registry.find((service) => service.name === name);
  if (service) return service;
  throw new UserError(
    `${asking} is configured to reach ${name}, but nobody of that name plays here: add them.`,
  );
}
