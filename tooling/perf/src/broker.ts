import { Database, openSession } from '#libs/database';
import { type Delivery, type Message, openBrokerAdmin, PostgresBroker } from '#libs/messaging';
import { databaseUrl } from '#libs/service';
import { newId } from '#libs/telemetry';
import { eventually } from '#tooling/platform';
import { sql } from 'kysely';
import type { Client } from 'pg';
import { withPostgres } from './benchmark.js';

/*
 * Measures whether the statement that takes a message stays as fast as it was. PostgreSQL itself measures its mean time.
 * Every variant has a database of its own, and they take turns, so that other load on the machine slows all of them.
 */
const MESSAGES = 10_000;
const COMPARED = 1_000;
const MAX_RATIO = 1.5;
const TYPE = 'thing.happened.v1';
const QUEUE = 'consumer';
const NEVER_MS = 2 ** 31 - 1;

interface Variant {
  name: string;
  /** As it was: every fetch starts at the head of the queue, and pages are kept part empty. */
  isBefore: boolean;
  /** Whether another session has a snapshot of the database all the time, so that nothing can be vacuumed. */
  isHeld: boolean;
}

const VARIANTS: Variant[] = [
  { name: 'before', isBefore: true, isHeld: false },
  { name: 'before, transaction left open', isBefore: true, isHeld: true },
  { name: 'now', isBefore: false, isHeld: false },
  { name: 'now, transaction left open', isBefore: false, isHeld: true },
];

/** A queue in a database of its own. */
class Subject {
  private readonly owner: Database;
  private readonly broker: PostgresBroker;
  private holder?: Client;
  private onDelivery: () => void = () => {};

  constructor(
    readonly variant: Variant,
    private readonly ownerUrl: string,
    url: string,
  ) {
    this.owner = new Database(ownerUrl, { connections: 1 });
    this.broker = new PostgresBroker(url, console.error, variant.isBefore ? { overtakeMs: NEVER_MS } : {});
  }

  async open(): Promise<void> {
    this.holder = await openSession(this.ownerUrl);
    if (this.variant.isHeld)
      await this.holder.query(`set idle_in_transaction_session_timeout = 0;
        begin isolation level repeatable read; select from queues.delivery`);
    await this.broker.consume(32, (delivery: Delivery) => {
      delivery.ack();
      this.onDelivery();
    });
  }

  async send(): Promise<void> {
    const delivered = new Promise<void>((resolve) => (this.onDelivery = resolve));
    await this.broker.publish([messageOf(newId())]);
    await delivered;
  }

  /** The calls of `take` and their milliseconds, once the server has counted `least` of them. */
  async taken(least: number): Promise<{ calls: number; ms: number }> {
    return eventually(async () => {
      const { rows } = await sql<{ calls: number; ms: number }>`
        select calls::int, total_time as ms from pg_stat_user_functions where funcname = 'take'`.execute(
        this.owner.query,
      );
      return rows[0] && rows[0].calls >= least && rows[0];
    });
  }

  async megabytes(): Promise<number> {
    const { rows } = await sql<{ size: number }>`
      select pg_total_relation_size('queues.delivery')::float / 1e6 as size`.execute(this.owner.query);
    return rows[0]?.size ?? 0;
  }

  async close(): Promise<void> {
    await this.broker.stop();
    await this.holder?.end();
    await this.owner.close();
  }
}

const messageOf = (id: string): Message => ({
  attributes: { id, type: TYPE, subject: id, correlationid: id, causationid: id },
  body: Buffer.from(JSON.stringify({ id, note: 'x'.repeat(300) })),
});

/** Mean milliseconds of `take` for each subject, while they send so many messages in turn. */
async function meansOver(subjects: Subject[], messages: number): Promise<number[]> {
  const before = await Promise.all(subjects.map((subject) => subject.taken(0)));
  for (let sent = 0; sent < messages; sent++) for (const subject of subjects) await subject.send();
  const after = await Promise.all(subjects.map((subject, at) => subject.taken(before[at]!.calls + messages)));
  return after.map(({ calls, ms }, at) => (ms - before[at]!.ms) / (calls - before[at]!.calls));
}

async function openSubject(owner: string, variant: Variant, at: number): Promise<Subject> {
  const name = `broker-${at}`;
  const copy = await openBrokerAdmin(owner).copy(name);
  await copy.declare({ service: QUEUE, says: { [TYPE]: [QUEUE] }, hears: [TYPE] });
  const ownerUrl = databaseUrl(owner, name);
  const database = new Database(ownerUrl, { connections: 1 });
  await sql`alter database ${sql.id(name)} set track_functions = 'all'`.execute(database.query);
  if (variant.isBefore) await sql`alter table queues.delivery set (fillfactor = 70)`.execute(database.query);
  await database.close();
  const subject = new Subject(variant, ownerUrl, copy.urlFor(QUEUE, QUEUE));
  await subject.open();
  return subject;
}

/** Prints each variant. @returns 1 if what is shipped becomes slower than its limit */
export const benchmarkBroker = (): Promise<number> =>
  withPostgres('broker', async (owner) => {
    await openBrokerAdmin(owner).provision();
    const database = new Database(owner, { connections: 1 });
    await sql`create role ${sql.id(QUEUE)} login password ${sql.lit(QUEUE)}`.execute(database.query);
    await database.close();
    const subjects = await Promise.all(VARIANTS.map((variant, at) => openSubject(owner, variant, at)));
    await meansOver(subjects, COMPARED);
    const first = await meansOver(subjects, COMPARED);
    await meansOver(subjects, MESSAGES - 3 * COMPARED);
    const last = await meansOver(subjects, COMPARED);
    let code = 0;
    console.log(`take, mean ms ${''.padEnd(25)} first ${COMPARED}  last ${COMPARED}  ratio  table MB`);
    for (const [at, subject] of subjects.entries()) {
      const ratio = last[at]! / first[at]!;
      const figures = [first[at]!, last[at]!, ratio, await subject.megabytes()];
      console.log(
        subject.variant.name.padEnd(38) + figures.map((one) => one.toFixed(2).padStart(11)).join(''),
      );
      if (!subject.variant.isBefore && ratio > MAX_RATIO) code = 1;
    }
    console.log(`The limit of the ratio now is ${MAX_RATIO}.`);
    await Promise.all(subjects.map((subject) => subject.close()));
    return code;
  });
