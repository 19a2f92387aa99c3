import { Database, type MigrationSet, Retention } from '#libs/database';
import {
  Effects,
  Erasure,
  type Events,
  Messaging,
  messagingRetention,
  openBroker,
  Outbox,
  PostgresMessagingStore,
} from '#libs/messaging';
import { otlpSpans, type Surroundings, Telemetry } from '#libs/telemetry';
import type { DynamicModule, Type } from '@nestjs/common';
import { Clock } from './clock.js';
import type { CommonConfig, SettingMeta } from './config.js';
import { Idempotency, idempotencyRetention } from './idempotency.js';
import { Limits, limitsRetention } from './limits.js';
import { OperationsController } from './operations.controller.js';
import { Operations } from './operations.js';
import { ISSUER } from './peer.js';
import { Peers } from './peers.js';
import { ServiceTokens } from './service-tokens.js';

/** What a service says of itself before it has a configuration. */
export interface Face {
  name: string;
  settings: Record<string, SettingMeta>;
  events: Events;
  migrations: MigrationSet[];
}

/** What the house gives to one running service: its own database, messaging, peers and telemetry. */
export class Platform {
  readonly telemetry: Telemetry;
  readonly database: Database;
  readonly messaging: Messaging;
  readonly operations: Operations;
  readonly tokens: ServiceTokens;
  readonly peers: Peers;
  private readonly retention: Retention;

  constructor(
    { name, settings, events, migrations }: Face,
    readonly config: CommonConfig,
    surroundings: Surroundings,
  ) {
    const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
    const spans = surroundings.spans ?? (endpoint ? otlpSpans(endpoint) : undefined);
    this.telemetry = new Telemetry(name, config.LOG_LEVEL, { ...surroundings, spans });
    const onError = (err: Error) => this.telemetry.log.warn({ err }, 'a connection broke; it is made again');
    const broker = openBroker(config.BROKER_URL, onError);
    this.database = new Database(config.DATABASE_URL, { name, onError });
    this.messaging = new Messaging(
      { store: new PostgresMessagingStore(this.database), broker, telemetry: this.telemetry },
      events,
      { retrySchedule: config.RETRY_SCHEDULE },
    );
    const kept = messagingRetention({ outbox: config.OUTBOX_DAYS, inbox: config.INBOX_DAYS });
    this.retention = new Retention(this.database, [...kept, idempotencyRetention, limitsRetention], onError);
    const issuer = new URL(config.AUTH_TOKEN_URL);
    this.peers = new Peers(
      this.urls(settings, 'peer'),
      { ...this.urls(settings, 'outside'), [ISSUER]: issuer.origin },
      {
        tokenFor: (neighbour) => this.tokens.for(neighbour),
        timeoutMs: config.PEER_TIMEOUT,
        internalHosts: [...config.INTERNAL_HOSTS, issuer.hostname],
      },
      this.telemetry,
    );
    const client = { id: name, secret: config.CLIENT_SECRET };
    this.tokens = new ServiceTokens(this.peers.to(ISSUER), issuer.pathname + issuer.search, client);
    this.operations = new Operations(
      name,
      config,
      this.database,
      migrations,
      this.messaging,
      this.peers,
      this.telemetry,
    );
  }

  start(): void {
    this.retention.start();
  }

  /** From now on the service is not ready, and its own chores rest. */
  retire(): void {
    this.operations.stop();
    this.retention.stop();
  }

  private urls(settings: Face['settings'], kind: 'peer' | 'outside'): Record<string, string> {
    const values = this.config as unknown as Record<string, string | undefined>;
    const named = Object.entries(settings).map(([key, meta]) => [meta[kind], values[key]] as const);
    return Object.fromEntries(named.filter(([name, url]) => name && url));
  }
}

/**
 * What providers may ask for in their constructors.
 * @param platform absent where a service is only looked at: then nothing is made, and nobody asks
 */
export function platformModule(Config: Type<CommonConfig>, platform?: Platform): DynamicModule {
  const shared = [
    { provide: Config, useValue: platform?.config },
    { provide: Database, useValue: platform?.database },
    { provide: Outbox, useValue: platform?.messaging.outbox },
    { provide: Effects, useValue: platform?.messaging.effects },
    { provide: Erasure, useValue: platform?.messaging.erasure },
    { provide: Peers, useValue: platform?.peers },
    { provide: Telemetry, useValue: platform?.telemetry },
    Clock,
    Idempotency,
    Limits,
  ];
  return {
    module: class PlatformModule {},
    global: true,
    controllers: [OperationsController],
    providers: [...shared, { provide: Operations, useValue: platform?.operations }],
    exports: shared,
  };
}
