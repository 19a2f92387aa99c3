import { freePort } from '#libs/database';
import type { Env, Service } from '#libs/service';
import { type ThirdParty, urlOf } from '#stubs/mountebank.js';
import type { Part } from './cast.js';
import type { Players } from './discovery.js';
import { HOST } from './ports.js';
import type { Secrets } from './secrets.js';
import { UserError } from './user-error.js';

/** Everything, as `npm run logs` is to tell how a business process went. */
const LOG_LEVEL = 'debug';

/** A database server, by the URLs that its roles reach its databases at. */
export interface Server {
  url(database: string, role: string, password: string): string;
  brokerUrl(service: string, password: string): string;
}

/** What the services are told about the embedded run: nothing but settings, as everywhere. */
export class Environment {
  constructor(
    private readonly given: Env,
    private readonly players: Players,
    private readonly secrets: Secrets,
    private readonly postgres: Server,
    private readonly portOffset: number,
  ) {}

  /** Every service with its settings; replicas beyond the first get free ports. */
  async parts(scale: Map<string, number>): Promise<Part[]> {
    const parts = this.players.services.flatMap((service) =>
      Array.from({ length: scale.get(service.name) ?? 1 }, async (_, replica) => {
        const port = replica ? await freePort() : service.port + this.portOffset;
        return { service, env: this.of(service, port) };
      }),
    );
    return Promise.all(parts);
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
      OAUTH_CLIENTS: this.secrets.clients(this.players.services.map((player) => player.name)),
      SESSION_KEY: this.secrets.signingKey,
      // The lines go to files: the one for each request and each event is worth having there.
      LOG_LEVEL: this.given.LOG_LEVEL ?? 'debug',
    };
    const declared = Object.entries(settings).flatMap(
      ([key, { peer, link = peer, outside, secret, optional }]) => {
        if (own[key]) return [[key, own[key]]];
        if (link) return [[key, this.urlOf(one(link, this.players.services, name))]];
        if (outside) return [[key, this.thirdParty(one(outside, this.players.thirdParties, name))]];
        return secret && !optional ? [[key, this.secrets.setting(key)]] : [];
      },
    );
    return { LOG_LEVEL, ...this.given, ...Object.fromEntries(declared) };
  }

  /** The service that gives tokens is known by the setting that names its clients. */
  private issuer(): Env {
    const issuer = this.players.services.find(({ settings }) => 'OAUTH_CLIENTS' in settings);
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

function one<Player extends { name: string }>(name: string, players: Player[], asking: string): Player {
  const player = players.find((player) => player.name === name);
  if (player) return player;
  throw new UserError(
    `${asking} is configured to reach ${name}, but nobody of that name plays here: add them.`,
  );
}
