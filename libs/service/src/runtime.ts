import { Database, type MigrationSet, Retention, type RetentionRule } from '#libs/database';
import {
  type Broker,
  Effects,
  Erasure,
  ErasureVacuum,
  type Events,
  Hospital,
  HospitalRecords,
  Messaging,
  Notes,
  messagingRetention,
  openBroker,
  Outbox,
  Queues,
  PostgresMessagingStore,
  Replays,
  systemRuntime,
  Totals,
  watches,
} from '#libs/messaging';
import { otlpSpans, outside, type RuntimeOptions, Telemetry } from '#libs/telemetry';
import type { DynamicModule, Type } from '@nestjs/common';
import { Awaited } from './awaited.js';
import { Clock } from './clock.js';
import { exposeConnections } from './connection-gauges.js';
import { EventTurns } from './event-turns.js';
import { Tokens } from './access.js';
import type { CommonConfig } from './config.js';
import { HospitalController } from './hospital.controller.js';
import { HospitalEdits } from './hospital-edits.js';
import { Idempotency, idempotencyRetention } from './idempotency.js';
import { IssuerKeys } from './issuer-keys.js';
import { KeyedHash } from './keyed-hash.js';
import { Limits, limitsRetention } from './limits.js';
import { OperationsController } from './operations.controller.js';
import { Operations } from './operations.js';
import { ISSUER } from './peer.js';
import { Peers } from './peers.js';
import { PlatformRows } from './platform-rows.js';
import { ReplaysController } from './replays.controller.js';
import { resourceOf } from './resource.js';
import { ServiceTokens } from './service-tokens.js';
import type { SettingMeta } from './settings.js';
import { TrafficFile } from './traffic-file.js';

/** What is known of a service before it has a configuration. */
export interface ServiceDescriptor {
  name: string;
  /** The team that answers for it. */
  owner: string;
  /** Its semantic version. */
  version: string;
  settings: Record<string, SettingMeta>;
  events: Events;
  migrations: MigrationSet[];
}

/** What one running service is given: its own database, messaging, peers and telemetry. */
export class ServiceRuntime {
  readonly telemetry: Telemetry;
  readonly database: Database;
  readonly messaging: Messaging;
  readonly hashes: KeyedHash;
  readonly operations: Operations;
  readonly hospitalRecords: HospitalRecords;
  readonly replays: Replays;
  /** The tokens that it sends. */
  readonly tokens: ServiceTokens;
  /** The tokens that callers send. */
  readonly callersTokens: Tokens;
  readonly peers: Peers;
  readonly turns: EventTurns;
  private readonly keys: IssuerKeys;
  private readonly retention: Retention;
  private readonly neighbours: string[];
  private readonly vacuum: ErasureVacuum;
  private readonly traffic: TrafficFile;

  constructor(
    { name, owner, version, settings, events, migrations }: ServiceDescriptor,
    readonly config: CommonConfig,
    options: RuntimeOptions,
    ownRetention: RetentionRule[] = [],
  ) {
    const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
    const spans = options.spans ?? (endpoint ? otlpSpans(endpoint) : undefined);
    this.telemetry = new Telemetry(name, config.LOG_LEVEL, {
      ...options,
      spans,
      resource: resourceOf(version, config),
    });
    const { telemetry } = this;
    const onError = (err: Error) =>
      outside(() => telemetry.log.warn({ err }, 'a connection broke; it is opened again'));
    this.database = new Database(config.DATABASE_URL, { name, onError });
    exposeConnections(telemetry.metrics, this.database);
    this.hashes = new KeyedHash(config.CLIENT_SECRET);
    const broker = openBroker(config.BROKER_URL, onError, { isPatient: watches(events) });
    this.messaging = this.openMessaging(events, broker);
    this.traffic = new TrafficFile(config.TRAFFIC_FILE, telemetry.log);
    this.turns = new EventTurns(name, config, this.traffic, this.messaging);
    this.replays = this.openReplays(events, broker);
    this.hospitalRecords = new HospitalRecords(this.database, config.RETRY_SCHEDULE, events);
    this.vacuum = new ErasureVacuum(config.DATABASE_URL, onError);
    this.retention = new Retention(this.database, [...this.retentionRules(), ...ownRetention], (err) =>
      telemetry.log.warn({ err }, 'old rows could not be deleted; they are tried again in an hour'),
    );
    const issuer = new URL(config.AUTH_TOKEN_URL);
    this.neighbours = Object.keys(this.urls(settings, 'peer'));
    this.peers = this.openPeers(settings, issuer);
    const client = { id: name, secret: config.CLIENT_SECRET };
    this.tokens = new ServiceTokens(this.peers.to(ISSUER), issuer.pathname + issuer.search, client);
    this.keys = new IssuerKeys(config.AUTH_JWKS_URL, this.database);
    this.callersTokens = new Tokens(name, config, this.keys);
    const { database, messaging, peers } = this;
    this.operations = new Operations({
      name,
      owner,
      version,
      config,
      telemetry,
      state: { migrations, database, messaging, peers },
    });
  }

