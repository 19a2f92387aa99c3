import { afterCommit } from '#libs/database';
import { type EventContext, openBrokerAdmin } from '#libs/messaging';
import { newId } from '#libs/telemetry';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { RabbitmqServer } from '#tooling/rabbitmq';
import type { MessageHandler } from '@nestjs/microservices';
import { sql } from 'kysely';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asRequest, openReplica, type ReplicaOptions } from '../benchmark.js';
import { provision } from '../event-hop/provision.js';
import { type Hop, type HopTimer, NOTE } from '../event-hop/hop.js';
import { CONSUMES, Happened, openTroupeHop, SENDS } from '../event-hop/troupe-hop.js';
import { postmasterOf, usageOf } from './process-tree.js';

const BATCH = 100;
const PAUSE_MS = 50;

/** What it costs to drain a queue. */
export interface Drain {
  eventsPerSecond: number;
  /** CPU time of one event in milliseconds: that of the consumer, and that of all servers. */
  consumerMs: number;
  serversMs: number;
}

/** One engine: two services, their databases on a server of their own, and what carries their events. */
export class Arm {
  private readonly options: ReplicaOptions;

  private constructor(
    readonly name: string,
    private readonly folder: string,
    private readonly postgres: EmbeddedPostgres,
    private rabbitmq?: RabbitmqServer,
  ) {
    this.options = { admin: openBrokerAdmin(rabbitmq?.url ?? postgres.url()), level: 'silent' };
  }

  static async open(engine: 'PostgreSQL' | 'RabbitMQ'): Promise<Arm> {
    const folder = await mkdtemp(join(tmpdir(), 'engine-'));
    const postgres = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres') });
    const rabbitmq =
      engine === 'RabbitMQ' ? await RabbitmqServer.start({ folder: join(folder, 'rabbitmq') }) : undefined;
    await provision(postgres.url(), rabbitmq?.url);
    return new Arm(engine, folder, postgres, rabbitmq);
  }

  async hop(timer: HopTimer): Promise<Hop> {
    const hop = await openTroupeHop(this.postgres.url(), 1, timer.committed, this.options);
    return { ...hop, name: this.name };
  }

  /** The memory of all servers, in MiB. */
  async mib(): Promise<number> {
    return (await usageOf(await this.pids())).mib;
  }

  /** Lets events queue for a consumer that is stopped, and starts it. */
  async drain(events: number): Promise<Drain> {
    await this.queue(events);
    let left = events;
    const consumer = openReplica(this.postgres.url(), 'consumer', CONSUMES, this.options);
    const [serversBefore, before, began] = [
      await usageOf(await this.pids()),
      process.cpuUsage(),
      performance.now(),
    ];
    await new Promise<void>((resolve, reject) => {
      const handle = async ({ id, note }: { id: string; note: string }, { tx }: EventContext) => {
        await sql`insert into thing (id, note) values (${id}, ${note})`.execute(tx);
        afterCommit(tx, () => --left || resolve());
      };
      consumer.messaging.start(new Map([[Happened.type, handle as MessageHandler]])).catch(reject);
    });
    const [seconds, { user, system }] = [(performance.now() - began) / 1_000, process.cpuUsage(before)];
    const servers = await usageOf(await this.pids());
    await consumer.stop();
    return {
      eventsPerSecond: events / seconds,
      consumerMs: (user + system) / 1_000 / events,
      serversMs: (servers.cpuMs - serversBefore.cpuMs) / events,
    };
  }

  /** Kills what carries the events, and starts it at once. @returns seconds from its end until a new event has taken effect */
  async recovery(timer: HopTimer): Promise<number> {
    const hop = await this.hop(timer);
    await timer.time(hop);
    await this.kill();
    const began = performance.now();
    const started = this.restart();
    while (!(await timer.time(hop).catch(() => undefined))) await sleep(PAUSE_MS); // PostgreSQL refuses at first
    const seconds = (performance.now() - began) / 1_000;
    await started;
    await hop.stop();
    return seconds;
  }

  async close(): Promise<void> {
    await this.rabbitmq?.stop();
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async queue(events: number): Promise<void> {
    const sender = openReplica(this.postgres.url(), 'sender', SENDS, this.options);
    await sender.messaging.start(new Map());
    for (let sent = 0; sent < events; sent += BATCH)
      await asRequest(newId(), () =>
        sender.database.inTransaction(async (tx) => {
          for (let at = 0; at < BATCH; at++)
            await sender.messaging.outbox.add(tx, Happened({ id: newId(), note: NOTE }));
        }),
      );
    await sender.stop(); // publishes everything
  }

  private async kill(): Promise<void> {
    if (this.rabbitmq) return this.rabbitmq.stop();
    process.kill(await this.postmaster(), 'SIGKILL');
    await this.postgres.ended;
  }

  private async restart(): Promise<void> {
    if (this.rabbitmq) this.rabbitmq = await this.rabbitmq.restart();
    else await this.postgres.restart();
  }

  private async pids(): Promise<number[]> {
    return [await this.postmaster(), ...(this.rabbitmq ? [await this.rabbitmq.pid()] : [])];
  }

  private postmaster(): Promise<number> {
    return postmasterOf(this.postgres.dataDir);
  }
}
