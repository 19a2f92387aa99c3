import { Database } from '#libs/database';
import { type EventContext, heard, openBrokerAdmin, Outbox, said } from '#libs/messaging';
import { Access, configuration, databaseUrl, provisionPlatform, service } from '#libs/service';
import { Body, Controller, Module, Post } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { sql } from 'kysely';
import { z } from 'zod';
import { CONSUMER, PUBLISHER, type Servers } from './contender.js';

const Thing = z.object({ id: z.uuid(), note: z.string().max(1_000) });
type Thing = z.infer<typeof Thing>;
const Happened = said('thing.happened.v1', Thing, { subject: 'id' });
const Heard = heard(Happened.type, Thing, { from: PUBLISHER });

/** The most milliseconds until an event that a dead consumer had is delivered again: its lease lasts 30 s. */
export const REDELIVERED_AFTER_MS = 35_000;
/** No route needs a token. */
const NOBODY = 'http://127.0.0.1:9';

@Controller('things')
class ThingsController {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  @Post()
  @Access({ public: true })
  save(@Body({ schema: Thing }) { id, note }: Thing) {
    return this.database.inTransaction(async (tx) => {
      await sql`insert into thing (id, note) values (${id}, ${note})`.execute(tx);
      await this.outbox.add(tx, Happened({ id, note }));
      return { id };
    });
  }
}

@Controller()
class ThingsSubscriber {
  @EventPattern<string>(Heard.type)
  async take(@Payload(Heard) { id, note }: Thing, @Ctx() { tx }: EventContext) {
    await sql`insert into effect (id, note) values (${id}, ${note})`.execute(tx);
  }
}

@Module({ controllers: [ThingsController] })
class PublisherModule {}

@Module({ controllers: [ThingsSubscriber] })
class ConsumerModule {}

const publisher = service({
  name: PUBLISHER,
  port: 4997,
  owner: 'perf',
  config: class extends configuration(PUBLISHER) {},
  module: PublisherModule,
  events: { noun: 'thing', Happened },
});
const consumer = service({
  name: CONSUMER,
  port: 4996,
  owner: 'perf',
  config: class extends configuration(CONSUMER) {},
  module: ConsumerModule,
  events: { Heard },
});

const brokerOf = ({ owner, amqp = owner }: Servers): string => amqp;

const envOf = (servers: Servers, name: string) => ({
  PORT: '0',
  LOG_LEVEL: 'warn',
  DATABASE_URL: databaseUrl(servers.owner, name, { name, password: name }),
  BROKER_URL: openBrokerAdmin(brokerOf(servers)).urlFor(name, name),
  AUTH_ISSUER: NOBODY,
  AUTH_JWKS_URL: NOBODY,
  AUTH_TOKEN_URL: NOBODY,
  CLIENT_SECRET: 'a-secret-of-the-comparison-and-of-nobody',
  OTEL_EXPORTER_OTLP_ENDPOINT: servers.spans,
});

export async function prepare(servers: Servers): Promise<void> {
  await provisionPlatform(servers.owner, [publisher, consumer], (name) => name, brokerOf(servers));
}

export const publish = async (servers: Servers): Promise<string> =>
  (await publisher.start(envOf(servers, PUBLISHER), { reportsProcess: true })).url;

export const consume = async (servers: Servers): Promise<void> =>
  void (await consumer.start(envOf(servers, CONSUMER), { reportsProcess: true }));
