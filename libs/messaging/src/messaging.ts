import type { Database, RetentionRule } from '#libs/database';
import type { Telemetry } from '#libs/telemetry';
import type { MessageHandler } from '@nestjs/microservices';
import { sql } from 'kysely';
import type { Broker } from './broker.js';
import { Effects } from './effects.js';
import { Erasure, MessageErasure } from './erasure.js';
import type { Events } from './events.js';
import { Gate } from './gate.js';
import { Handling } from './handling.js';
import { Hospital, REASONS } from './hospital.js';
import { Outbox } from './outbox.js';
import { Receiver } from './receiver.js';
import { Relay } from './relay.js';
import { Retries } from './retries.js';

/** The migrations of the schema `messaging`. */
export const messagingMigrations = { name: 'messaging', folder: new URL('./migrations/', import.meta.url) };

/**
 * How long messages are kept, in days. A replay reaches back as far as the outbox does, so the ids of what was heard
 * must be kept longer. Hospital patients stay until somebody acts on them.
 */
export const messagingRetention = (days: { outbox: number; inbox: number }): RetentionRule[] => [
  { table: 'messaging.outbox', column: 'created_at', days: days.outbox, unless: 'sent_at is null' },
  { table: 'messaging.inbox', column: 'received_at', days: days.inbox },
];

export interface MessagingOptions {
  /** Milliseconds from each failure of a message to its next attempt. */
  retrySchedule: readonly number[];
}

const RECONNECT_MS = 1_000;
/** Handlers side by side, each with a connection: fewer than the pool has. */
const SIDE_BY_SIDE = 4;
/** Longest wait for what was begun, in milliseconds: a stuck handler must not keep the process. */
const DRAIN_MS = 20_000;

/** One service's share of the choreography: what it says, what it hears, what it tries again. */
export class Messaging {
  readonly outbox: Outbox;
  readonly effects: Effects;
  readonly messageErasure: MessageErasure;
  readonly erasure: Erasure;
  private readonly handling: Handling;
  private readonly relay: Relay;
  private readonly retries: Retries;
  private readonly receiver: Receiver;
  private readonly hears: string[];
  private connected = false;
  private connecting?: Promise<void>;
  private reconnect?: NodeJS.Timeout;
  private drained?: Promise<void>;
  private closed?: Promise<void>;

  constructor(
    private readonly database: Database,
    private readonly broker: Broker,
    private readonly telemetry: Telemetry,
    events: Events,
    options: MessagingOptions,
  ) {
    const { log, metrics } = telemetry;
    this.hears = events.heard.map(({ type }) => type);
    this.relay = new Relay(
      database,
      broker,
      log,
      metrics,
      events.said.map(({ type }) => type),
    );
    this.outbox = new Outbox(telemetry, this.relay);
    this.handling = new Handling(database, telemetry, events);
    const hospital = new Hospital(telemetry);
    const gate = new Gate(SIDE_BY_SIDE);
    this.retries = new Retries(database, this.handling, hospital, gate, telemetry, options.retrySchedule);
    this.effects = new Effects(this.retries);
    this.receiver = new Receiver(database, broker, this.handling, this.retries, gate, log);
    this.messageErasure = new MessageErasure(broker, log);
    this.erasure = new Erasure(this.messageErasure, this.outbox);
    this.gauges();
  }

  /** Starts to hear and to say. A broker that does not answer yet is tried again until it does. */
  async start(handlers: ReadonlyMap<string, MessageHandler>): Promise<void> {
    this.handling.handlers = handlers;
    this.relay.start();
    this.retries.start();
    await (this.connecting = this.connect());
  }

  /** Resolves when events can come in and go out. */
  async ping(): Promise<void> {
    await this.broker.ping();
    if (!this.connected) throw new Error('the broker has not been reached yet');
  }

  /**
   * Takes nothing new in, hands back what was not begun and finishes what was, for at most 20 seconds. The service may
   * still say events until `close`.
   */
  drain(): Promise<void> {
    return (this.drained ??= within(DRAIN_MS, this.finish()));
  }

  /** Drains, sends what was said last, and hangs up. */
  close(): Promise<void> {
    return (this.closed ??= this.hangUp());
  }

  private async finish(): Promise<void> {
    clearTimeout(this.reconnect);
    await this.connecting;
    await Promise.all([this.receiver.drain(), this.retries.stop()]);
  }

  private async hangUp(): Promise<void> {
    await this.drain();
    await this.relay.stop();
    await this.broker.stop();
  }

  private async connect(): Promise<void> {
    try {
      if (this.hears.length) {
        await this.broker.declare(this.hears);
        await this.receiver.start();
      }
      this.connected = true;
    } catch (err) {
      this.telemetry.log.warn({ err }, 'the broker does not answer; trying again');
      if (this.drained) return;
      this.reconnect = setTimeout(() => (this.connecting = this.connect()), RECONNECT_MS);
    }
  }

  private gauges(): void {
    const { metrics } = this.telemetry;
    const read = async (query: ReturnType<typeof sql<{ label?: string; value: number }>>) =>
      (await query.execute(this.database.query)).rows;
    metrics.gauge('outbox_pending', 'Events said and not yet confirmed by the broker', [], async () =>
      (await read(sql`select count(*)::int as value from messaging.outbox where sent_at is null`)).map(
        (row) => [{}, row.value],
      ),
    );
    metrics.gauge(
      'outbox_oldest_age_seconds',
      'Age of the oldest event that the broker has not confirmed',
      [],
      async () =>
        (
          await read(sql`select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as value
          from messaging.outbox where sent_at is null`)
        ).map((row) => [{}, row.value]),
    );
    metrics.gauge('retry_waiting', 'Messages and effects that wait for another attempt', ['kind'], async () =>
      (
        await read(sql`select kind as label, count(r.id)::int as value
          from unnest(array['event', 'effect']) as kind left join messaging.retry r using (kind) group by kind`)
      ).map((row) => [{ kind: row.label ?? '' }, row.value]),
    );
    metrics.gauge('hospital_patients', 'Messages given up that nobody has acted on', ['reason'], async () =>
      (
        await read(sql`select reason as label, count(h.id)::int as value
          from unnest(${[...REASONS]}::text[]) as reason left join messaging.hospital h using (reason) group by reason`)
      ).map((row) => [{ reason: row.label ?? '' }, row.value]),
    );
  }
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
