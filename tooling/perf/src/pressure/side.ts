import { Database } from '#libs/database';
import {
  type BrokerAdmin,
  type Delivery,
  type Message,
  openBrokerAdmin,
  PostgresBroker,
} from '#libs/messaging';
import { databaseUrl } from '#libs/service';
import { newId } from '#libs/telemetry';
import { eventually } from '#tooling/platform';
import { sql } from 'kysely';

export const SENDER = 'sender';
/** The service whose queue is deep on one side. */
export const HEARER = 'hearer';
/** A service whose queue is always empty, at the same broker. */
export const NEIGHBOUR = 'neighbour';
export const ROLES = [SENDER, HEARER, NEIGHBOUR];

export const TYPES = { [HEARER]: 'thing.happened.v1', [NEIGHBOUR]: 'thing.ended.v1' } as const;
type Queue = keyof typeof TYPES;
const BATCH = 500;

/** What the server has counted of a function. */
interface Calls {
  calls: number;
  ms: number;
}

/** Milliseconds of one event, as the server measures them. */
export interface Cost {
  publish: number;
  take: number;
}

/** One broker with the two services that hear a sender. */
export class Side {
  private readonly owner: Database;
  private readonly sender: PostgresBroker;
  private readonly hearing: PostgresBroker[] = [];

  private constructor(
    readonly name: string,
    readonly admin: BrokerAdmin,
    ownerUrl: string,
  ) {
    this.owner = new Database(ownerUrl, { connections: 1 });
    this.sender = new PostgresBroker(admin.urlFor(SENDER, SENDER), console.error);
  }

  /** @param server a server with the roles, and with a broker to copy */
  static async open(server: string, name: string): Promise<Side> {
    const admin = await openBrokerAdmin(server).copy(`broker-${name}`);
    const says = Object.fromEntries(Object.entries(TYPES).map(([queue, type]) => [type, [queue]]));
    await admin.declare({ service: SENDER, says, hears: [] });
    for (const [queue, type] of Object.entries(TYPES))
      await admin.declare({ service: queue, says: {}, hears: [type] });
    const side = new Side(name, admin, databaseUrl(server, `broker-${name}`));
    await sql`alter database ${sql.id(`broker-${name}`)} set track_functions = 'all'`.execute(
      side.owner.query,
    );
    return side;
  }

  /** Publishes so many events for a queue. */
  async fill(queue: Queue, events: number): Promise<void> {
    for (let sent = 0; sent < events; sent += BATCH)
      await this.sender.publish(
        Array.from({ length: Math.min(BATCH, events - sent) }, () => messageOf(TYPES[queue])),
      );
  }

  /** Takes the messages of a queue one at a time. @returns a function that publishes one and waits until one was taken */
  async walk(queue: Queue): Promise<() => Promise<void>> {
    const consumer = new PostgresBroker(this.admin.urlFor(queue, queue), console.error);
    this.hearing.push(consumer);
    const held: Delivery[] = [];
    let onDelivery = () => {};
    await consumer.consume(1, (delivery) => {
      held.push(delivery);
      onDelivery();
    });
    return async () => {
      await this.sender.publish([messageOf(TYPES[queue])]);
      if (!held.length) await new Promise<void>((resolve) => (onDelivery = resolve));
      held.shift()!.ack();
    };
  }

  /** Ends what `walk` began. */
  async rest(): Promise<void> {
    await Promise.all(this.hearing.splice(0).map((one) => one.stop()));
  }

  /** What the server has counted, once it has counted so many calls of both functions. */
  async counted(least: { publish: number; take: number }): Promise<{ publish: Calls; take: Calls }> {
    return eventually(async () => {
      const { rows } = await sql<Calls & { name: 'publish' | 'take' }>`
        select funcname as name, calls::int, total_time as ms from pg_stat_user_functions
        where funcname in ('publish', 'take')`.execute(this.owner.query);
      const [publish, take] = (['publish', 'take'] as const).map(
        (wanted) => rows.find(({ name }) => name === wanted) ?? { calls: 0, ms: 0 },
      ) as [Calls, Calls];
      return publish.calls >= least.publish && take.calls >= least.take && { publish, take };
    });
  }

  async depth(queue: Queue): Promise<number> {
    const { rows } = await sql<{ depth: number }>`
      select count(*)::int as depth from queues.delivery where queue = ${queue}`.execute(this.owner.query);
    return rows[0]!.depth;
  }

  async close(): Promise<void> {
    await this.rest();
    await this.sender.stop();
    await this.owner.close();
  }
}

function messageOf(type: string): Message {
  const id = newId();
  return {
    attributes: {
      specversion: '1.0',
      id,
      type,
      subject: id,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      correlationid: id,
      causationid: id,
    },
    body: Buffer.from(JSON.stringify({ id, note: 'x'.repeat(300) })),
  };
}
