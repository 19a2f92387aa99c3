import { afterCommit, type Database, type RetentionRule, type Tx } from '#libs/database';
import type { MessagingStore } from '../store.js';
import type { UnfinishedWork } from '../unfinished.js';
import { PostgresErasureStore } from './erasure.store.js';
import { PostgresHospitalStore } from './hospital.store.js';
import { PostgresInboxStore } from './inbox.store.js';
import { PostgresOutboxStore } from './outbox.store.js';
import { PostgresRetryStore } from './retry.store.js';
import { unfinishedIn } from './unfinished.store.js';

/** The migrations of the schema `messaging`. */
export const messagingMigrations = { name: 'messaging', folder: new URL('../migrations/', import.meta.url) };

/**
 * How long messages are kept, in days. A replay reaches back as far as the outbox does, so the ids of what was heard
 * must be kept longer. Hospital patients stay until an operator acts on them.
 */
export const messagingRetention = (days: { outbox: number; inbox: number }): RetentionRule[] => [
  { table: 'messaging.outbox', column: 'created_at', days: days.outbox, unless: 'sent_at is null' },
  { table: 'messaging.inbox', column: 'received_at', days: days.inbox },
  { table: 'messaging.started', column: 'started_at', days: days.inbox },
];

/** The schema `messaging` of a service's database. */
export class PostgresMessagingStore implements MessagingStore {
  readonly outbox;
  readonly inbox;
  readonly retries;
  readonly hospital;
  readonly erasures = new PostgresErasureStore();

  constructor(private readonly database: Database) {
    this.outbox = new PostgresOutboxStore(database);
    this.inbox = new PostgresInboxStore(database);
    this.retries = new PostgresRetryStore(database);
    this.hospital = new PostgresHospitalStore(database);
  }

  unfinished(schedule: readonly number[]): Promise<UnfinishedWork> {
    return unfinishedIn(this.database, schedule);
  }

  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.inTransaction(work);
  }

  afterCommit(tx: Tx, react: () => void): void {
    afterCommit(tx, react);
  }
}