  start(): void {
    this.retention.start();
    this.keys.start();
    this.tokens.start(this.neighbours, () => this.peers.isUp(ISSUER), this.telemetry);
    this.vacuum.start();
  }

  /** Makes the service unready, and stops its housekeeping. */
  retire(): void {
    this.operations.stop();
    this.turns.stop();
    this.retention.stop();
    this.keys.stop();
    this.tokens.stop();
    this.vacuum.stop();
  }

  private openReplays(events: Events, broker: Broker): Replays {
    const { database, telemetry, config } = this;
    return new Replays({ database, broker, telemetry, runtime: systemRuntime }, events, config.OUTBOX_DAYS);
  }

  private openMessaging(events: Events, broker: Broker): Messaging {
    const { RETRY_SCHEDULE, SHUTDOWN_TIMEOUT } = this.config;
    const store = new PostgresMessagingStore(this.database);
    return new Messaging({ store, broker, telemetry: this.telemetry }, events, {
      retrySchedule: RETRY_SCHEDULE,
      drainMs: SHUTDOWN_TIMEOUT,
      platformRows: new PlatformRows(this.hashes),
    });
  }

  private retentionRules(): RetentionRule[] {
    const { OUTBOX_DAYS, INBOX_DAYS } = this.config;
    const messages = messagingRetention({ outbox: OUTBOX_DAYS, inbox: INBOX_DAYS });
    return [...messages, idempotencyRetention, limitsRetention];
  }

  private openPeers(settings: ServiceDescriptor['settings'], issuer: URL): Peers {
    const { PEER_TIMEOUT, PEER_CALLS, INTERNAL_HOSTS } = this.config;
    return new Peers(
      { ...this.serviceUrls(settings), ...this.urls(settings, 'peer') },
      { ...this.urls(settings, 'outside'), [ISSUER]: issuer.origin },
      {
        tokenFor: (neighbour) => this.tokens.for(neighbour),
        onRefusal: (neighbour, token) => this.tokens.refused(neighbour, token),
        timeoutMs: PEER_TIMEOUT,
        mostCalls: PEER_CALLS,
        circuits: this.messaging.circuits,
        traffic: this.traffic,
        internalHosts: [...INTERNAL_HOSTS, issuer.hostname],
      },
      this.telemetry,
    );
  }

  private serviceUrls(settings: ServiceDescriptor['settings']): Record<string, string> {
    const values = this.config as unknown as Record<string, Record<string, string>>;
    const keys = Object.keys(settings).filter((key) => settings[key]?.services);
    return Object.assign({}, ...keys.map((key) => values[key])) as Record<string, string>;
  }

  private urls(settings: ServiceDescriptor['settings'], kind: 'peer' | 'outside'): Record<string, string> {
    const values = this.config as unknown as Record<string, string | undefined>;
    const named = Object.entries(settings).map(([key, meta]) => [meta[kind], values[key]] as const);
    return Object.fromEntries(named.filter(([name, url]) => name && url));
  }
}

/**
 * The module whose providers every class of a service may inject.
 * @param runtime absent when a service is only described: then no provider is ever used
 */
export function runtimeModule(Config: Type<CommonConfig>, runtime?: ServiceRuntime): DynamicModule {
  const shared = [
    { provide: Config, useValue: runtime?.config },
    { provide: Database, useValue: runtime?.database },
    { provide: Outbox, useValue: runtime?.messaging.outbox },
    { provide: Effects, useValue: runtime?.messaging.effects },
    { provide: Erasure, useValue: runtime?.messaging.erasure },
    { provide: KeyedHash, useValue: runtime?.hashes },
    { provide: Queues, useValue: runtime?.messaging.queues },
    { provide: Totals, useValue: runtime?.messaging.totals },
    { provide: HospitalRecords, useValue: runtime?.hospitalRecords },
    { provide: Peers, useValue: runtime?.peers },
    { provide: Telemetry, useValue: runtime?.telemetry },
    { provide: Tokens, useValue: runtime?.callersTokens },
    Awaited,
    Clock,
    Idempotency,
    Limits,
  ];
  return {
    module: class RuntimeModule {},
    global: true,
    controllers: [OperationsController, HospitalController, ReplaysController],
    providers: [
      ...shared,
      { provide: Operations, useValue: runtime?.operations },
      { provide: Hospital, useValue: runtime?.messaging.hospital },
      { provide: HospitalEdits, useValue: runtime && editsOf(runtime) },
      { provide: Replays, useValue: runtime?.replays },
      { provide: Notes, useValue: runtime && new Notes(runtime.database) },
    ],
    exports: shared,
  };
}

const editsOf = ({ messaging, config }: ServiceRuntime) =>
  new HospitalEdits(messaging.hospital, config.HOSPITAL_EDITS === 'on');
